import { createHmac } from 'node:crypto'
import { conform, type CaseContext } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { blank } from '../harness/wording.ts'
import { forgeToken, readRows, type TokenType } from '../probes/data-dir.ts'
import { account, authNeeded, claimsOf, notFound, secondsLeft, signIn, slack } from './support.ts'

const users = '/api/collections/users'
const refresh = `${users}/auth-refresh`
const now = () => Math.floor(Date.now() / 1000)

const invalidToken = { code: 'validation_invalid_token', message: 'Invalid or expired token.' }

export const jwtHs256 = conform('auth.token.jwt-hs256', {
  lane: 'shared',
  async check({ guest, superuser, user, claim, accepted }) {
    const { token, client, id } = await user()
    const header = '{"alg":"HS256","typ":"JWT"}'
    const tokens = {
      'of a sign-in': token,
      'of a refresh': accepted(await client.post(refresh)).text('/token'),
      'of an impersonation': accepted(await superuser.post(`${users}/impersonate/${id}`)).text(
        '/token',
      ),
      'of a file': accepted(await client.post('/api/files/token')).text('/token'),
    }
    for (const [what, text] of Object.entries(tokens)) {
      claim(`${what}: three segments without padding`, text).matches(/^[\w-]+\.[\w-]+\.[\w-]{43}$/)
      const [head = ''] = text.split('.')
      claim(`${what}: header`, Buffer.from(head, 'base64url').toString()).equals(header)
    }
    const [, payload] = token.split('.')
    const unsigned = await guest.withToken(`${token.split('.')[0]}.${payload}.`).post(refresh)
    claim('a signature is needed', unsigned).error(401, authNeeded)
  },
})

const authClaims = (id: string) => ({
  collectionId: '_pb_users_auth_',
  exp: any.number,
  id,
  refreshable: true,
  type: 'auth',
})

export const loginClaims = conform('auth.token.auth-claims', {
  lane: 'shared',
  async check({ user, claim, accepted }) {
    const { token, client, id } = await user()
    claim('of a sign-in', claimsOf(token)).equals(authClaims(id))
    claim('whole seconds', Number.isInteger(claimsOf(token)['exp'])).equals(true)
    const refreshed = accepted(await client.post(refresh))
    claim('of a refresh', claimsOf(refreshed.at('/token'))).equals(authClaims(id))
  },
})

export const staticClaims = conform('auth.token.static-claims', {
  lane: 'shared',
  async check({ superuser, user, claim, accepted }) {
    const { id } = await user()
    const made = accepted(await superuser.post(`${users}/impersonate/${id}`))
    claim('are the same, not refreshable', claimsOf(made.at('/token'))).equals({
      ...authClaims(id),
      refreshable: false,
    })
  },
})

export const fileClaims = conform('auth.token.file-claims', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client, id } = await user()
    const made = await client.post('/api/files/token')
    claim('is answered alone', made).status(200).body({ token: any.token })
    claim('are these', claimsOf(made.at('/token'))).equals({
      collectionId: '_pb_users_auth_',
      exp: any.number,
      id,
      type: 'file',
    })
    claim('lasts three minutes', secondsLeft(made.at('/token')))
      .atLeast(180 - slack)
      .atMost(180)
  },
})

export const fileUsage = conform('auth.token.file-usage', {
  lane: 'shared',
  async check({ guest, user, collection, claim, accepted, refused }) {
    const made = await collection({
      viewRule: "@request.auth.id != '' && @request.context = 'protectedFile'",
      fields: [{ name: 'doc', type: 'file', protected: true, maxSelect: 1 }],
    })
    const multipart = [['doc', { name: 'a.txt', content: 'secret' }]] as const
    const { client, token } = await user()
    const sent = accepted(await guest.send('POST', made.records, { multipart }))
    const path = `/api/files/${made.name}/${sent.text('/id')}/${sent.text('/doc')}`
    const fileToken = accepted(await client.post('/api/files/token')).text('/token')
    const control = await guest.get(path, { token: fileToken })
    claim('a file token opens it', control).status(200).text('secret')
    const others = {
      'an auth token': await guest.get(path, { token }),
      garbage: await guest.get(path, { token: 'bad' }),
      'no token': await guest.get(path),
      'the Authorization header': await client.get(path),
    }
    for (const [what, answer] of Object.entries(others)) {
      claim(what, refused(control, answer)).error(404, notFound)
    }
  },
})

