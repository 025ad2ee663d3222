import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank, loading, notEmail, validating } from '../harness/wording.ts'
import { forgeToken } from '../probes/data-dir.ts'
import {
  account,
  authFailed,
  authNeeded,
  invalidOtp,
  mfaOn,
  missing,
  missingAuth,
  otpOn,
  seedOtp,
  signIn,
  withOtp,
} from './support.ts'

const path = '/api/collections/users/auth-with-password'

export const collectionLookup = conform('auth.common.collection-lookup', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, user, claim } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const { client, ...member } = await user({}, auth)
    for (const [what, segment] of Object.entries({
      id: auth.id,
      name: auth.name,
      'name in capitals': auth.name.toUpperCase(),
    })) {
      const at = { path: `/api/collections/${segment}` }
      claim(`${what}: methods`, await guest.get(`${at.path}/auth-methods`)).status(200)
      claim(`${what}: password`, await signIn(guest, at, member)).status(200)
      claim(`${what}: refresh`, await client.post(`${at.path}/auth-refresh`)).status(200)
      const email = 'missing@example.com'
      claim(`${what}: request OTP`, await guest.post(`${at.path}/request-otp`, { email })).status(
        200,
      )
      const seed = await seedOtp(context, auth, member)
      claim(`${what}: OTP`, await withOtp(guest, at, seed)).status(200)
      const impersonated = await superuser.post(`${at.path}/impersonate/${member.id}`)
      claim(`${what}: impersonate`, impersonated).status(200)
      const reset = await guest.post(`${at.path}/request-password-reset`, { email })
      claim(`${what}: password reset`, reset).status(204)
      const verification = await guest.post(`${at.path}/request-verification`, { email })
      claim(`${what}: verification`, verification).status(204)
    }
    const wrong = await guest.get(`/api/collections/${auth.id.toUpperCase()}/auth-methods`)
    claim('an id in capitals is none', wrong).error(404, missing)
  },
})

/** All that are sent by POST but those of OAuth2 and impersonation. */
const endpoints = [
  'auth-with-password',
  'auth-with-otp',
  'auth-refresh',
  'request-otp',
  'request-verification',
  'confirm-verification',
  'request-password-reset',
  'confirm-password-reset',
  'request-email-change',
  'confirm-email-change',
]

/** Those that need a token of the path's own collection. */
const bound = ['auth-refresh', 'request-email-change']

export const unknownCollection = conform('auth.common.unknown-collection', {
  lane: 'shared',
  async check({ guest, claim }) {
    const at = '/api/collections/missing'
    claim('auth-methods', await guest.get(`${at}/auth-methods`)).error(404, missing)
    for (const endpoint of endpoints) {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await guest.send('POST', `${at}/${endpoint}`, { raw: '{', headers })
      claim(endpoint, answer).error(404, missing)
    }
  },
})

export const nonAuthCollection = conform('auth.common.non-auth-collection', {
  lane: 'shared',
  async check({ guest, user, collection, claim }) {
    const { path: base } = await collection()
    const { client } = await user()
    claim('auth-methods', await guest.get(`${base}/auth-methods`)).error(404, missingAuth)
    const headers = { 'Content-Type': 'application/json' }
    for (const endpoint of endpoints.filter((each) => !bound.includes(each))) {
      const answer = await guest.send('POST', `${base}/${endpoint}`, { raw: '{', headers })
      claim(`${endpoint}: before the body`, answer).error(404, missingAuth)
    }
    for (const endpoint of bound) {
      claim(`${endpoint}: guests`, await guest.post(`${base}/${endpoint}`)).error(401, authNeeded)
      claim(`${endpoint}: others`, await client.post(`${base}/${endpoint}`)).error(
        403,
        'The request requires auth record from users collection.',
      )
    }
  },
})

