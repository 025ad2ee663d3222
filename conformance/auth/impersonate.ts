import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { loading, validating } from '../harness/wording.ts'
import {
  account,
  authNeeded,
  claimsOf,
  mfaOn,
  missingAuth,
  notFound,
  ownRecord,
  rowsOf,
  ruleFailed,
  secondsLeft,
  signIn,
  slack,
} from './support.ts'

export const success = conform('auth.impersonate.success', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const auth = await collection({
      type: 'auth',
      authToken: { duration: 5000 },
      viewRule: 'id = @request.auth.id',
    })
    const member = await user({}, auth)
    const { id } = member
    const path = `${auth.path}/impersonate/${id}`
    const made = await superuser.send('POST', path)
    const shown = ownRecord(auth, member)
    claim('answers as a sign-in does', made)
      .status(200)
      .keys('', ['record', 'token'])
      .json('/record', shown)
      .keys('/record', Object.keys(shown))
      .json('/token', any.token)
    const token = made.text('/token')
    claim('cannot be refreshed', claimsOf(token)['refreshable']).equals(false)
    claim('lasts as long as any', secondsLeft(token))
      .atLeast(5000 - slack)
      .atMost(5000)
    const client = guest.withToken(token)
    claim('is that record', await client.get(`${auth.records}/${id}`))
      .status(200)
      .json('/id', id)
    claim('an empty object will do, too', await superuser.post(path, {})).status(200)
  },
})

export const superuserOnly = conform('auth.impersonate.superuser-only', {
  lane: 'shared',
  async check({ guest, superuser, user, claim, refused }) {
    const { client, id } = await user()
    const path = `/api/collections/users/impersonate/${id}`
    const control = await superuser.post(path)
    const notAllowed = 'The authorized record is not allowed to perform this action.'
    claim('guests', refused(control, await guest.post(path))).error(401, authNeeded)
    claim('the record itself', refused(control, await client.post(path))).error(403, notAllowed)
    const unknown = '/api/collections/missing/impersonate/x'
    claim('guests, before the look-up', await guest.post(unknown)).error(401, authNeeded)
    claim('others, before the look-up', await client.post(unknown)).error(403, notAllowed)
  },
})

export const notThere = conform('auth.impersonate.not-found', {
  lane: 'shared',
  async check({ superuser, collection, record, user, claim }) {
    const base = await collection()
    const { id } = await record(base)
    const { id: userId } = await user()
    const post = (path: string) => superuser.post(`/api/collections/${path}`)
    claim('an unknown collection', await post('missing/impersonate/x')).error(404, missingAuth)
    claim('a base collection', await post(`${base.name}/impersonate/${id}`)).error(404, missingAuth)
    claim('an unknown record', await post('users/impersonate/missing00000000')).error(404, notFound)
    const other = await collection({ type: 'auth' })
    const answer = await post(`${other.name}/impersonate/${userId}`)
    claim('a record of another collection', answer).error(404, notFound)
  },
})

export const duration = conform('auth.impersonate.duration', {
  lane: 'shared',
  async check({ superuser, collection, user, claim }) {
    const auth = await collection({ type: 'auth', authToken: { duration: 5000 } })
    const { id } = await user({}, auth)
    for (const [sent, seconds] of [
      [100, 100],
      [0, 5000],
      [null, 5000],
      [undefined, 5000],
      [200_000_000, 200_000_000],
    ] as const) {
      const made = await superuser.post(`${auth.path}/impersonate/${id}`, { duration: sent })
      claim(String(sent), secondsLeft(made.at('/token')))
        .atLeast(seconds - slack)
        .atMost(seconds)
    }
  },
})

export const durationInvalid = conform('auth.impersonate.duration-invalid', {
  lane: 'shared',
  async check({ superuser, user, claim, refused }) {
    const { id } = await user()
    const path = `/api/collections/users/impersonate/${id}`
    const control = await superuser.post(path, { duration: 100 })
    const negative = await superuser.post(path, { duration: -1 })
    claim('a negative one', refused(control, negative)).error(400, validating, {
      duration: {
        code: 'validation_min_greater_equal_than_required',
        message: 'Must be no less than 0.',
        params: { threshold: 0 },
      },
    })
    for (const sent of ['100', 1.5, true, [], {}]) {
      const answer = await superuser.post(path, { duration: sent })
      claim(JSON.stringify(sent), refused(control, answer)).error(400, loading)
    }
    const form = (value: string) =>
      superuser.send('POST', path, { multipart: [['duration', value]] })
    const made = await form('100')
    claim('digits in a form are a number', secondsLeft(made.at('/token')))
      .atLeast(100 - slack)
      .atMost(100)
    claim('other text in a form is none', await form('1.5')).error(400, loading)
  },
})

export const bypasses = conform('auth.impersonate.bypasses', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim, accepted } = context
    const auth = await collection({ type: 'auth', authRule: null, ...mfaOn })
    const member = await account(context, auth)
    const path = `${auth.path}/impersonate/${member.id}`
    claim('it may not sign in', await signIn(guest, auth, member)).error(403, ruleFailed)
    claim('authRule and MFA', await superuser.post(path))
      .status(200)
      .json('/token', any.token)
    accepted(await superuser.patch(auth.path, { mfa: { enabled: false }, otp: { enabled: false } }))
    accepted(await superuser.patch(auth.path, { passwordAuth: { enabled: false } }))
    claim('disabled methods', await superuser.post(path)).status(200)
    claim('no session', await rowsOf(context, '_mfas', member)).length('/items', 0)
    claim('no origin', await rowsOf(context, '_authOrigins', member)).length('/items', 0)
  },
})

export const superuserTarget = conform('auth.impersonate.superuser-target', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, refused } = context
    const root = await account(context, { records: '/api/collections/_superusers/records' })
    const path = `/api/collections/_superusers/impersonate/${root.id}`
    const made = await superuser.post(path, { duration: 60 })
    claim('is made', made).status(200).json('/record/collectionName', '_superusers')
    const control = await guest.withToken(made.text('/token')).get('/api/collections')
    claim('may do what superusers may', control).status(200)
    claim('which guests may not', refused(control, await guest.get('/api/collections'))).status(401)
  },
})

export const revocation = conform('auth.impersonate.revocation', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    const { id } = await user({}, auth)
    const refresh = `${auth.path}/auth-refresh`
    const impersonate = async () => {
      const made = accepted(await superuser.post(`${auth.path}/impersonate/${id}`))
      return guest.withToken(made.text('/token'))
    }
    const first = await impersonate()
    accepted(await first.post(refresh))
    const password = 'another pass 1'
    const next = { password, passwordConfirm: password }
    accepted(await superuser.patch(`${auth.records}/${id}`, next))
    claim('by a new password', await first.post(refresh)).error(401, authNeeded)
    const second = await impersonate()
    accepted(await second.post(refresh))
    accepted(await superuser.patch(auth.path, { authToken: { secret: 's'.repeat(40) } }))
    claim('by a new secret', await second.post(refresh)).error(401, authNeeded)
  },
})