/** The token in the link of the mail that a flow sends to an address. */
const mailedToken = async (
  { mailSink }: CaseContext,
  to: string,
  request: () => Promise<unknown>,
): Promise<string> => {
  const sink = await mailSink()
  await request()
  const arrival = await sink.waitFor(({ envelope }) => envelope.to.includes(to), 15_000)
  const text = arrival.value?.html
  return /\/(eyJ[\w.-]+)/.exec(text ?? '')?.[1] ?? 'no token'
}

const mailed = (type: TokenType, id: string, email: string, more: object = {}) => ({
  collectionId: '_pb_users_auth_',
  email,
  exp: any.number,
  id,
  type,
  ...more,
})

export const verificationClaims = conform('auth.token.verification-claims', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { guest, user, claim, accepted } = context
    const { id, email } = await user()
    const token = await mailedToken(context, email, async () =>
      accepted(await guest.post(`${users}/request-verification`, { email })),
    )
    claim('are these', claimsOf(token)).equals(mailed('verification', id, email))
    claim('lasts three days', secondsLeft(token))
      .atLeast(259200 - slack)
      .atMost(259200)
  },
})

export const passwordResetClaims = conform('auth.token.password-reset-claims', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { guest, user, claim, accepted } = context
    const { id, email } = await user()
    const token = await mailedToken(context, email, async () =>
      accepted(await guest.post(`${users}/request-password-reset`, { email })),
    )
    claim('are these', claimsOf(token)).equals(mailed('passwordReset', id, email))
    claim('lasts half an hour', secondsLeft(token))
      .atLeast(1800 - slack)
      .atMost(1800)
  },
})

export const emailChangeClaims = conform('auth.token.email-change-claims', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { unique, user, claim, accepted } = context
    const { id, email, client } = await user()
    const newEmail = `${unique('n')}@example.com`
    const token = await mailedToken(context, newEmail, async () =>
      accepted(await client.post(`${users}/request-email-change`, { newEmail })),
    )
    claim('are these', claimsOf(token)).equals(mailed('emailChange', id, email, { newEmail }))
    claim('lasts half an hour', secondsLeft(token))
      .atLeast(1800 - slack)
      .atMost(1800)
  },
})

export const noUniqueness = conform('auth.token.no-uniqueness', {
  lane: 'shared',
  async check({ user, claim, accepted }) {
    const { client } = await user()
    const issue = async () => accepted(await client.post(refresh)).text('/token')
    // Within one second; a pair that a second's end came between is drawn again.
    let pair = await Promise.all([issue(), issue()])
    for (
      let tries = 0;
      tries < 5 && claimsOf(pair[0])['exp'] !== claimsOf(pair[1])['exp'];
      tries++
    ) {
      pair = await Promise.all([issue(), issue()])
    }
    claim('are the same', pair[0]).equals(pair[1])
  },
})

export const signingKey = conform('auth.token.signing-key', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, user, claim, accepted }) {
    const { id, token, client } = await user()
    const file = accepted(await client.post('/api/files/token')).text('/token')
    for (const [option, text] of [
      ['authToken', token],
      ['fileToken', file],
    ] as const) {
      const [row = {}] = readRows(
        server,
        'data.db',
        `SELECT tokenKey || json_extract(options, '$.${option}.secret') AS key
         FROM users, _collections WHERE users.id = ? AND _collections.name = 'users'`,
        id,
      )
      const [head, payload, signature] = text.split('.')
      const expected = createHmac('sha256', String(row['key'])).update(`${head}.${payload}`)
      claim(option, signature).equals(expected.digest('base64url'))
    }
    for (const type of ['verification', 'passwordReset', 'emailChange'] as const) {
      const by = confirmations[type]
      const { id: recordId, email } = await user()
      const claims = { newEmail: `n${email}` }
      const request = { type, collection: 'users', recordId, claims } as const
      const answer = await client.post(by.path(users), by.body(await forgeToken(server, request)))
      claim(`${type}Token`, answer).status(204)
    }
  },
})