export const checkOrder = conform('auth.common.check-order', {
  lane: 'shared',
  async check({ guest, user, collection, claim, refused }) {
    const raw = '{'
    const headers = { 'Content-Type': 'application/json' }
    const send = (at: string) => guest.send('POST', at, { raw, headers })
    const off = await collection({ type: 'auth', passwordAuth: { enabled: false } })
    claim('a disabled method before the body', await send(`${off.path}/auth-with-password`)).error(
      403,
      'The collection is not configured to allow password authentication.',
    )
    claim('a disabled method, OTP', await send(`${off.path}/request-otp`)).error(
      403,
      'The collection is not configured to allow OTP authentication.',
    )
    claim(
      'superusers before the body',
      await send('/api/collections/_superusers/request-verification'),
    ).error(400, 'All superusers are verified by default.')
    const { path: base } = await collection()
    claim('login before the type', await send(`${base}/auth-refresh`)).error(401, authNeeded)
    claim('type before the body', await send(`${base}/auth-with-password`)).error(404, missingAuth)
    claim('the body before validation', await send(path)).error(400, loading)
    const { email, password } = await user()
    const control = await guest.post(path, { identity: email, password })
    const long = await guest.post(path, { identity: email, password: 'x'.repeat(256) })
    claim('validation before the lookup', refused(control, long))
      .status(400)
      .json('/message', validating)
  },
})

export const bodyFormats = conform('auth.common.body-formats', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const member = await account(context, auth)
    const send = async (what: string, at: string, body: Readonly<Record<string, string>>) => {
      const pairs = Object.entries(body)
      const target = `${auth.path}/${at}`
      claim(`${what}: JSON`, await guest.post(target, body)).status(200)
      claim(`${what}: multipart`, await guest.send('POST', target, { multipart: pairs })).status(
        200,
      )
      claim(`${what}: form`, await guest.send('POST', target, { form: pairs })).status(200)
    }
    const { email: identity, password } = member
    await send('password', 'auth-with-password', { identity, password })
    await send('request OTP', 'request-otp', { email: 'missing@example.com' })
    const pairs = Object.entries(await seedOtp(context, auth, member)) as [string, string][]
    const at = `${auth.path}/auth-with-otp`
    claim('OTP: multipart', await guest.send('POST', at, { multipart: pairs })).status(200)
    const more = Object.entries(await seedOtp(context, auth, member)) as [string, string][]
    claim('OTP: form', await guest.send('POST', at, { form: more })).status(200)
    const repeated = [
      ['identity', identity],
      ['password', password],
      ['password', 'x'],
    ] as const
    const url = `${auth.path}/auth-with-password`
    const first = await guest.send('POST', url, { form: repeated })
    claim('the first of several values counts', first).status(200)
    const capitals = await guest.send('POST', url, {
      form: Object.entries({ IDENTITY: identity, password }),
    })
    claim('keys of a form match exactly', capitals).error(400, validating, { identity: blank })
  },
})

export const unsupportedContentType = conform('auth.common.unsupported-content-type', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, claim }) {
    const { id } = await user()
    const headers = { 'Content-Type': 'text/plain' }
    const raw = 'x'
    const auth = await collection({ type: 'auth', ...otpOn })
    const others = [...bound, 'confirm-password-reset']
    for (const endpoint of endpoints.filter((each) => !others.includes(each))) {
      const answer = await guest.send('POST', `${auth.path}/${endpoint}`, { raw, headers })
      claim(endpoint, answer).error(400, 'Unsupported Content-Type.')
    }
    claim('without a type', await guest.send('POST', path, { raw })).error(
      400,
      'Unsupported Content-Type.',
    )
    const reset = `${auth.path}/confirm-password-reset`
    const confirm = await guest.send('POST', reset, { raw, headers })
    claim('confirm-password-reset', confirm).error(400, loading)
    const impersonate = await superuser.send('POST', `/api/collections/users/impersonate/${id}`, {
      raw,
      headers,
    })
    claim('impersonate', impersonate).error(400, loading)
  },
})

