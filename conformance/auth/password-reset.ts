import { conform } from '../harness/case.ts'
import { blank, lengthBetween, validating } from '../harness/wording.ts'
import { forgeToken } from '../probes/data-dir.ts'
import { hidesUnknownAddress, validatesAddress } from './mail-request.ts'
import { badToken, foreignToken, mailing, tokenIn } from './mailing.ts'
import { atOnce, signIn } from './support.ts'

const request = 'request-password-reset'
const confirm = 'confirm-password-reset'
const next = { password: 'another horse 2', passwordConfirm: 'another horse 2' }
const failed = 'Failed to set new password.'
const usersPath = '/api/collections/users'

export const requestSuccess = conform('auth.password-reset.request-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, guest, superuser, unique, accepted, defer } = context
    const { account, post, nextMail, countMails } = await mailing(context)
    const { email } = await account({ verified: true })
    claim('answers nothing', await post(request, { email }))
      .status(204)
      .empty()
    const { envelope, subject } = await nextMail(email)
    claim('sends to the record', envelope.to).equals([email])
    claim('sends the reset mail', subject).equals('Reset your Acme password')
    claim('sends one mail', await countMails(email)).equals(1)
    const root = { email: `${unique('root')}@example.com`, ...next }
    const superusers = '/api/collections/_superusers'
    const made = accepted(await superuser.post(`${superusers}/records`, root))
    defer(() => superuser.delete(`${superusers}/records/${made.text('/id')}`))
    const asked = await guest.post(`${superusers}/${request}`, { email: root.email })
    claim('superusers may ask', asked).status(204)
    const mail = await nextMail(root.email)
    claim('superusers get theirs', mail.subject).equals('Reset your Acme password')
  },
})

export const requestValidation = conform('auth.password-reset.request-validation', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  check: validatesAddress(request),
})

export const requestDisabled = conform('auth.password-reset.request-disabled', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser, guest } = context
    const { account, post, auth, countMails } = await mailing(context)
    const { email } = await account()
    accepted(await superuser.patch(auth.path, { passwordAuth: { enabled: false } }))
    const message = 'The collection is not configured to allow password authentication.'
    claim('is refused', await post(request, { email })).error(400, message)
    claim('sends nothing', await countMails(email)).equals(0)
    const raw = { raw: '{', headers: { 'Content-Type': 'application/json' } }
    const broken = await guest.send('POST', `${auth.path}/${request}`, raw)
    claim('does not read the body', broken).error(400, message)
    accepted(await superuser.patch(auth.path, { passwordAuth: { enabled: true } }))
    claim('is accepted when it is on again', await post(request, { email })).status(204)
  },
})

export const requestEnumeration = conform('auth.password-reset.request-enumeration', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  check: hidesUnknownAddress(request),
})

export const requestThrottle = conform('auth.password-reset.request-throttle', {
  lane: 'private',
  needs: ['mail-sink', 'restart'],
  async check(context) {
    const { claim, accepted, server } = context
    const { account, post, nextMail, nextToken, countMails } = await mailing(context)
    const user = await account()
    const other = await account()
    const ask = async ({ email }: { readonly email: string }) =>
      accepted(await post(request, { email }))
    await ask(user)
    const token = await nextToken(user.email)
    claim('sends one mail', await countMails(user.email)).equals(1)
    claim('a second request is answered like the first', await ask(user))
      .status(204)
      .empty()
    claim('a second request sends nothing', await countMails(user.email)).equals(1)
    await ask(other)
    claim('another record does not wait', (await nextMail(other.email)).envelope.to).equals([
      other.email,
    ])
    accepted(await post(confirm, { token, ...next }))
    await ask(user)
    await nextMail(user.email)
    claim('a confirmation lets the next one through', await countMails(user.email)).equals(2)
    await server.restart()
    await ask(user)
    claim('a restart forgets', await countMails(user.email)).equals(3)
  },
})