/** Where a mailed token is used. */
const confirmations = {
  verification: {
    path: (collection: string) => `${collection}/confirm-verification`,
    body: (token: string) => ({ token }),
  },
  passwordReset: {
    path: (collection: string) => `${collection}/confirm-password-reset`,
    body: (token: string) => ({ token, password: 'new pass 12', passwordConfirm: 'new pass 12' }),
  },
  emailChange: {
    path: (collection: string) => `${collection}/confirm-email-change`,
    body: (token: string) => ({ token, password: 'correct horse 1' }),
  },
}

export const hs256Only = conform('auth.token.hs256-only', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, server, user, claim, refused }) {
    const { id: recordId } = await user()
    const request = { type: 'auth', collection: 'users', recordId } as const
    const control = await guest.withToken(await forgeToken(server, request)).post(refresh)
    for (const algorithm of ['HS384', 'HS512', 'none'] as const) {
      const token = await forgeToken(server, { ...request, algorithm })
      const answer = await guest.withToken(token).post(refresh)
      claim(algorithm, refused(control, answer)).error(401, authNeeded)
    }
    const plain = await forgeToken(server, request)
    const [, payload = '', signature = ''] = plain.split('.')
    for (const alg of ['none', 'RS256', 'hs256', '', 7]) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url')
      const answer = await guest.withToken(`${header}.${payload}.${signature}`).post(refresh)
      claim(`a header that says ${JSON.stringify(alg)}`, refused(control, answer)).error(
        401,
        authNeeded,
      )
    }
  },
})

type Claims = Readonly<Record<string, unknown>>

/** Refreshes with a forged token that has these claims beside the ordinary ones; undefined leaves one out. */
const forgery = async ({ guest, server, user }: CaseContext) => {
  const { id: recordId } = await user()
  return async (claims: Claims) => {
    const request = { type: 'auth', collection: 'users', recordId, claims } as const
    const token = await forgeToken(server, request)
    return { token, answer: await guest.withToken(token).post(refresh) }
  }
}

export const timeClaims = conform('auth.token.time-claims', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim, refused } = context
    const forged = await forgery(context)
    const good = {
      'without exp': { exp: undefined },
      'begun and issued before': { nbf: now() - 60, iat: now() - 60 },
      'an exp with a fraction': { exp: now() + 60.5 },
    }
    const { answer: control } = await forged({})
    for (const [what, claims] of Object.entries(good)) {
      claim(what, (await forged(claims)).answer).status(200)
    }
    const bad = {
      'exp is now': { exp: now() },
      'exp an hour ago': { exp: now() - 3600 },
      'exp is zero': { exp: 1 },
      'begins in an hour': { nbf: now() + 3600 },
      'issued in an hour': { iat: now() + 3600 },
      'exp as text': { exp: String(now() + 3600) },
    }
    for (const [what, claims] of Object.entries(bad)) {
      const { answer } = await forged(claims)
      claim(what, refused(control, answer)).error(401, authNeeded)
    }
  },
})

export const requiredClaims = conform('auth.token.required-claims', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim, refused } = context
    const forged = await forgery(context)
    const { answer: control } = await forged({ collectionId: 'users' })
    claim('the name of the collection', control).status(200)
    const bad = {
      'a number for id': { id: 1 },
      'no id': { id: undefined },
      'an empty id': { id: '' },
      'a list for id': { id: ['x'] },
      'no collectionId': { collectionId: undefined },
      'an empty collectionId': { collectionId: '' },
      'a number for collectionId': { collectionId: 1 },
      'no type': { type: undefined },
      'an empty type': { type: '' },
      'true for type': { type: true },
    }
    for (const [what, claims] of Object.entries(bad)) {
      const { answer } = await forged(claims)
      claim(what, refused(control, answer)).error(401, authNeeded)
    }
  },
})

export const refreshableMissing = conform('auth.token.refreshable-missing', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { claim } = context
    const forged = await forgery(context)
    for (const [what, refreshable] of [
      ['missing', undefined],
      ['null', null],
      ['a text', 'no'],
    ] as const) {
      const { token, answer } = await forged({ refreshable })
      claim(what, answer).status(200).json('/token', token)
    }
  },
})