export const malformedBody = conform('auth.common.malformed-body', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const headers = { 'Content-Type': 'application/json' }
    const bodies = {
      'broken JSON': '{"identity',
      'an array': '[]',
      'a text': '"x"',
      'a number': '{"identity":123,"password":"x"}',
      'a flag': '{"identity":"x","password":true}',
      'an object': '{"identity":{},"password":"x"}',
    }
    for (const [what, raw] of Object.entries(bodies)) {
      claim(`refuses ${what}`, await guest.send('POST', path, { raw, headers })).error(400, loading)
    }
    const { path: otp } = await collection({ type: 'auth', ...otpOn })
    for (const [endpoint, raw] of [
      ['request-otp', '{"email":1}'],
      ['auth-with-otp', '{"otpId":1,"password":"x"}'],
      ['request-verification', '{"email":[]}'],
      ['confirm-verification', '{"token":1}'],
    ] as const) {
      const answer = await guest.send('POST', `${otp}/${endpoint}`, { raw, headers })
      claim(`${endpoint} refuses another type`, answer).error(400, loading)
    }
  },
})

export const emptyBody = conform('auth.common.empty-body', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const auth = await collection({ type: 'auth', ...otpOn })
    const headers = { 'Content-Type': 'application/json' }
    const forms = {
      'auth-with-password': ['identity', 'password'],
      'request-otp': ['email'],
      'auth-with-otp': ['otpId', 'password'],
      'confirm-verification': ['token'],
    }
    for (const [endpoint, names] of Object.entries(forms)) {
      const at = `${auth.path}/${endpoint}`
      const data = Object.fromEntries(names.map((name) => [name, blank]))
      claim(`${endpoint}: nothing`, await guest.send('POST', at)).error(400, validating, data)
      for (const raw of [
        'null',
        '{}',
        JSON.stringify(Object.fromEntries(names.map((n) => [n, null]))),
      ]) {
        const answer = await guest.send('POST', at, { raw, headers })
        claim(`${endpoint}: ${raw}`, answer).error(400, validating, data)
      }
    }
  },
})

export const validationShape = conform('auth.common.validation-shape', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const auth = await collection({ type: 'auth', ...otpOn })
    const empty = await guest.post(path, { identity: '', password: '' })
    claim('all fields together', empty).error(400, validating, { identity: blank, password: blank })
    const lengths = {
      code: 'validation_length_out_of_range',
      message: 'The length must be between 1 and 255.',
      params: { max: 255, min: 1 },
    }
    // Too long and no address: the first failing rule alone.
    const long = await guest.post(`${auth.path}/request-otp`, { email: 'x'.repeat(256) })
    claim('the first rule of each', long).error(400, validating, { email: lengths })
    const mixed = await guest.post(`${auth.path}/auth-with-otp`, { password: 'x', otpId: '' })
    claim('only what fails', mixed).error(400, validating, { otpId: blank })
  },
})

export const requiredMessage = conform('auth.common.required-message', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const auth = await collection({ type: 'auth', ...otpOn })
    const confirm = await guest.post(`${auth.path}/confirm-verification`, {})
    claim('a missing field', confirm).error(400, validating, { token: blank })
    const space = await guest.post(path, { identity: ' ', password: ' ' })
    claim('white space is a value', space).error(400, authFailed)
    const email = await guest.post(`${auth.path}/request-otp`, { email: ' ' })
    claim('white space is not trimmed', email).error(400, validating, { email: notEmail })
  },
})

export const lengthError = conform('auth.common.length-error', {
  lane: 'shared',
  async check({ guest, claim }) {
    const data = {
      identity: {
        code: 'validation_length_out_of_range',
        message: 'The length must be between 1 and 255.',
        params: { max: 255, min: 1 },
      },
    }
    const by = (identity: string) => guest.post(path, { identity, password: 'x' })
    claim('255 bytes', await by('a'.repeat(255))).error(400, authFailed)
    claim('256 bytes', await by('a'.repeat(256))).error(400, validating, data)
    claim('127 characters of two bytes', await by('é'.repeat(127))).error(400, authFailed)
    claim('128 characters of two bytes', await by('é'.repeat(128))).error(400, validating, data)
  },
})

