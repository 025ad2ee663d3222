import { conform } from '../harness/case.ts'
import { withStatus } from '../harness/fault.ts'
import { any } from '../harness/match.ts'
import { blank, validating } from '../harness/wording.ts'
import { account, authFailed, ownRecord, rowsOf, signIn } from './support.ts'

const path = '/api/collections/users/auth-with-password'

export const success = conform('auth.password.success', {
  lane: 'shared',
  async check(context) {
    const { guest, user, collection, claim } = context
    const { email, password, id } = await user()
    const signedIn = await guest.post(path, { identity: email, password })
    claim('answers 200', signedIn).status(200)
    claim('names the record', signedIn).json('/record/id', id)
    claim('gives a token', signedIn).json('/token', any.token)
    const auth = await collection({ type: 'auth' })
    const member = await account(context, auth)
    const shown = ownRecord(auth, member)
    claim('shows the whole record', await signIn(guest, auth, member))
      .keys('', ['record', 'token'])
      .json('/record', shown)
      .keys('/record', Object.keys(shown))
  },
  mustCatch: { 'answers 200': [withStatus(200, 201)] },
})

export const disabled = conform('auth.password.disabled', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim, accepted, refused } = context
    const auth = await collection({ type: 'auth' })
    const member = await account(context, auth)
    const control = await signIn(guest, auth, member)
    accepted(await superuser.patch(auth.path, { passwordAuth: { enabled: false } }))
    const message = 'The collection is not configured to allow password authentication.'
    claim('is told', refused(control, await signIn(guest, auth, member))).error(403, message)
    const headers = { 'Content-Type': 'application/json' }
    const broken = await guest.send('POST', `${auth.path}/auth-with-password`, {
      raw: '{',
      headers,
    })
    claim('before the body is read', broken).error(403, message)
  },
})

export const validation = conform('auth.password.validation', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const empty = await guest.post(path, { identity: '', password: '' })
    claim('needs both', empty).error(400, validating, { identity: blank, password: blank })
    const length = {
      code: 'validation_length_out_of_range',
      message: 'The length must be between 1 and 255.',
      params: { max: 255, min: 1 },
    }
    const long = await guest.post(path, { identity: 'a'.repeat(256), password: 'b' })
    claim('limits the identity', long).error(400, validating, { identity: length })
    const secret = await guest.post(path, { identity: 'a', password: 'b'.repeat(256) })
    claim('limits the password', secret).error(400, validating, { password: length })
    const by = (identityField: string) =>
      guest.post(path, { identity: 'a', password: 'b', identityField })
    claim('limits the field', await by('a'.repeat(256))).error(400, validating, {
      identityField: length,
    })
    for (const name of ['created', 'EMAIL', 'id']) {
      claim(`does not know ${name}`, await by(name)).error(400, validating, {
        identityField: { code: 'validation_in_invalid', message: 'Must be a valid value.' },
      })
    }
    const { email: identity, password } = await user()
    const empties = await guest.post(path, { identity, password, identityField: '' })
    claim('an empty field is none', empties).status(200)
  },
})

export const failed = conform('auth.password.failed', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { email, password } = await user()
    const right = await guest.post(path, { identity: email, password })
    const wrong = refused(
      right,
      await guest.post(path, { identity: email, password: `${password}x` }),
    )
    claim('refuses a wrong password', wrong).error(400, authFailed)
    const unknown = await guest.post(path, { identity: `x${email}`, password })
    claim('answers the same for an unknown identity', unknown).sameBodyAs(wrong).status(400)
  },
})

export const exactBytes = conform('auth.password.exact-bytes', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim, refused } = context
    const auth = await collection({ type: 'auth' })
    const variants = {
      'NUL characters': ['ab\0defgh', 'ab', 'abdefgh'],
      'white space': [' spaces  ', 'spaces', ' spaces', ' spaces '],
      'the Unicode form': ['e\u0301e\u0301e\u0301e\u0301e\u0301', '\u00e9\u00e9\u00e9\u00e9\u00e9'],
      'letter case': ['CaseCaseCase', 'casecasecase'],
    } as const
    for (const [what, [password, ...others]] of Object.entries(variants)) {
      const member = await account(context, auth, { password, passwordConfirm: password })
      const control = await signIn(guest, auth, member)
      claim(`${what}: as it is`, control).status(200)
      for (const other of others) {
        const answer = await signIn(guest, auth, { ...member, password: other })
        claim(`${what}: ${JSON.stringify(other)}`, refused(control, answer)).error(400, authFailed)
      }
    }
  },
})

export const over72Bytes = conform('auth.password.over-72-bytes', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const password = 'é'.repeat(36)
    const { email } = await user({ password, passwordConfirm: password })
    const longer = await guest.post(path, { identity: email, password: `${password}tail` })
    claim('compares the first 72 bytes', longer).status(200)
    const other = `${'é'.repeat(35)}è`
    const changed = await guest.post(path, { identity: email, password: other })
    claim('compares all of the first 72 bytes', changed).error(400, authFailed)
  },
})

export const fieldRules = conform('auth.password.field-rules-not-checked', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, changeFields, claim } = context
    const auth = await collection({ type: 'auth' })
    const member = await account(context, auth)
    const stricter = { min: 30, pattern: '^[a-z]+$' }
    await changeFields(auth, (fields) =>
      fields.map((field) => (field.name === 'password' ? { ...field, ...stricter } : field)),
    )
    claim('not at sign-in', await signIn(guest, auth, member)).status(200)
    const own = `${auth.records}/${member.id}`
    claim('not when something else is set', await superuser.patch(own, { verified: true })).status(
      200,
    )
    const { password } = member
    const again = await superuser.patch(own, { password, passwordConfirm: password })
    claim('when a password is set', again.at('/data/password/code')).equals(
      'validation_min_text_constraint',
    )
  },
})