const durations = {
  authToken: 604_800,
  passwordResetToken: 1800,
  emailChangeToken: 1800,
  verificationToken: 259_200,
  fileToken: 180,
} as const

export const defaultDurations = conform('auth.token.default-durations', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim } = context
    const auth = await collection({ type: 'auth' })
    const made = await superuser.get(auth.path)
    const root = await superuser.get('/api/collections/_superusers')
    for (const [option, duration] of Object.entries(durations)) {
      claim(option, made).json(`/${option}/duration`, duration)
      const own = option === 'authToken' ? 86_400 : duration
      claim(`${option} of superusers`, root).json(`/${option}/duration`, own)
    }
    const signedIn = await signIn(guest, auth, await account(context, auth))
    claim('a login lasts as long', secondsLeft(signedIn.at('/token')))
      .atLeast(durations.authToken - slack)
      .atMost(durations.authToken)
  },
})

export const durationSetting = conform('auth.token.duration-setting', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    const { client, ...member } = await user({}, auth)
    const changed = { authToken: { duration: 60 }, fileToken: { duration: 70 } }
    accepted(await superuser.patch(auth.path, changed))
    const lasts = (what: string, token: unknown, seconds: number) =>
      claim(what, secondsLeft(token))
        .atLeast(seconds - slack)
        .atMost(seconds)
    lasts('the next sign-in', (await signIn(guest, auth, member)).at('/token'), 60)
    const again = await client.post(`${auth.path}/auth-refresh`)
    claim('an older token still works', again).status(200)
    lasts('the next refresh', again.at('/token'), 60)
    lasts('the next file token', (await client.post('/api/files/token')).at('/token'), 70)
  },
})

export const expiryAllTypes = conform('auth.token.expiry-all-types', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, collection, user, unique, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    for (const [type, { path, body }] of Object.entries(confirmations)) {
      const { id: recordId } = await user({}, auth)
      const stored = `${auth.records}/${recordId}`
      const before = await superuser.get(stored)
      const claims = { newEmail: `${unique('n')}@example.com` }
      // The keys of the table are token types.
      const request = { type: type as TokenType, collection: auth.id, recordId, claims }
      const expired = await forgeToken(server, { ...request, lifetimeSeconds: -1 })
      const fresh = await forgeToken(server, { ...request, lifetimeSeconds: 10 })
      const late = await guest.post(path(auth.path), body(expired))
      claim(`${type}: too late`, late).status(400).json('/data/token', invalidToken)
      claim(`${type}: changes nothing`, await superuser.get(stored)).sameBodyAs(before)
      claim(`${type}: in time`, await guest.post(path(auth.path), body(fresh))).status(204)
    }
    const { id: recordId } = await user({}, auth)
    const request = { type: 'auth', collection: auth.id, recordId } as const
    const old = guest.withToken(await forgeToken(server, { ...request, lifetimeSeconds: -1 }))
    accepted(await superuser.patch(auth.path, { authToken: { duration: 94_670_856 } }))
    const answer = await old.post(`${auth.path}/auth-refresh`)
    claim('a longer duration revives nothing', answer).error(401, authNeeded)
  },
})

export const secretsNotExposed = conform('auth.token.secrets-not-exposed', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const auth = await collection({ type: 'auth' })
    const answer = await superuser.get(auth.path)
    for (const [option, duration] of Object.entries(durations)) {
      claim(option, answer).json(`/${option}`, { duration })
    }
    const picked = await superuser.get(auth.path, { fields: 'authToken.secret,*' })
    claim('nor when asked for', picked).json('/id', auth.id).absent('/authToken/secret')
  },
})

export const tokenKeyHidden = conform('auth.token.tokenkey-hidden', {
  lane: 'shared',
  async check({ superuser, user, claim, accepted }) {
    const { id, client } = await user()
    const path = `${users}/records/${id}`
    const query = { fields: '*,tokenKey,password,record.tokenKey,record.password' }
    const answers = {
      view: await superuser.get(path, query),
      'own view': await client.get(path, query),
      update: await superuser.send('PATCH', path, { query, json: { name: 'x' } }),
    }
    for (const [what, answer] of Object.entries(answers)) {
      claim(what, answer).status(200).json('/id', id).absent('/tokenKey').absent('/password')
    }
    const list = await superuser.get(`${users}/records`, { ...query, filter: `id='${id}'` })
    claim('list', list)
      .json('/items/0/id', id)
      .absent('/items/0/tokenKey')
      .absent('/items/0/password')
    const refreshed = accepted(
      await client.send('POST', refresh, { query: { fields: '*,record.*' } }),
    )
    claim('refresh', refreshed)
      .json('/record/id', id)
      .absent('/record/tokenKey')
      .absent('/record/password')
  },
})