export const emailFormatError = conform('auth.common.email-format-error', {
  lane: 'shared',
  async check({ guest, collection, user, claim }) {
    const auth = await collection({ type: 'auth', ...otpOn })
    const email = 'invalid'
    for (const endpoint of ['request-otp', 'request-verification', 'request-password-reset']) {
      const answer = await guest.post(`${auth.path}/${endpoint}`, { email })
      claim(endpoint, answer).error(400, validating, { email: notEmail })
    }
    const { client } = await user({}, auth)
    const change = await client.post(`${auth.path}/request-email-change`, { newEmail: email })
    claim('request-email-change', change).error(400, validating, { newEmail: notEmail })
  },
})

const goodAddresses = [
  'ü@exämple.de',
  "a'b+c@exa_mple.com",
  'a@b.a1b',
  'a@example.com.',
  "!#$%&'*+-/=?^_`{|}~@example.com",
  'a.b@x-y.z~z.co',
  '"a"@example.com',
]

const badAddresses = [
  '"ab"@example.com',
  '"a b"@example.com',
  'a@localhost',
  'a@1.2.3.4',
  'a@[127.0.0.1]',
  'a@b.a1',
  'a@x_.com',
  'a..b@c.com',
  '.a@c.com',
  'a.@c.com',
  'a@c.com..',
  'a@-c.com',
  ' a@c.com',
  'a@c.com ',
  'a@c.com\n',
  'A <a@c.com>',
  'a(x)@c.com',
  'a@@c.com',
  'a@c .com',
]

export const emailFormatAccepted = conform('auth.common.email-format-accepted', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { path: at } = await collection({ type: 'auth', ...otpOn })
    const ask = (email: string) => guest.post(`${at}/request-otp`, { email })
    for (const email of goodAddresses) claim(email, await ask(email)).status(200)
    for (const email of badAddresses) {
      claim(JSON.stringify(email), await ask(email)).error(400, validating, { email: notEmail })
    }
  },
})

export const jsonKeyCase = conform('auth.common.json-key-case', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { email, password } = await user()
    const body = { IDENTITY: email, Password: password, extra: 1 }
    claim('reads keys in any letter case', await guest.post(path, body)).status(200)
    const headers = { 'Content-Type': 'application/json' }
    const raw = `${JSON.stringify({ identity: email, password })} {"identity":1} trailing`
    const tail = await guest.send('POST', path, { raw, headers })
    claim('ignores what follows the object', tail).status(200)
  },
})

const mfaExpired = 'Invalid or expired MFA session.'
const mfaUnread = 'Failed to read MFA Id.'

export const jsonKeySpellings = conform('auth.common.json-key-spellings', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, user, claim } = context
    const { id, email: identity, password } = await user()
    const ask = (body: object) => guest.post(path, { identity, ...body })
    const [last, first, none, before] = [
      { password: 'wrong', PASSWORD: password },
      { password, PASSWORD: 'wrong' },
      { password, PASSWORD: null },
      { password: null, Password: password },
    ]
    claim('the last', await ask(last)).status(200)
    claim('not the first', await ask(first)).error(400, authFailed)
    claim('null is none', await ask(none)).status(200)
    claim('nor is it before another', await ask(before)).status(200)
    claim('a long s is an s', await ask({ 'pa\u017f\u017fword': password })).status(200)
    claim('an earlier one of another type', await ask({ password: 1, PASSWORD: password })).status(
      400,
    )
    const lend = (body: object) => superuser.post(`/api/collections/users/impersonate/${id}`, body)
    claim('a number and null', await lend({ duration: 5, Duration: null })).status(200)
    claim('a number after a text', await lend({ duration: 'x', Duration: 5 })).error(400, loading)
    const auth = await collection({ type: 'auth', ...mfaOn })
    const member = await account(context, auth)
    const goOn = (body: object) =>
      guest.post(`${auth.path}/auth-with-password`, {
        ...{ identity: member.email, password: member.password },
        ...body,
      })
    claim('a session and null', await goOn({ mfaId: 'x', MFAID: null })).error(400, mfaExpired)
    claim('a session after a number', await goOn({ mfaId: 1, MFAID: 'x' })).error(400, mfaUnread)
  },
})

