import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

const refresh = '/api/collections/users/auth-refresh'
const needed = 'The request requires valid record authorization token.'

export const rawToken = conform('auth.header.raw-token', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { client } = await user()
    claim('accepts the bare token', await client.post(refresh)).status(200)
    claim('needs it', await guest.post(refresh)).error(401, needed)
  },
})

export const bearerPrefix = conform('auth.header.bearer-prefix', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { token } = await user()
    for (const scheme of ['Bearer', 'bearer', 'BeArEr']) {
      const answer = await guest.withHeaders({ Authorization: `${scheme} ${token}` }).post(refresh)
      claim(`strips ${scheme}`, answer).status(200)
    }
  },
})

export const invalidIsGuest = conform('auth.header.invalid-is-guest', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const open = await collection()
    const closed = await collection({ listRule: null })
    const garbage = guest.withToken('garbage')
    claim('goes on as a guest', await garbage.get(open.records)).status(200)
    const denied = 'Only superusers can perform this action.'
    claim('is refused like a guest', await garbage.get(closed.records)).error(403, denied)
  },
})

export const deletedRecordIsGuest = conform('auth.header.deleted-record-is-guest', {
  lane: 'shared',
  async check({ superuser, user, claim, accepted }) {
    const { client, id } = await user()
    accepted(await client.post(refresh))
    accepted(await superuser.delete(`/api/collections/users/records/${id}`))
    claim('a deleted record has no token', await client.post(refresh)).error(401, needed)
  },
})

export const sameCollection = conform('auth.header.same-collection-403', {
  lane: 'shared',
  async check({ superuser, user, collection, claim }) {
    const other = await collection({ type: 'auth' })
    const { client } = await user()
    const wrong = await client.post(`${other.path}/auth-refresh`)
    claim('names the collection of the token', wrong).error(
      403,
      'The request requires auth record from users collection.',
    )
    claim('superusers are not exempt', await superuser.post(refresh)).error(
      403,
      'The request requires auth record from _superusers collection.',
    )
  },
})

export const superuserOnly = conform('auth.header.require-superuser-401-403', {
  lane: 'shared',
  async check({ guest, superuser, user, claim, refused }) {
    const { client } = await user()
    const control = await superuser.get('/api/collections')
    claim('guests', refused(control, await guest.get('/api/collections'))).error(401, needed)
    claim('other records', refused(control, await client.get('/api/collections'))).error(
      403,
      'The authorized record is not allowed to perform this action.',
    )
  },
})

export const refreshSuccess = conform('auth.refresh.success', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client, id } = await user()
    const answer = await client.post(refresh)
    claim('answers the record', answer).status(200).json('/record/id', id)
    claim('answers a token', answer).json('/token', any.token)
    const again = await client.post(refresh)
    claim('the old token stays valid', again).status(200)
  },
})

export const ownEmail = conform('auth.response.own-email', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { client, email, password } = await user({ emailVisibility: false })
    const path = '/api/collections/users/auth-with-password'
    const signedIn = await guest.post(path, { identity: email, password })
    claim('at sign-in', signedIn).json('/record/email', email)
    claim('at refresh', await client.post(refresh)).json('/record/email', email)
  },
})

export const responseShape = conform('auth.response.shape', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    claim('is record and token', await client.post(refresh))
      .status(200)
      .keys('', ['record', 'token'])
  },
})

export const recordShape = conform('auth.response.record-shape', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client, email, id } = await user()
    claim('is the whole visible record', await client.post(refresh)).json('/record', {
      avatar: '',
      collectionId: '_pb_users_auth_',
      collectionName: 'users',
      created: any.date,
      email,
      emailVisibility: false,
      id,
      name: '',
      updated: any.date,
      verified: false,
    })
  },
})

export const methodsShape = conform('auth.methods.shape', {
  lane: 'shared',
  async check({ guest, claim, collection }) {
    const { path } = await collection({ type: 'auth', listRule: null, viewRule: null })
    const answer = await guest.get(`${path}/auth-methods`)
    claim('is public', answer).status(200)
    claim('shows the password method', answer).json('/password', {
      enabled: true,
      identityFields: ['email'],
    })
    claim('shows the methods that are off', answer)
      .json('/oauth2', { enabled: false, providers: [] })
      .json('/mfa', { duration: 0, enabled: false })
      .json('/otp', { duration: 0, enabled: false })
  },
})