const updateFailed = 'Failed to update collection.'

export const configLimits = conform('auth.token.config-limits', {
  lane: 'shared',
  async check({ superuser, collection, claim, refused }) {
    const { path } = await collection({ type: 'auth' })
    const set = (authToken: object) => superuser.patch(path, { authToken })
    const least = await set({ duration: 10 })
    claim('10 s', least).status(200).json('/authToken/duration', 10)
    const most = await set({ duration: 94_670_856 })
    claim('94670856 s', most).status(200).json('/authToken/duration', 94_670_856)
    const few = await set({ secret: 's'.repeat(30) })
    claim('30 characters', few).status(200)
    claim('255 characters', await set({ secret: 's'.repeat(255) })).status(200)
    const duration = (code: string, message: string, threshold: number) => ({
      authToken: { duration: { code, message, params: { threshold } } },
    })
    claim('9 s', refused(least, await set({ duration: 9 }))).error(
      400,
      updateFailed,
      duration('validation_min_greater_equal_than_required', 'Must be no less than 10.', 10),
    )
    claim('94670857 s', refused(most, await set({ duration: 94_670_857 }))).error(
      400,
      updateFailed,
      duration(
        'validation_max_less_equal_than_required',
        'Must be no greater than 94670856.',
        94_670_856,
      ),
    )
    claim('0 s', refused(least, await set({ duration: 0 }))).error(400, updateFailed, {
      authToken: { duration: blank },
    })
    for (const length of [29, 256]) {
      const answer = refused(few, await set({ secret: 's'.repeat(length) }))
      claim(`${length} characters`, answer).error(400, updateFailed, {
        authToken: {
          secret: {
            code: 'validation_length_out_of_range',
            message: 'The length must be between 30 and 255.',
            params: { max: 255, min: 30 },
          },
        },
      })
    }
  },
})

/** An auth collection whose records may change themselves. */
const ownAccounts = ({ collection }: CaseContext): Promise<CollectionHandle> =>
  collection({ type: 'auth', updateRule: 'id = @request.auth.id' })

export const passwordChange = conform('auth.token.invalidate-password-change', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, claim, accepted } = context
    const auth = await ownAccounts(context)
    const { client, ...member } = await user({}, auth)
    const second = guest.withToken(accepted(await signIn(guest, auth, member)).text('/token'))
    const path = `${auth.path}/auth-refresh`
    const password = 'another pass 1'
    const next = { password, passwordConfirm: password }
    const own = `${auth.records}/${member.id}`
    accepted(await second.post(path))
    accepted(await client.patch(own, { ...next, oldPassword: member.password }))
    claim('the token that changed it', await client.post(path)).error(401, authNeeded)
    claim('any other', await second.post(path)).error(401, authNeeded)
    const signedIn = accepted(await signIn(guest, auth, { ...member, password }))
    const third = guest.withToken(signedIn.text('/token'))
    claim('a later one works', await third.post(path)).status(200)
    accepted(await superuser.patch(own, next))
    claim('until a superuser sets one', await third.post(path)).error(401, authNeeded)
  },
})

export const samePassword = conform('auth.token.invalidate-same-password', {
  lane: 'shared',
  async check(context) {
    const { user, claim, accepted } = context
    const auth = await ownAccounts(context)
    const { client, id, password } = await user({}, auth)
    accepted(await client.post(`${auth.path}/auth-refresh`))
    const same = { password, passwordConfirm: password, oldPassword: password }
    accepted(await client.patch(`${auth.records}/${id}`, same))
    claim('counts as a change', await client.post(`${auth.path}/auth-refresh`)).error(
      401,
      authNeeded,
    )
  },
})