export const emailLookupCase = conform('auth.common.email-lookup-case', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, unique, claim, accepted } = context
    const auth = await collection({ type: 'auth' })
    const email = `${unique('Mixed')}@Example.com`
    const member = await account(context, auth, { email })
    const stored = await superuser.get(`${auth.records}/${member.id}`)
    claim('is stored as sent', stored).json('/email', email)
    claim('is found as stored', await signIn(guest, auth, member)).status(200)
    const lower = { ...member, email: email.toLowerCase() }
    claim('is not found otherwise', await signIn(guest, auth, lower)).error(400, authFailed)
    const made = accepted(await superuser.get(auth.path))
    const indexes = made
      .list<string>('/indexes')
      .map((index) =>
        index.includes('`email`') ? index.replace('(`email`)', '(`email` COLLATE NOCASE)') : index,
      )
    accepted(await superuser.patch(auth.path, { indexes }))
    claim('a NOCASE index finds it', await signIn(guest, auth, lower))
      .status(200)
      .json('/record/email', email)
  },
})

export const noContent = conform('auth.common.no-content', {
  lane: 'exclusive',
  needs: ['mail-sink', 'data-dir'],
  async check(context) {
    const { guest, server, collection, user, unique, mailSink, claim } = context
    await mailSink()
    const auth = await collection({ type: 'auth' })
    const { client, id: recordId, email, password } = await user({}, auth)
    const send = async (what: string, body: object, by = guest) =>
      claim(what, await by.post(`${auth.path}/${what}`, body))
        .status(204)
        .empty()
    const newEmail = `${unique('n')}@example.com`
    const forge = (type: 'verification' | 'passwordReset' | 'emailChange', claims: object = {}) =>
      forgeToken(server, { type, collection: auth.id, recordId, claims: { ...claims } })
    await send('request-verification', { email })
    await send('request-password-reset', { email })
    await send('request-email-change', { newEmail }, client)
    await send('confirm-verification', { token: await forge('verification') })
    const emailToken = await forge('emailChange', { newEmail })
    await send('confirm-email-change', { token: emailToken, password })
    const next = { password: 'another pass 1', passwordConfirm: 'another pass 1' }
    await send('confirm-password-reset', { token: await forge('passwordReset'), ...next })
  },
})

const labels = [
  ['listAuthMethods', 'GET', 'auth-methods'],
  ['authRefresh', 'POST', 'auth-refresh'],
  ['authWithPassword', 'POST', 'auth-with-password'],
  ['authWithOAuth2', 'POST', 'auth-with-oauth2'],
  ['requestOTP', 'POST', 'request-otp'],
  ['authWithOTP', 'POST', 'auth-with-otp'],
  ['requestPasswordReset', 'POST', 'request-password-reset'],
  ['confirmPasswordReset', 'POST', 'confirm-password-reset'],
  ['requestVerification', 'POST', 'request-verification'],
  ['confirmVerification', 'POST', 'confirm-verification'],
  ['requestEmailChange', 'POST', 'request-email-change'],
  ['confirmEmailChange', 'POST', 'confirm-email-change'],
] as const

const tooMany = 'Too Many Requests.'