export const requestThrottleOwn = conform('auth.password-reset.request-throttle-own', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser } = context
    const { account, auth, post, sink, nextMail, countMails } = await mailing(context)
    const reset = { request, confirm, subject: 'Reset your Acme password', more: next }
    const verification = {
      request: 'request-verification',
      confirm: 'confirm-verification',
      subject: 'Verify your Acme email',
      more: {},
    }
    const rounds = [
      ['a verification', verification, 'a reset', reset],
      ['a reset', reset, 'a verification', verification],
    ] as const
    for (const [before, one, after, other] of rounds) {
      const { id, email } = await account()
      const ask = async (kind: typeof reset | typeof verification) => {
        accepted(await post(kind.request, { email }))
      }
      /** Subjects of all mails to the record, looked at after a later mail of somebody else has arrived. */
      const subjects = async () => {
        await countMails(email)
        return sink.messages
          .filter(({ envelope }) => envelope.to.includes(email))
          .map(({ subject }) => subject)
      }
      await ask(one)
      await nextMail(email)
      await subjects()
      await ask(one)
      claim(`${before} holds back the next one`, await subjects()).equals([one.subject])
      await ask(other)
      const both = await subjects()
      claim(`${before} does not hold back ${after}`, both).equals([one.subject, other.subject])
      accepted(await post(other.confirm, { token: tokenIn(await nextMail(email)), ...other.more }))
      accepted(await superuser.patch(`${auth.records}/${id}`, { verified: false }))
      await ask(one)
      const still = await subjects()
      claim(`confirming ${after} does not let ${before} through`, still).equals(both)
      await ask(other)
      const more = await subjects()
      claim(`confirming ${after} lets the next ${after.slice(2)} through`, more).equals([
        ...still,
        other.subject,
      ])
    }
  },
})

export const requestUnverified = conform('auth.password-reset.request-unverified', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { account, post, nextMail, stored } = await mailing(context)
    const user = await account()
    context.claim('is unverified', await stored(user)).json('/verified', false)
    context.accepted(await post(request, { email: user.email }))
    const { subject } = await nextMail(user.email)
    context.claim('gets the mail', subject).equals('Reset your Acme password')
  },
})

export const confirmSuccess = conform('auth.password-reset.confirm-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const { account, post, nextToken, signIn } = await mailing(context)
    const user = await account()
    accepted(await signIn(user, user.password))
    accepted(await post(request, { email: user.email }))
    const token = await nextToken(user.email)
    claim('answers no token', await post(confirm, { token, ...next })).success(204)
    claim('the new password signs in', await signIn(user, next.password)).status(200)
    const old = await signIn(user, user.password)
    claim('the old one does not', old).error(400, 'Failed to authenticate.')
  },
})

export const confirmInvalidates = conform('auth.password-reset.confirm-invalidates', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, accepted }) {
    const { id, client } = await user()
    const token = await forgeToken(server, {
      type: 'passwordReset',
      collection: 'users',
      recordId: id,
    })
    accepted(await client.post(`${usersPath}/auth-refresh`))
    accepted(await guest.post(`${usersPath}/${confirm}`, { token, ...next }))
    claim('auth tokens are void', await client.post(`${usersPath}/auth-refresh`)).error(
      401,
      'The request requires valid record authorization token.',
    )
    const again = await guest.post(`${usersPath}/${confirm}`, { token, ...next })
    claim('the used token is void', again).error(400, validating, { token: badToken })
  },
})

export const confirmVerifies = conform('auth.password-reset.confirm-verifies', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, user, server, claim, accepted }) {
    const verifiedAfter = async (claims: Readonly<Record<string, unknown>>) => {
      const { id } = await user()
      const target = { type: 'passwordReset', collection: 'users', recordId: id } as const
      const token = await forgeToken(server, { ...target, claims })
      accepted(await guest.post(`${usersPath}/${confirm}`, { token, ...next }))
      return superuser.get(`${usersPath}/records/${id}`)
    }
    claim('an unverified record becomes verified', await verifiedAfter({})).json('/verified', true)
    const other = await verifiedAfter({ email: 'other@example.com' })
    claim('not with the token of another address', other).json('/verified', false)
  },
})