export const emailChange = conform('auth.token.invalidate-email-change', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, user, unique, claim, accepted }) {
    const { client, id, email } = await user()
    const path = `${users}/records/${id}`
    accepted(await superuser.patch(path, { email }))
    claim('the same address changes nothing', await client.post(refresh)).status(200)
    accepted(await superuser.patch(path, { email: `${unique('e')}@example.com` }))
    claim('by a superuser', await client.post(refresh)).error(401, authNeeded)
    const other = await user()
    const claims = { newEmail: `${unique('e')}@example.com` }
    const request = {
      type: 'emailChange',
      collection: 'users',
      recordId: other.id,
      claims,
    } as const
    const { path: confirm, body } = confirmations.emailChange
    accepted(await guest.post(confirm(users), body(await forgeToken(server, request))))
    claim('by its confirmation', await other.client.post(refresh)).error(401, authNeeded)
  },
})

export const tokenKey = conform('auth.token.invalidate-tokenkey', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, unique, claim, accepted } = context
    const auth = await ownAccounts(context)
    const path = `${auth.path}/auth-refresh`
    const first = await user({}, auth)
    accepted(await superuser.patch(`${auth.records}/${first.id}`, { 'tokenKey:autogenerate': '' }))
    claim('a generated key', await first.client.post(path)).error(401, authNeeded)
    const second = await user({}, auth)
    const key = unique('k'.repeat(40))
    const own = `${auth.records}/${second.id}`
    accepted(await second.client.patch(own, { tokenKey: key }))
    claim('not by the record itself', await second.client.post(path)).status(200)
    accepted(await superuser.patch(own, { tokenKey: key }))
    claim('a chosen key', await second.client.post(path)).error(401, authNeeded)
    const keyError = (answer: { at(pointer: string): unknown }) => answer.at('/data/tokenKey/code')
    const short = await superuser.patch(own, { tokenKey: 'k'.repeat(29) })
    claim('29 characters', keyError(short)).equals('validation_min_text_constraint')
    const long = await superuser.patch(own, { tokenKey: 'k'.repeat(61) })
    claim('61 characters', keyError(long)).equals('validation_max_text_constraint')
    const taken = await superuser.patch(`${auth.records}/${first.id}`, { tokenKey: key })
    claim('one in use', keyError(taken)).equals('validation_not_unique')
    const again = await signIn(guest, auth, second)
    const third = guest.withToken(accepted(again).text('/token'))
    const password = 'another pass 1'
    const kept = { password, passwordConfirm: password, tokenKey: key }
    accepted(await superuser.patch(own, kept))
    // The key that was sent is the one there was: it counts as not sent.
    claim('the same key beside a new password', await third.post(path)).error(401, authNeeded)
  },
})

export const allTypes = conform('auth.token.invalidate-all-types', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, collection, user, unique, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    const { id: recordId } = await user({}, auth)
    const claims = { newEmail: `${unique('n')}@example.com` }
    const tokens = await Promise.all(
      Object.keys(confirmations).map(async (type) => {
        // The keys of the table are token types.
        const kind = type as keyof typeof confirmations
        const request = { type: kind, collection: auth.id, recordId, claims } as const
        return [kind, await forgeToken(server, request)] as const
      }),
    )
    const password = 'another pass 1'
    const next = { password, passwordConfirm: password }
    accepted(await superuser.patch(`${auth.records}/${recordId}`, next))
    for (const [type, token] of tokens) {
      const { path, body } = confirmations[type]
      const answer = await guest.post(path(auth.path), { ...body(token), ...next })
      claim(type, answer).status(400).json('/data/token', invalidToken)
    }
  },
})

export const collectionSecret = conform('auth.token.invalidate-collection-secret', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, collection, user, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    const one = await user({}, auth)
    const two = await user({}, auth)
    const request = { type: 'verification', collection: auth.id, recordId: one.id } as const
    const token = await forgeToken(server, request)
    const path = `${auth.path}/auth-refresh`
    accepted(await one.client.post(path))
    accepted(await superuser.patch(auth.path, { authToken: { secret: 's'.repeat(50) } }))
    claim('one record', await one.client.post(path)).error(401, authNeeded)
    claim('another record', await two.client.post(path)).error(401, authNeeded)
    const { path: confirm, body } = confirmations.verification
    claim('no other type', await guest.post(confirm(auth.path), body(token))).status(204)
  },
})