export const rateLimitLabels = conform('auth.common.rate-limit-labels', {
  lane: 'private',
  async check(context) {
    const { guest, maker, claim, accepted } = context
    const users = '/api/collections/users'
    const limit = async (...rules: readonly (readonly [label: string, maxRequests: number])[]) =>
      accepted(
        await maker.patch('/api/settings', {
          rateLimits: {
            enabled: true,
            rules: rules.map(([label, maxRequests]) => ({ label, maxRequests, duration: 60 })),
          },
        }),
      )
    const second = async (method: string, at: string) => {
      const first = await guest.send(method, at, { ...(method === 'POST' ? { json: {} } : {}) })
      claim(`${at}: the first`, first.status === 429).equals(false)
      return guest.send(method, at, { ...(method === 'POST' ? { json: {} } : {}) })
    }
    for (const [tag, method, at] of labels) {
      await limit([`*:${tag}`, 1])
      claim(tag, await second(method, `${users}/${at}`)).error(429, tooMany)
    }
    for (const at of ['auth-with-password', 'auth-with-oauth2', 'auth-with-otp']) {
      const { path: url } = { path: `${users}/${at}` }
      await limit(['*:auth', 1])
      const first = await guest.post(url, {})
      claim(`${at}: first under auth`, first.status === 429).equals(false)
      claim(`${at} matches auth, too`, await guest.post(url, {})).error(429, tooMany)
    }
    const again = async (what: string, expected: boolean) => {
      await guest.post(path, {})
      const answer = await guest.post(path, {})
      claim(what, answer.status === 429).equals(expected)
    }
    await limit(['*:authWithPassword', 100], ['users:auth', 1])
    await again('the tags of the collection come first', true)
    await limit(['users:auth', 1], ['users:authWithPassword', 100])
    await again('its own tag before auth', false)
    await limit(['*:auth', 1], ['*:authWithPassword', 100])
    await again('any own tag before any auth', false)
    await limit([`POST ${path}`, 1], ['*:auth', 100])
    await again('tags before the path', false)
    await limit([path, 100], [`POST ${path}`, 1])
    await again('method and path before the path', true)
    await limit([path, 1])
    await again('the path', true)
  },
})

export const rateLimitResponse = conform('auth.common.rate-limit-response', {
  lane: 'private',
  async check({ guest, superuser, maker, claim, accepted }) {
    const rules = [{ label: '*:auth', maxRequests: 1, duration: 60 }]
    accepted(await maker.patch('/api/settings', { rateLimits: { enabled: true, rules } }))
    const body = { identity: 'a@example.com', password: 'x' }
    claim('the first', await guest.post(path, body)).error(400, authFailed)
    claim('the second', await guest.post(path, body)).error(429, tooMany)
    for (const which of ['first', 'second']) {
      claim(`a superuser's ${which}`, await superuser.post(path, body)).error(400, authFailed)
    }
    claim('a guest after it', await guest.post(path, body))
      .json('/data', any.object)
      .status(429)
  },
})

const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** What each form limits, and to how many bytes. */
const limited = [
  ['request-otp', 'email', 255],
  ['auth-with-otp', 'otpId', 255],
  ['auth-with-otp', 'password', 71],
  ['request-verification', 'email', 255],
  ['request-password-reset', 'email', 255],
  ['request-email-change', 'newEmail', 255],
  ['confirm-email-change', 'password', 100],
] as const

