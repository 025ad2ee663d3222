import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { forgeToken } from '../probes/data-dir.ts'
import {
  account,
  authNeeded,
  claimsOf,
  mfaOn,
  rowsOf,
  ruleFailed,
  secondsLeft,
  slack,
} from './support.ts'

const refresh = '/api/collections/users/auth-refresh'

export const success = conform('auth.refresh.success', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, user, claim, accepted }) {
    const { client, id } = await user()
    const answer = await client.post(refresh)
    claim('answers the record', answer).status(200).json('/record/id', id)
    claim('answers a token', answer).json('/token', any.token)
    claim('the old token stays valid', await client.post(refresh)).status(200)
    const request = {
      type: 'auth',
      collection: 'users',
      recordId: id,
      lifetimeSeconds: 60,
    } as const
    const short = guest.withToken(await forgeToken(server, request))
    accepted(await superuser.patch(`/api/collections/users/records/${id}`, { name: 'changed' }))
    const renewed = await short.post(refresh)
    claim('answers the record as it is now', renewed).json('/record/name', 'changed')
    const settings = await superuser.get('/api/collections/users')
    const duration = Number(settings.at('/authToken/duration'))
    claim('with a full duration', secondsLeft(renewed.at('/token')))
      .atLeast(duration - slack)
      .atMost(duration)
  },
})

export const guestRefused = conform('auth.refresh.guest', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { client, token } = await user()
    const control = await client.post(refresh)
    claim('no token', refused(control, await guest.post(refresh))).error(401, authNeeded)
    const [head, , tail] = token.split('.')
    const payload = Buffer.from(JSON.stringify({ ...claimsOf(token), exp: 4e9 }))
    const changed = `${head}.${payload.toString('base64url')}.${tail}`
    const forged = await guest.withToken(changed).post(refresh)
    claim('changed claims', refused(control, forged)).error(401, authNeeded)
  },
})

export const nonRefreshable = conform('auth.refresh.non-refreshable', {
  lane: 'shared',
  async check({ guest, superuser, user, claim, accepted }) {
    const { id } = await user()
    const path = `/api/collections/users/impersonate/${id}`
    const made = accepted(await superuser.post(path, { duration: 100 }))
    const token = made.text('/token')
    const answer = await guest.withHeaders({ Authorization: `Bearer ${token}` }).post(refresh)
    claim('answers the record', answer).status(200).json('/record/id', id)
    claim('answers the same token', answer).json('/token', token)
  },
})

export const authRule = conform('auth.refresh.auth-rule', {
  lane: 'shared',
  async check({ superuser, collection, user, claim, accepted, refused }) {
    const auth = await collection({ type: 'auth', authRule: 'verified = true' })
    const { client, id } = await user({ verified: true }, auth)
    const path = `${auth.path}/auth-refresh`
    const control = await client.post(path)
    accepted(await superuser.patch(`${auth.records}/${id}`, { verified: false }))
    claim('is applied', refused(control, await client.post(path))).error(403, ruleFailed)
  },
})

export const noMfaNoAlert = conform('auth.refresh.no-mfa-no-alert', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, user, claim, accepted } = context
    const auth = await collection({ type: 'auth' })
    const { client, ...member } = await user({}, auth)
    accepted(await superuser.patch(auth.path, mfaOn))
    const before = await rowsOf(context, '_authOrigins', member)
    claim('signing in left an origin', before).length('/items', 1)
    const elsewhere = client.withHeaders({ 'User-Agent': 'somewhere else' })
    claim('asks for no second factor', await elsewhere.post(`${auth.path}/auth-refresh`))
      .status(200)
      .json('/token', any.token)
    claim('opens no session', await rowsOf(context, '_mfas', member)).length('/items', 0)
    claim('touches no origin', await rowsOf(context, '_authOrigins', member)).sameBodyAs(before)
    const other = await account(context, auth)
    claim('nobody else got one', await rowsOf(context, '_authOrigins', other)).length('/items', 0)
  },
})

export const badBody = conform('auth.refresh.bad-body', {
  lane: 'shared',
  async check({ user, claim, refused }) {
    const { client } = await user()
    const headers = { 'Content-Type': 'application/json' }
    const control = await client.send('POST', refresh, { raw: '{}', headers })
    const broken = await client.send('POST', refresh, { raw: '{', headers })
    claim('broken JSON', refused(control, broken)).error(
      400,
      'Something went wrong while processing your request.',
    )
  },
})