/** An auth collection with a user name beside the e-mail; `collate` goes into its index. */
const named = (name: string, identityFields: readonly string[], collate = '') => ({
  name,
  type: 'auth' as const,
  fields: [{ name: 'username', type: 'text' }],
  indexes: [`create unique index idx_n_${name} on ${name} (username${collate})`],
  passwordAuth: { enabled: true, identityFields },
})

export const explicitField = conform('auth.password.explicit-identity-field', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, unique, claim, refused } = context
    const auth = await collection(named(unique('i_'), ['email', 'username']))
    const username = unique('name')
    const { email, password, id } = await account(context, auth, { username })
    const by = (identity: string, identityField: string) =>
      guest.post(`${auth.path}/auth-with-password`, { identity, password, identityField })
    const control = await by(username, 'username')
    claim('by its value', control).status(200).json('/record/id', id)
    claim('not by that of another', refused(control, await by(email, 'username'))).error(
      400,
      authFailed,
    )
    claim('nor the other way', refused(control, await by(username, 'email'))).error(400, authFailed)
    claim('by e-mail', await by(email, 'email'))
      .status(200)
      .json('/record/id', id)
  },
})

export const autoOrder = conform('auth.password.auto-order', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, unique, claim, refused } = context
    const auth = await collection(named(unique('i_'), ['username', 'email']))
    const shared = `${unique('x')}@example.com`
    const first = await account(context, auth, { email: shared, username: unique('a') })
    const password = 'another pass 1'
    const second = await account(context, auth, {
      username: shared,
      password,
      passwordConfirm: password,
    })
    const control = await signIn(guest, auth, { email: shared, password: first.password })
    claim('e-mail first', control).status(200).json('/record/id', first.id)
    const other = await signIn(guest, auth, { email: shared, password })
    claim('the first match decides', refused(control, other)).error(400, authFailed)
    const alone = `${unique('y')}@example.com`
    const third = await account(context, auth, { username: alone })
    claim('then the others', await signIn(guest, auth, { ...third, email: alone }))
      .status(200)
      .json('/record/id', third.id)
    const name = unique('plain')
    const fourth = await account(context, auth, { username: name })
    claim('a name that is no address', await signIn(guest, auth, { ...fourth, email: name }))
      .status(200)
      .json('/record/id', fourth.id)
    claim('somebody else was not signed in', second.id).differs(first.id)
  },
})

export const collation = conform('auth.password.identity-collation', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, unique, claim, refused } = context
    for (const [what, collate, found] of [
      ['no collation', '', false],
      ['NOCASE', ' COLLATE NOCASE', true],
      ['nocase', ' collate nocase', true],
      ['RTRIM', ' COLLATE RTRIM', false],
    ] as const) {
      const auth = await collection(named(unique('i_'), ['username'], collate))
      const username = unique('clients')
      const { password } = await account(context, auth, { username })
      const by = (email: string) => signIn(guest, auth, { email, password })
      const control = await by(username)
      claim(`${what}: as stored`, control).status(200)
      const other = await by(username.toUpperCase())
      if (found) claim(what, other).status(200).json('/record/username', username)
      else claim(what, refused(control, other)).error(400, authFailed)
    }
  },
})

export const notEmailOnly = conform('auth.password.identity-not-email-only', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { email, password } = await user()
    const control = await guest.post(path, { identity: email, password })
    const plain = await guest.post(path, { identity: 'plainname', password })
    claim('is the general refusal', refused(control, plain)).error(400, authFailed)
  },
})

export const configUniqueIndex = conform('auth.password.config-unique-index', {
  lane: 'shared',
  async check({ superuser, collection, claim, refused }) {
    const auth = await collection({ type: 'auth', fields: [{ name: 'name', type: 'text' }] })
    const set = (...identityFields: readonly string[]) =>
      superuser.patch(auth.path, { passwordAuth: { enabled: true, identityFields } })
    const control = await set('email')
    const failure = 'Failed to update collection.'
    const issue = (identityFields: unknown) => ({ passwordAuth: { identityFields } })
    claim('without an index', refused(control, await set('name'))).error(
      400,
      failure,
      issue({
        code: 'validation_missing_unique_constraint',
        message: "The field name doesn't have a UNIQUE constraint.",
        params: { fieldName: 'name' },
      }),
    )
    claim('an unknown field', refused(control, await set('nosuch'))).error(
      400,
      failure,
      issue({
        code: 'validation_missing_field',
        message: 'Invalid or missing field nosuch.',
        params: { fieldName: 'nosuch' },
      }),
    )
    claim('none', refused(control, await set())).error(400, failure, issue(blank))
    const off = { passwordAuth: { enabled: false, identityFields: [] } }
    claim('none while disabled', await superuser.patch(auth.path, off)).status(200)
  },
})

export const noSideEffects = conform('auth.password.no-side-effects-on-failure', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim } = context
    const auth = await collection({ type: 'auth' })
    const member = await account(context, auth)
    const stored = await superuser.get(`${auth.records}/${member.id}`)
    const wrong = await Promise.all(
      Array.from({ length: 20 }, () => signIn(guest, auth, { ...member, password: 'wrong' })),
    )
    claim('all are refused', new Set(wrong.map(({ status }) => status)).size).equals(1)
    claim('with 400', wrong[0]?.status).equals(400)
    claim('no origin', await rowsOf(context, '_authOrigins', member)).length('/items', 0)
    claim('no change', await superuser.get(`${auth.records}/${member.id}`)).sameBodyAs(stored)
    claim('no lockout', await signIn(guest, auth, member)).status(200)
  },
})