export const authRuleChange = conform('auth.token.invalidate-auth-rule-change', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ superuser, server, collection, user, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    const path = `${auth.path}/auth-refresh`
    const { client } = await user({}, auth)
    const secret = 's'.repeat(50)
    accepted(await superuser.patch(auth.path, { authRule: "id != ''", authToken: { secret } }))
    claim('another rule', await client.post(path)).error(401, authNeeded)
    const sql = `SELECT json_extract(options, '$.authToken.secret') AS secret FROM _collections WHERE id = ?`
    const stored = readRows(server, 'data.db', sql, auth.id)[0]?.['secret']
    claim('also beside a submitted secret', stored)
      .matches(/^[A-Za-z0-9]{50}$/)
      .differs(secret)
    const second = await user({}, auth)
    accepted(await superuser.patch(auth.path, { authRule: "id != ''" }))
    claim('not the same rule', await second.client.post(path)).status(200)
    accepted(await superuser.patch(auth.path, { authRule: '' }))
    claim('an empty one', await second.client.post(path)).error(401, authNeeded)
    const third = await user({}, auth)
    const own = `${auth.records}/${third.id}`
    accepted(await superuser.patch(auth.path, { viewRule: 'id = @request.auth.id' }))
    accepted(await superuser.patch(auth.path, { authRule: null }))
    claim('null is like an empty one', await third.client.get(own)).status(200)
  },
})

export const verifiedChange = conform('auth.token.keep-on-verified-change', {
  lane: 'shared',
  async check({ superuser, user, claim, accepted }) {
    const { client, id } = await user()
    const path = `${users}/records/${id}`
    for (const change of [{ verified: true }, { emailVisibility: true }, { name: 'x' }]) {
      accepted(await superuser.patch(path, change))
      claim(Object.keys(change).join(), await client.post(refresh)).status(200)
    }
  },
})

export const collectionRename = conform('auth.token.keep-on-collection-rename', {
  lane: 'shared',
  async check({ superuser, collection, user, unique, claim, accepted }) {
    const auth = await collection({ type: 'auth' })
    const { client, id } = await user({}, auth)
    const name = unique('renamed_')
    accepted(await superuser.patch(auth.path, { name }))
    const answer = await client.post(`/api/collections/${name}/auth-refresh`)
    claim('the old token works', answer).status(200).json('/record/id', id)
  },
})

/** With a line break after the first characters of one of its parts. */
const broken = (token: string, part: number): string =>
  token
    .split('.')
    .map((text, index) => (index === part ? `${text.slice(0, 4)}\r\n${text.slice(4)}` : text))
    .join('.')

export const lineBreaks = conform('auth.token.line-breaks', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, server, user, claim, refused }) {
    const { id: recordId } = await user()
    const request = { type: 'verification', collection: 'users', recordId } as const
    const send = (token: string) => guest.post(`${users}/confirm-verification`, { token })
    const token = await forgeToken(server, request)
    const control = await send(token)
    claim('in the signature', await send(broken(token, 2))).status(204)
    claim('at the end', await send(`${token}\n`)).status(204)
    for (const [part, what] of ['header', 'claims'].entries()) {
      const signed = await forgeToken(server, { ...request, encode: (text) => broken(text, part) })
      claim(`in the ${what}, signed so`, await send(signed)).status(204)
      const answer = refused(control, await send(broken(token, part)))
      claim(`in the ${what}, signed without`, answer).status(400).json('/data/token', invalidToken)
    }
  },
})

export const restart = conform('auth.token.restart', {
  lane: 'private',
  needs: ['restart'],
  async check({ superuser, server, user, claim, accepted }) {
    const first = await user()
    const second = await user()
    const password = 'another pass 1'
    const next = { password, passwordConfirm: password }
    accepted(await superuser.patch(`${users}/records/${second.id}`, next))
    await server.restart()
    claim('a valid one stays valid', await first.client.post(refresh)).status(200)
    claim('a revoked one stays revoked', await second.client.post(refresh)).error(401, authNeeded)
  },
})