export const hugeInput = conform('auth.common.huge-input', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { server, superuser, collection, user, unique, claim } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const { client, id: recordId } = await user({}, auth)
    const huge = 'a'.repeat(10 * 1024 * 1024)
    const length = (min: number, max: number) => ({
      code: 'validation_length_out_of_range',
      message: `The length must be between ${min} and ${max}.`,
      params: { max, min },
    })
    for (const [endpoint, name, max] of limited) {
      const answer = await client.post(`${auth.path}/${endpoint}`, { [name]: huge })
      claim(`${name} of ${endpoint}`, answer).status(400).json(`/data/${name}`, length(1, max))
    }
    const password = { password: huge, passwordConfirm: huge }
    const reset = await client.post(`${auth.path}/confirm-password-reset`, password)
    claim('a new password', reset).status(400).json('/data/password', length(8, 255))
    const email = `${unique('u')}@example.com`
    const made = await superuser.post(auth.records, { email, ...password })
    claim('the password of a new record', made).error(400, 'Failed to create record.', {
      password: { code: 'validation_invalid_value', message: 'Invalid value.' },
    })
    const confirm = (token: string) => client.post(`${auth.path}/confirm-verification`, { token })
    const request = { type: 'verification', collection: auth.id, recordId } as const
    const claims = { more: huge }
    const signed = await confirm(await forgeToken(server, { ...request, claims }))
    claim('claims do not count when they are signed', signed).status(204)
    const foreign = await confirm(await forgeToken(server, { ...request, claims, key: 'k' }))
    claim('nor when they are not', foreign).error(400, validating, {
      token: { code: 'validation_invalid_token', message: 'Invalid or expired token.' },
    })
  },
})

export const hostileInput = conform('auth.common.hostile-input', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, user, claim } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const { token, ...member } = await user({}, auth)
    const length = (max: number) => ({
      code: 'validation_length_out_of_range',
      message: `The length must be between 1 and ${max}.`,
      params: { max, min: 1 },
    })
    const megabyte = 1024 * 1024
    const by = (identity: string, password: string) =>
      guest.post(`${auth.path}/auth-with-password`, { identity, password })
    const long = await by('a'.repeat(megabyte), member.password)
    claim('an identity of 1 MB', long).error(400, validating, { identity: length(255) })
    const huge = await by(member.email, 'p'.repeat(10 * megabyte))
    claim('a password of 10 MB', huge).error(400, validating, { password: length(255) })
    for (const identity of [
      `${member.email}\0`,
      '\0',
      `\0${member.email}`,
      "' OR 1=1 --",
      '\u{1F600}',
    ]) {
      const answer = await by(identity, member.password)
      claim(JSON.stringify(identity), answer).error(400, authFailed)
    }
    const code = await withOtp(guest, auth, { otpId: "' OR 1=1 --", password: '\0' })
    claim('a code of NUL', code).error(400, invalidOtp)
    const confirm = await guest.post(`${auth.path}/confirm-verification`, {
      token: `${base64({ alg: 'HS256' })}.${base64({ email: 'a@b.co', id: 'x'.repeat(megabyte) })}.x`,
    })
    claim('a token of 1 MB', confirm).error(400, validating, {
      token: { code: 'validation_invalid_token', message: 'Invalid or expired token.' },
    })
    const [, payload = '', signature = ''] = token.split('.')
    const refresh = (text: string) => guest.withToken(text).post(`${auth.path}/auth-refresh`)
    const headers = {
      'a long key id': { alg: 'HS256', typ: 'JWT', kid: 'k'.repeat(8000) },
      'an address of keys': { alg: 'HS256', jku: 'http://127.0.0.1:1/keys' },
      'a critical extension': { alg: 'HS256', crit: ['b64'], b64: false },
      'a list': [1],
      'deep nesting': '['.repeat(4000),
      'a prototype': '{"__proto__":{"alg":"HS256"}}',
    }
    for (const [what, header] of Object.entries(headers)) {
      const answer = await refresh(`${base64(header)}.${payload}.${signature}`)
      claim(`a token header with ${what}`, answer).error(401, authNeeded)
    }
    const many = await Promise.all(
      Array.from({ length: 5 }, () => refresh(`${token}.${'a'.repeat(2000)}`)),
    )
    claim('more segments', new Set(many.map(({ status }) => status)).size).equals(1)
    claim('the server goes on', await signIn(guest, auth, member)).status(200)
    claim('the token is as good as before', await refresh(token)).status(200)
  },
})
