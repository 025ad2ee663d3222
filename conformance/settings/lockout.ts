import { type CaseContext, conform } from '../harness/case.ts'
import { Client } from '../harness/client.ts'
import { any } from '../harness/match.ts'
import { loading } from '../harness/wording.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { rule } from './support.ts'

const path = '/api/settings'
const superusers = '/api/collections/_superusers'

const signIn = ({ guest, server }: Pick<CaseContext, 'guest' | 'server'>) =>
  guest.post(`${superusers}/auth-with-password`, {
    identity: server.superuser.email,
    password: server.superuser.password,
  })

export const signInLimit = conform('settings.lockout.sign-in-limit', {
  lane: 'private',
  needs: ['cli', 'restart'],
  async check(context) {
    const { server, guest, superuser, claim } = context
    const labels = ['/api/', '*:auth', '_superusers:auth', 'PATCH /api/settings']
    const rules = labels.map((label) => rule(label, 1, '', 3600))
    const limited = await superuser.patch(path, { rateLimits: { enabled: true, rules } })
    claim('is accepted', limited).status(200)
    claim('one signs in', await signIn(context)).status(200)
    claim('and no more', await signIn(context)).error(429, 'Too Many Requests.')
    const [identity, password] = ['other@example.com', '1234567890']
    await server.cli(['superuser', 'upsert', identity, password])
    const made = await guest.post(`${superusers}/auth-with-password`, { identity, password })
    claim('nor one of the command line', made).status(429)
    for (const n of [1, 2]) claim(`a token reads ${n}`, await superuser.get(path)).status(200)
    await server.restart()
    claim('one signs in after a restart', await signIn(context)).status(200)
    claim('and no more then', await signIn(context)).status(429)
    const off = await superuser.patch(path, { rateLimits: { enabled: false } })
    claim('a token takes it back', off).status(200)
    for (const n of [1, 2]) claim(`all sign in ${n}`, await signIn(context)).status(200)
  },
})

export const trustedHeaders = conform('settings.lockout.trusted-headers', {
  lane: 'private',
  async check(context) {
    const { superuser, claim } = context
    const lists = {
      Authorization: ['Authorization'],
      Host: ['Host'],
      'no names': ['', ' '],
      'two thousand': Array.from({ length: 2000 }, (_, n) => `X-${n}`),
    }
    for (const [name, headers] of Object.entries(lists)) {
      const saved = await superuser.patch(path, { trustedProxy: { headers } })
      claim(`${name}: accepted`, saved).status(200).json('/trustedProxy/headers', headers)
      const seen = await superuser.get('/api/health')
      claim(`${name}: the peer`, seen)
        .json('/data/realIP', '127.0.0.1')
        .json('/data/possibleProxyHeader', name === 'Authorization' ? name : '')
      claim(`${name}: signing in`, await signIn(context)).status(200)
    }
  },
})

export const secondFactor = conform('settings.lockout.second-factor', {
  lane: 'private',
  needs: ['cli'],
  async check(context) {
    const { server, guest, superuser, accepted, claim } = context
    const smtp = { enabled: true, host: '127.0.0.1', port: 1 }
    accepted(await superuser.patch(path, { smtp }))
    const on = await superuser.patch(superusers, { otp: { enabled: true } })
    claim('is accepted', on).status(200).json('/mfa/enabled', true)
    const first = await signIn(context)
    claim('a password is not enough', first).status(401).json('/mfaId', any.string)
    const { stdout } = await server.cli(['superuser', 'otp', server.superuser.email])
    const [, otpId, password] = /Id: +(\w+)\n.*Pass: +(\d+)/.exec(stdout) ?? []
    const mfaId = first.at('/mfaId')
    const second = await guest.post(`${superusers}/auth-with-otp`, { otpId, password, mfaId })
    claim('with a code of the command line it is', second).status(200)
    const owner = guest.withToken(second.text('/token'))
    const off = { mfa: { enabled: false }, otp: { enabled: false } }
    claim('which turns it off', await owner.patch(superusers, off)).status(200)
    claim('a password is enough again', await signIn(context)).status(200)
  },
})

export const identity = conform('settings.lockout.identity', {
  lane: 'private',
  async check(context) {
    const { superuser, claim } = context
    const change = (...identityFields: readonly string[]) =>
      superuser.patch(superusers, { passwordAuth: { identityFields } })
    claim('no field', await change()).status(400)
    claim('a field without an index', await change('id')).status(400)
    claim('one that nobody knows', await change('tokenKey')).status(200)
    claim('no sign-in', await signIn(context)).error(400, 'Failed to authenticate.')
    claim('a token changes it back', await change('email')).status(200)
    claim('a sign-in', await signIn(context)).status(200)
  },
})

export const storage = conform('settings.lockout.storage', {
  lane: 'private',
  async check(context) {
    const { superuser, claim } = context
    const s3 = {
      enabled: true,
      bucket: 'b',
      region: 'r',
      endpoint: 'http://127.0.0.1:1',
      accessKey: 'a',
      secret: 's',
      forcePathStyle: true,
    }
    claim('is accepted', await superuser.patch(path, { s3, backups: { s3 } })).status(200)
    claim('signing in', await signIn(context)).status(200)
    claim('the settings', await superuser.get(path)).json('/s3/enabled', true)
    const off = { s3: { enabled: false }, backups: { s3: { enabled: false } } }
    claim('turning it off', await superuser.patch(path, off)).status(200)
  },
})

export const superuserIps = conform('settings.lockout.superuser-ips', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { superuserIPs: ['10.0.0.1'] })
    claim('is ignored', answer).status(200).absent('/superuserIPs')
    claim('and has no effect', await superuser.get(path)).status(200)
  },
})

/** No number of JavaScript, so the body is text. */
const numbersOf = (number: string): string =>
  JSON.stringify({
    logs: { maxDays: 0, minLevel: 0 },
    batch: { maxRequests: 0, timeout: 0 },
  }).replaceAll(':0', `:${number}`)

const send = (superuser: Client, raw: string) =>
  superuser.send('PATCH', path, { raw, headers: { 'Content-Type': 'application/json' } })

export const numbers = conform('settings.lockout.numbers', {
  lane: 'private',
  needs: ['restart'],
  async check(context) {
    const { server, superuser, claim } = context
    const greatest = await send(superuser, numbersOf('9223372036854775807'))
    claim('the greatest are accepted', greatest).status(200)
    claim('a later save', await superuser.patch(path, {})).status(200)
    await server.restart()
    claim('signing in after a restart', await signIn(context)).status(200)
    claim('a save after it', await superuser.patch(path, {})).status(200)
    const greater = await send(superuser, numbersOf('20000000000000000000'))
    claim('a greater one', greater).error(400, loading)
  },
})

export const numbersExchanged = conform('settings.lockout.numbers-exchanged', {
  lane: 'private',
  needs: ['data-dir', 'oracle'],
  async check({ server, superuser, accepted, launch, defer, claim }) {
    accepted(await send(superuser, numbersOf('9223372036854775807')))
    await server.stop()
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const { url } = await launch({ dataFrom: server.dataDir ?? '' }, oracle)
    const theirs = { server, guest: new Client({ url }) }
    claim('it starts, and one signs in', await signIn(theirs)).status(200)
  },
})
