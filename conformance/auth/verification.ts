import { conform } from '../harness/case.ts'
import { blank, validating } from '../harness/wording.ts'
import { forgeToken } from '../probes/data-dir.ts'
import { hidesUnknownAddress, validatesAddress } from './mail-request.ts'
import { badToken, foreignToken, mailing } from './mailing.ts'
import { answersOf, atOnce } from './support.ts'

const request = 'request-verification'
const confirm = 'confirm-verification'

export const requestSuccess = conform('auth.verification.request-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { account, post, nextMail, countMails } = await mailing(context)
    const { email } = await account()
    const asked = await post(request, { email })
    context.claim('answers nothing', asked).status(204).empty()
    const { envelope, subject } = await nextMail(email)
    context.claim('sends to the record', envelope.to).equals([email])
    context.claim('sends the verification mail', subject).equals('Verify your Acme email')
    context.claim('sends one mail', await countMails(email)).equals(1)
  },
})

export const requestValidation = conform('auth.verification.request-validation', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  check: validatesAddress(request),
})

export const requestEnumeration = conform('auth.verification.request-enumeration', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  check: hidesUnknownAddress(request),
})

export const requestAlreadyVerified = conform('auth.verification.request-already-verified', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { account, post, countMails } = await mailing(context)
    const { email } = await account({ verified: true })
    context
      .claim('answers nothing', await post(request, { email }))
      .status(204)
      .empty()
    context.claim('sends nothing', await countMails(email)).equals(0)
  },
})

export const requestThrottle = conform('auth.verification.request-throttle', {
  lane: 'private',
  needs: ['mail-sink', 'restart'],
  async check(context) {
    const { claim, accepted, superuser, server } = context
    const { account, post, nextMail, nextToken, countMails, auth } = await mailing(context)
    const user = await account()
    const ask = async () => accepted(await post(request, { email: user.email }))
    await ask()
    const token = await nextToken(user.email)
    claim('sends one mail', await countMails(user.email)).equals(1)
    claim('a second request is answered like the first', await ask())
      .status(204)
      .empty()
    claim('a second request sends nothing', await countMails(user.email)).equals(1)
    accepted(await post(confirm, { token }))
    accepted(await superuser.patch(`${auth.records}/${user.id}`, { verified: false }))
    await ask()
    claim('a confirmation lets the next one through', await countMails(user.email)).equals(2)
    await nextMail(user.email)
    await server.restart()
    await ask()
    claim('a restart forgets', await countMails(user.email)).equals(3)
  },
})

export const superusersVerified = conform('auth.verification.superusers', {
  lane: 'shared',
  async check({ guest, user, claim, refused }) {
    const { email } = await user()
    const path = (name: string, operation: string) => `/api/collections/${name}/${operation}`
    const control = await guest.post(path('users', request), { email: `x${email}` })
    const raw = { raw: '{', headers: { 'Content-Type': 'application/json' } }
    for (const operation of [request, confirm]) {
      const answer = await guest.send('POST', path('_superusers', operation), raw)
      claim(`${operation} is refused before the body is read`, refused(control, answer)).error(
        400,
        'All superusers are verified by default.',
      )
    }
  },
})

export const confirmSuccess = conform('auth.verification.confirm-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, guest } = context
    const { account, post, nextToken, stored, signIn, auth } = await mailing(context)
    const user = await account()
    const before = accepted(await signIn(user, user.password)).text('/token')
    accepted(await post(request, { email: user.email }))
    const token = await nextToken(user.email)
    claim('is not verified yet', await stored(user)).json('/verified', false)
    claim('answers nothing', await post(confirm, { token })).success(204)
    claim('sets verified', await stored(user)).json('/verified', true)
    const refreshed = await guest.withToken(before).post(`${auth.path}/auth-refresh`)
    claim('keeps auth tokens', refreshed).status(200)
  },
})

export const confirmRepeat = conform('auth.verification.confirm-repeat', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const updated = { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true }
    const { account, post, nextToken, stored } = await mailing(context, { fields: [updated] })
    const user = await account()
    accepted(await post(request, { email: user.email }))
    const token = await nextToken(user.email)
    accepted(await post(confirm, { token }))
    const first = accepted(await stored(user))
    claim('is accepted again', await post(confirm, { token }))
      .status(204)
      .empty()
    claim('changes nothing', await stored(user)).sameBodyAs(first)
  },
})

export const confirmMissing = conform('auth.verification.confirm-missing', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.post(`/api/collections/users/${confirm}`, {})
    claim('needs a token', answer).error(400, validating, { token: blank })
  },
})

const noEmail = { code: 'validation_invalid_token_claims', message: 'Missing email token claim.' }

export const confirmNoEmailClaim = conform('auth.verification.confirm-no-email-claim', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, refused }) {
    const { id, token: authToken } = await user()
    const target = { type: 'verification', collection: 'users', recordId: id } as const
    const send = (token: string) => guest.post(`/api/collections/users/${confirm}`, { token })
    const control = await send(await forgeToken(server, target))
    const tokens = {
      'no token at all': 'abc',
      'an auth token': authToken,
      'a token without the claim': await forgeToken(server, {
        ...target,
        claims: { email: undefined },
      }),
      'a token with an empty one': await forgeToken(server, { ...target, claims: { email: '' } }),
    }
    for (const [what, token] of Object.entries(tokens)) {
      claim(what, refused(control, await send(token))).error(400, validating, { token: noEmail })
    }
  },
})