export const confirmValidation = conform('auth.password-reset.confirm-validation', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, collection, record, server, claim, refused }) {
    const minOf = (min: number) => ({
      name: 'password',
      type: 'password',
      system: true,
      hidden: true,
      required: true,
      min,
    })
    const send = (path: string, body: object) => guest.post(`${path}/${confirm}`, { ...body })
    const at = await collection({ type: 'auth' })
    const values = { email: 'a@example.com', ...next }
    const { id: recordId } = await record(at, values)
    const token = await forgeToken(server, { type: 'passwordReset', collection: at.id, recordId })
    const short = { password: '1234567', passwordConfirm: '7654321' }
    const mismatch = { code: 'validation_values_mismatch', message: "Values don't match." }
    const all = await send(at.path, { token: 'bad', ...short })
    const empty = await send(at.path, {})
    const long = await send(at.path, {
      token,
      password: 'x'.repeat(256),
      passwordConfirm: 'x'.repeat(256),
    })
    const unequal = await send(at.path, { token, ...next, passwordConfirm: 'x' })
    const control = await send(at.path, { token, ...next })
    claim('reports all three', refused(control, all)).error(400, validating, {
      token: badToken,
      password: lengthBetween(8, 255),
      passwordConfirm: mismatch,
    })
    claim('needs all three', empty).error(400, validating, {
      token: blank,
      password: blank,
      passwordConfirm: blank,
    })
    claim('at most 255 bytes', long).error(400, validating, { password: lengthBetween(8, 255) })
    claim('a confirmation', unequal).error(400, validating, { passwordConfirm: mismatch })
    const strict = await collection({ type: 'auth', fields: [minOf(12)] })
    claim('the minimum is that of the field', await send(strict.path, { token: 'bad', ...short }))
      .status(400)
      .json('/data/password', lengthBetween(12, 255))
    const lax = await collection({ type: 'auth', fields: [minOf(0)] })
    const one = { password: 'x', passwordConfirm: 'x' }
    claim('one byte without a minimum', await send(lax.path, { token: 'bad', ...one })).error(
      400,
      validating,
      { token: badToken },
    )
  },
})

export const confirmInvalidToken = conform('auth.password-reset.confirm-invalid-token', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, user, server, claim, accepted, refused }) {
    const { id, token: authToken } = await user()
    const target = { type: 'passwordReset', collection: 'users', recordId: id } as const
    const send = (token: string) => guest.post(`${usersPath}/${confirm}`, { token, ...next })
    const old = await forgeToken(server, target)
    const tokens = {
      'no token at all': 'abc',
      'an auth token': authToken,
      'one of a verification': await forgeToken(server, { ...target, type: 'verification' }),
      'an expired one': await forgeToken(server, { ...target, lifetimeSeconds: -1 }),
      'a badly signed one': await forgeToken(server, { ...target, key: 'k'.repeat(100) }),
    }
    const answers = new Map<string, Awaited<ReturnType<typeof send>>>()
    for (const [what, token] of Object.entries(tokens)) answers.set(what, await send(token))
    accepted(await superuser.patch(`${usersPath}/records/${id}`, { 'tokenKey:autogenerate': '' }))
    answers.set('one of an old token key', await send(old))
    const control = await send(await forgeToken(server, target))
    for (const [what, answer] of answers) {
      claim(what, refused(control, answer)).error(400, validating, { token: badToken })
    }
  },
})

export const confirmOtherCollection = conform('auth.password-reset.confirm-other-collection', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, collection, server, claim, refused }) {
    const { id } = await user()
    const other = await collection({ type: 'auth' })
    const target = { type: 'passwordReset', collection: 'users', recordId: id } as const
    const token = await forgeToken(server, target)
    const away = await guest.post(`${other.path}/${confirm}`, { token, ...next })
    const home = await guest.post(`${usersPath}/${confirm}`, { token, ...next })
    claim('names the mismatch', refused(home, away)).error(400, validating, { token: foreignToken })
  },
})

