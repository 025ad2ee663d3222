import { conform } from '../harness/case.ts'
import { forgeToken, type TokenType } from '../probes/data-dir.ts'
import { authNeeded, ruleFailed, superusersOnly } from './support.ts'

const refresh = '/api/collections/users/auth-refresh'

export const rawToken = conform('auth.header.raw-token', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { client } = await user()
    claim('accepts the bare token', await client.post(refresh)).status(200)
    claim('needs it', await guest.post(refresh)).error(401, authNeeded)
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

export const exactlyOneSpace = conform('auth.header.bearer-exactly-one-space', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { token } = await user()
    const by = (value: string) => guest.withHeaders({ Authorization: value }).post(refresh)
    const control = await by(`Bearer ${token}`)
    const values = {
      'two spaces': `Bearer  ${token}`,
      'another scheme': `Token ${token}`,
      'no space': `Bearer${token}`,
      'the scheme alone': 'Bearer',
    }
    for (const [what, value] of Object.entries(values)) {
      claim(what, refused(control, await by(value))).error(401, authNeeded)
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
    claim('is refused like a guest', await garbage.get(closed.records)).error(403, superusersOnly)
  },
})

export const expiredIsGuest = conform('auth.header.expired-is-guest', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, server, user, collection, claim, refused }) {
    const { id: recordId } = await user()
    const request = { type: 'auth', collection: 'users', recordId } as const
    const fresh = await forgeToken(server, { ...request, lifetimeSeconds: 10 })
    const expired = await forgeToken(server, { ...request, lifetimeSeconds: -1 })
    const control = await guest.withToken(fresh).post(refresh)
    const answer = refused(control, await guest.withToken(expired).post(refresh))
    claim('is nobody', answer).error(401, authNeeded)
    const { records } = await collection()
    claim('may do what guests may', await guest.withToken(expired).get(records)).status(200)
  },
})

const otherTypes: readonly TokenType[] = ['file', 'verification', 'passwordReset', 'emailChange']

export const wrongTokenType = conform('auth.header.wrong-token-type-is-guest', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, server, user, claim, refused }) {
    const { id: recordId } = await user()
    const request = { collection: 'users', recordId } as const
    const forged = await forgeToken(server, { ...request, type: 'auth' })
    const control = await guest.withToken(forged).post(refresh)
    for (const type of otherTypes) {
      const token = await forgeToken(server, { ...request, type })
      const answer = await guest.withToken(token).post(refresh)
      claim(type, refused(control, answer)).error(401, authNeeded)
    }
  },
})

export const deletedRecordIsGuest = conform('auth.header.deleted-record-is-guest', {
  lane: 'shared',
  async check({ superuser, user, collection, claim, accepted }) {
    const { client, id } = await user()
    accepted(await client.post(refresh))
    accepted(await superuser.delete(`/api/collections/users/records/${id}`))
    claim('a deleted record has no token', await client.post(refresh)).error(401, authNeeded)
    const auth = await collection({ type: 'auth' })
    const member = await user({}, auth)
    const { records } = await collection({ listRule: "@request.auth.id != ''" })
    accepted(await superuser.post(records, {}))
    claim('it lists', await member.client.get(records)).length('/items', 1)
    accepted(await superuser.delete(auth.path))
    claim('nor has one of a deleted collection', await member.client.get(records))
      .status(200)
      .length('/items', 0)
  },
})

export const noCookieOrQuery = conform('auth.header.no-cookie-or-query', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { client, token } = await user()
    const control = await client.post(refresh)
    const inQuery = await guest.send('POST', refresh, { query: { token, Authorization: token } })
    claim('not in the query', refused(control, inQuery)).error(401, authNeeded)
    const cookies = { Cookie: `pb_auth=${token}; Authorization=${token}` }
    const inCookie = await guest.withHeaders(cookies).post(refresh)
    claim('not in a cookie', refused(control, inCookie)).error(401, authNeeded)
  },
})

export const ruleNotRechecked = conform('auth.header.auth-rule-not-rechecked', {
  lane: 'shared',
  async check({ superuser, user, collection, claim, accepted }) {
    const own = 'id = @request.auth.id'
    const auth = await collection({ type: 'auth', authRule: 'verified = true', viewRule: own })
    const { client, id } = await user({ verified: true }, auth)
    const path = `${auth.records}/${id}`
    accepted(await superuser.patch(path, { verified: false }))
    claim('the token is as good as before', await client.get(path))
      .status(200)
      .json('/id', id)
    const again = await client.post(`${auth.path}/auth-refresh`)
    claim('but gets no new one', again).error(403, ruleFailed)
    accepted(await superuser.patch(auth.path, { passwordAuth: { enabled: false } }))
    claim('nor do the enabled methods matter', await client.get(path))
      .status(200)
      .json('/id', id)
  },
})

export const requireAuth = conform('auth.header.require-auth-401', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { client } = await user()
    for (const path of ['/api/files/token', refresh]) {
      const control = await client.post(path)
      claim(path, refused(control, await guest.post(path))).error(401, authNeeded)
    }
  },
})

export const superuserOnly = conform('auth.header.require-superuser-401-403', {
  lane: 'shared',
  async check({ guest, superuser, user, claim, refused }) {
    const { client } = await user()
    const control = await superuser.get('/api/collections')
    claim('guests', refused(control, await guest.get('/api/collections'))).error(401, authNeeded)
    claim('other records', refused(control, await client.get('/api/collections'))).error(
      403,
      'The authorized record is not allowed to perform this action.',
    )
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