export const confirmInvalid = conform('auth.verification.confirm-invalid', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, user, server, claim, accepted, refused }) {
    const { id } = await user()
    const target = { type: 'verification', collection: 'users', recordId: id } as const
    const send = (token: string) => guest.post(`/api/collections/users/${confirm}`, { token })
    const good = await forgeToken(server, target)
    const control = await send(good)
    const tokens = {
      'an expired one': await forgeToken(server, { ...target, lifetimeSeconds: -1 }),
      'a badly signed one': await forgeToken(server, { ...target, key: 'k'.repeat(100) }),
      'one of a password reset': await forgeToken(server, { ...target, type: 'passwordReset' }),
      'one of an email change': await forgeToken(server, { ...target, type: 'emailChange' }),
    }
    for (const [what, token] of Object.entries(tokens)) {
      claim(what, refused(control, await send(token))).error(400, validating, { token: badToken })
    }
    const password = { password: 'another horse 2', passwordConfirm: 'another horse 2' }
    accepted(await superuser.patch(`/api/collections/users/records/${id}`, password))
    claim('one from before the password changed', await send(good)).error(400, validating, {
      token: badToken,
    })
    const last = await forgeToken(server, target)
    const accepting = await send(last)
    accepted(await superuser.delete(`/api/collections/users/records/${id}`))
    claim('one of a deleted record', refused(accepting, await send(last))).error(400, validating, {
      token: badToken,
    })
  },
})

export const confirmOtherCollection = conform('auth.verification.confirm-other-collection', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, collection, server, claim, refused }) {
    const { id } = await user()
    const other = await collection({ type: 'auth' })
    const token = await forgeToken(server, {
      type: 'verification',
      collection: 'users',
      recordId: id,
    })
    const away = await guest.post(`${other.path}/${confirm}`, { token })
    const home = await guest.post(`/api/collections/users/${confirm}`, { token })
    claim('names the mismatch', refused(home, away)).error(400, validating, { token: foreignToken })
  },
})

export const confirmEmailMismatch = conform('auth.verification.confirm-email-mismatch', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, refused }) {
    const { id, email } = await user()
    const target = { type: 'verification', collection: 'users', recordId: id } as const
    const send = async (claims: object) =>
      guest.post(`/api/collections/users/${confirm}`, {
        token: await forgeToken(server, { ...target, claims: { ...claims } }),
      })
    const other = await send({ email: `x${email}` })
    claim('names the mismatch', refused(await send({ email }), other)).error(400, validating, {
      token: {
        code: 'validation_token_email_mismatch',
        message: "The record email doesn't match with the requested token claims.",
      },
    })
  },
})

export const confirmSaveFailure = conform('auth.verification.confirm-save-failure', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, superuser, collection, changeFields, record } = context
    const { server, claim, accepted, refused } = context
    const at = await collection({ type: 'auth', fields: [{ name: 'note', type: 'text' }] })
    const password = 'correct horse 1'
    const values = { email: 'a@example.com', password, passwordConfirm: password }
    const { id: recordId } = await record(at, values)
    await changeFields(at, (fields) =>
      fields.map((field) => (field.name === 'note' ? { ...field, required: true } : field)),
    )
    const token = await forgeToken(server, { type: 'verification', collection: at.id, recordId })
    const blocked = await guest.post(`${at.path}/${confirm}`, { token })
    const after = accepted(await superuser.get(`${at.records}/${recordId}`))
    accepted(await superuser.patch(`${at.records}/${recordId}`, { note: 'x' }))
    const control = await guest.post(`${at.path}/${confirm}`, { token })
    const message = 'An error occurred while saving the verified state.'
    claim('names the field', refused(control, blocked)).error(400, message, { note: blank })
    claim('the record stays unverified', after).json('/verified', false)
  },
})

export const confirmIgnoresAuthSettings = conform(
  'auth.verification.confirm-ignores-auth-settings',
  {
    lane: 'shared',
    needs: ['data-dir'],
    async check({ guest, superuser, collection, server, claim, accepted, record }) {
      const at = await collection({
        type: 'auth',
        authRule: null,
        passwordAuth: { enabled: false },
      })
      const password = 'correct horse 1'
      const body = { email: 'a@example.com', password, passwordConfirm: password }
      const { id } = await record(at, body)
      const token = await forgeToken(server, {
        type: 'verification',
        collection: at.id,
        recordId: id,
      })
      claim('answers no token', await guest.post(`${at.path}/${confirm}`, { token }))
        .status(204)
        .empty()
      const seen = accepted(await superuser.get(`${at.records}/${id}`))
      claim('verifies', seen).json('/verified', true)
    },
  },
)

export const confirmAtOnce = conform('auth.verification.confirm-at-once', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, collection, user, claim }) {
    const auth = await collection({ type: 'auth' })
    const { id: recordId } = await user({}, auth)
    const token = await forgeToken(server, { type: 'verification', collection: auth.id, recordId })
    const answers = await atOnce(() => guest.post(`${auth.path}/${confirm}`, { token }))
    claim('all are accepted', answersOf(answers)).equals(['204'])
    const stored = await superuser.get(`${auth.records}/${recordId}`)
    claim('the record is verified', stored).json('/verified', true)
  },
})