export const confirmFieldRules = conform('auth.password-reset.confirm-field-rules', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, refused }) {
    const { id } = await user()
    const target = { type: 'passwordReset', collection: 'users', recordId: id } as const
    const token = await forgeToken(server, target)
    const send = (password: string) =>
      guest.post(`${usersPath}/${confirm}`, { token, password, passwordConfirm: password })
    const long = await send('x'.repeat(72))
    const longer = await send('x'.repeat(100))
    const few = await send('é'.repeat(4))
    const control = await send('x'.repeat(71))
    claim('72 characters', refused(control, long)).error(400, failed, {
      password: {
        code: 'validation_max_text_constraint',
        message: 'Must be less than 71 character(s).',
      },
    })
    claim('what cannot be hashed', refused(control, longer)).error(400, failed, {
      password: { code: 'validation_invalid_value', message: 'Invalid value.' },
    })
    claim('8 bytes that are 4 characters', refused(control, few)).error(400, failed, {
      password: {
        code: 'validation_min_text_constraint',
        message: 'Must be at least 8 character(s).',
      },
    })
  },
})

export const confirmPasswordAuthDisabled = conform(
  'auth.password-reset.confirm-password-auth-disabled',
  {
    lane: 'shared',
    needs: ['data-dir'],
    async check({ guest, collection, record, server, claim }) {
      const at = await collection({ type: 'auth', passwordAuth: { enabled: false } })
      const { id: recordId } = await record(at, { email: 'a@example.com', ...next })
      const token = await forgeToken(server, { type: 'passwordReset', collection: at.id, recordId })
      const answer = await guest.post(`${at.path}/${confirm}`, { token, ...next })
      claim('is accepted', answer).status(204).empty()
      const asked = await guest.post(`${at.path}/${request}`, { email: 'a@example.com' })
      claim('asking is not', asked).status(400)
    },
  },
)

export const confirmSideEffects = conform('auth.password-reset.confirm-side-effects', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, user, server, claim, accepted }) {
    const { id } = await user()
    const rows = {
      _authOrigins: { fingerprint: 'f'.repeat(32) },
      _mfas: { method: 'password' },
      _otps: { password: '12345678' },
      _externalAuths: { provider: 'google', providerId: id },
    }
    const owner = { collectionRef: '_pb_users_auth_', recordRef: id }
    const path = (name: string) => `/api/collections/${name}/records`
    for (const [name, values] of Object.entries(rows)) {
      accepted(await superuser.post(path(name), { ...owner, ...values }))
    }
    const token = await forgeToken(server, {
      type: 'passwordReset',
      collection: 'users',
      recordId: id,
    })
    const left = async (name: string) =>
      superuser.get(path(name), { filter: `recordRef='${id}'`, fields: 'id' })
    for (const name of ['_authOrigins', '_mfas']) {
      claim(`${name}: there before`, (await left(name)).at('/totalItems')).differs(0)
    }
    accepted(await guest.post(`${usersPath}/${confirm}`, { token, ...next }))
    for (const name of ['_authOrigins', '_mfas']) {
      claim(`${name}: gone`, await left(name)).length('/items', 0)
    }
    for (const name of ['_otps', '_externalAuths']) {
      claim(`${name}: kept`, await left(name)).length('/items', 1)
    }
  },
})

export const confirmAtOnce = conform('auth.password-reset.confirm-at-once', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, server, collection, user, claim }) {
    const auth = await collection({ type: 'auth' })
    const { id: recordId, ...member } = await user({}, auth)
    const token = await forgeToken(server, { type: 'passwordReset', collection: auth.id, recordId })
    const passwords = ['one', 'two', 'three', 'four'].map((text) => `${text} horses 1`)
    const answers = await atOnce((index) => {
      const password = passwords[index]
      return guest.post(`${auth.path}/${confirm}`, { token, password, passwordConfirm: password })
    }, passwords.length)
    const refusals = answers.filter(({ status }) => status !== 204)
    claim('one is accepted', refusals.length).atMost(passwords.length - 1)
    claim(
      'the others come too late',
      refusals.filter((each) => each.at('/data/token/code') !== badToken.code),
    ).equals([])
    const opened: number[] = []
    for (const [index, password] of [...passwords, member.password].entries()) {
      const { status } = await signIn(guest, auth, { ...member, password })
      if (status === 200) opened.push(index)
    }
    claim('one password opens the account', opened).length(1)
    claim('one that was accepted', answers[opened[0] ?? -1]?.status).equals(204)
  },
})
