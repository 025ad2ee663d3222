import { conform } from '../harness/case.ts'
import { blank, lengthBetween, notEmail, notUnique, validating } from '../harness/wording.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { forgeToken } from '../probes/data-dir.ts'
import { atOnce } from './support.ts'
import { accountPassword, badToken, foreignToken, mailing } from './mailing.ts'

const request = 'request-email-change'
const confirm = 'confirm-email-change'
const usersPath = '/api/collections/users'
const failed = 'Failed to confirm email change.'
const badPassword = {
  code: 'validation_invalid_password',
  message: 'Missing or invalid auth record password.',
}
const badPayload = {
  code: 'validation_invalid_token_payload',
  message: 'Invalid token payload - newEmail must be set.',
}
const unavailable = { code: 'validation_invalid_new_email', message: 'Invalid new email address.' }

const taken = (email: string) => ({
  code: 'validation_existing_token_email',
  message: `The new email address is already registered: ${email}.`,
})

export const requestSuccess = conform('auth.email-change.request-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, user } = context
    const { sink, auth, stored } = await mailing(context)
    const owner = await user({}, auth)
    const newEmail = `new-${owner.email}`
    const asked = await owner.client.post(`${auth.path}/${request}`, { newEmail })
    const { messages } = sink
    claim('answers nothing', asked).success(204)
    claim('the mail is there before the answer', messages).length(1)
    claim('goes to the new address only', messages[0]?.envelope.to).equals([newEmail])
    claim('has its subject', messages[0]?.subject).equals('Confirm your Acme new email address')
    claim('changes nothing yet', await stored(owner)).json('/email', owner.email)
    const again = await owner.client.post(`${auth.path}/${request}`, { newEmail })
    claim('a second call is accepted', again).status(204)
    claim('a second call sends a second mail', sink.messages).length(2)
  },
})

export const requestAuth = conform('auth.email-change.request-auth', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, refused, guest, superuser, user } = context
    const { auth } = await mailing(context)
    const owner = await user({}, auth)
    const other = await user()
    const path = `${auth.path}/${request}`
    const control = await owner.client.post(path, { newEmail: `new-${owner.email}` })
    const raw = { raw: '{', headers: { 'Content-Type': 'application/json' } }
    claim('guests', refused(control, await guest.send('POST', path, raw))).error(
      401,
      'The request requires valid record authorization token.',
    )
    const foreign = refused(control, await other.client.send('POST', path, raw))
    claim('records of another collection', foreign).error(
      403,
      'The request requires auth record from users collection.',
    )
    claim('superusers', refused(control, await superuser.send('POST', path, raw))).error(
      403,
      'The request requires auth record from _superusers collection.',
    )
  },
})

export const superusersChangeEmail = conform('auth.email-change.superusers', {
  lane: 'shared',
  async check({ guest, superuser, user, claim }) {
    const message = 'All superusers can change their emails directly.'
    const at = '/api/collections/_superusers'
    const { client } = await user()
    claim('request', await superuser.post(`${at}/${request}`, {})).error(400, message)
    claim('confirm', await guest.post(`${at}/${confirm}`, {})).error(400, message)
    claim('a guest is told first to sign in', await guest.post(`${at}/${request}`, {})).status(401)
    claim(
      'a user is told first of the collection',
      await client.post(`${at}/${request}`, {}),
    ).error(403, 'The request requires auth record from users collection.')
  },
})

export const requestValidation = conform('auth.email-change.request-validation', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, refused, accepted, superuser, user } = context
    const { auth, account } = await mailing(context)
    const owner = await user({}, auth)
    const other = await account()
    const send = (newEmail?: string) => owner.client.post(`${auth.path}/${request}`, { newEmail })
    const control = await send(`new-${owner.email}`)
    const judge = async (name: string, newEmail: string | undefined, issue: object) =>
      claim(name, refused(control, await send(newEmail))).error(400, validating, {
        newEmail: issue,
      })
    await judge('is required', undefined, blank)
    await judge('must be an address', 'invalid', notEmail)
    await judge('has at most 255 bytes', `${'a'.repeat(288)}@example.com`, lengthBetween(1, 255))
    const same = { code: 'validation_not_in_invalid', message: 'Must not be in list.' }
    await judge('is not the present one', owner.email, same)
    await judge("is not another record's", other.email, unavailable)
    claim('letter case makes another', await send(other.email.toUpperCase())).status(204)
    claim('of its own, too', await send(owner.email.toUpperCase())).status(204)
    const seen = accepted(await superuser.get(auth.path))
    const indexes = seen
      .list<string>('/indexes')
      .map((sql) => sql.replace(/\(`email`\)/, '(`email` COLLATE NOCASE)'))
    accepted(await superuser.patch(auth.path, { indexes }))
    await judge('without case when the index says so', other.email.toUpperCase(), unavailable)
    claim('the record itself does not count', await send(owner.email.toUpperCase())).status(204)
  },
})

export const requestMailFailure = conform('auth.email-change.request-mail-failure', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, refused, user } = context
    const { auth, sink } = await mailing(context)
    const { client, email } = await user({}, auth)
    const send = () => client.post(`${auth.path}/${request}`, { newEmail: `new-${email}` })
    const control = await send()
    await sink.close()
    claim('is told', refused(control, await send())).error(400, 'Failed to request email change.')
  },
})

const openEmail = {
  name: 'email',
  type: 'email',
  system: true,
  required: false,
}

export const noPreviousEmail = conform('auth.email-change.no-previous-email', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, superuser, guest, accepted, unique } = context
    const name = unique('n')
    const { auth, account, nextToken, post, stored } = await mailing(context, {
      fields: [openEmail, { name: 'username', type: 'text', required: true }],
      indexes: [`CREATE UNIQUE INDEX \`${name}\` ON \`c\` (\`username\`)`],
      passwordAuth: { enabled: true, identityFields: ['username'] },
    })
    const user = await account({ email: '', username: name })
    const identity = { identity: name, password: user.password }
    const token = accepted(await post('auth-with-password', identity)).text('/token')
    const newEmail = `${name}@example.com`
    const asked = await guest.withToken(token).post(`${auth.path}/${request}`, { newEmail })
    claim('may ask', asked).status(204)
    const mailed = await nextToken(newEmail)
    const [, payload = ''] = mailed.split('.')
    claim('the claim is empty', JSON.parse(Buffer.from(payload, 'base64url').toString())).equals({
      collectionId: auth.id,
      email: '',
      exp: Number(/"exp":(\d+)/.exec(Buffer.from(payload, 'base64url').toString())?.[1]),
      id: user.id,
      newEmail,
      type: 'emailChange',
    })
    const confirmed = await post(confirm, { token: mailed, password: user.password })
    claim('is accepted', confirmed).status(204)
    claim('sets the address', await stored(user)).json('/email', newEmail)
    claim('verifies', await superuser.get(`${auth.records}/${user.id}`)).json('/verified', true)
  },
})

export const confirmSuccess = conform('auth.email-change.confirm-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, user } = context
    const { auth, nextToken, post, stored, signIn } = await mailing(context)
    const owner = await user({}, auth)
    const newEmail = `new-${owner.email}`
    accepted(await owner.client.post(`${auth.path}/${request}`, { newEmail }))
    const token = await nextToken(newEmail)
    const body = { token, password: owner.password }
    claim('answers nothing', await post(confirm, body)).success(204)
    claim('sets the address', await stored(owner)).json('/email', newEmail)
    claim('verifies', await stored(owner)).json('/verified', true)
    const refreshed = await owner.client.post(`${auth.path}/auth-refresh`)
    claim('old tokens are void', refreshed).status(401)
    const again = await signIn({ email: newEmail }, owner.password)
    claim('the password stays', again).status(200)
    claim('the token is used up', await post(confirm, body)).status(400)
  },
})

export const confirmValidation = conform('auth.email-change.confirm-validation', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, refused }) {
    const { id, email, password } = await user()
    const claims = { newEmail: `new-${email}` }
    const target = { type: 'emailChange', collection: 'users', recordId: id, claims } as const
    const send = (body: object) => guest.post(`${usersPath}/${confirm}`, { ...body })
    const token = await forgeToken(server, target)
    const expired = await forgeToken(server, { ...target, lifetimeSeconds: -1 })
    const empty = await send({})
    const old = await send({ token: expired, password })
    const long = await send({ token, password: 'x'.repeat(101) })
    const control = await send({ token, password })
    claim('needs both', refused(control, empty)).error(400, validating, {
      token: blank,
      password: blank,
    })
    claim('an unusable token fails the password, too', refused(control, old)).error(
      400,
      validating,
      { token: badToken, password: badPassword },
    )
    claim('at most 100 bytes', refused(control, long)).error(400, validating, {
      password: lengthBetween(1, 100),
    })
  },
})

export const confirmWrongPassword = conform('auth.email-change.confirm-wrong-password', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, refused }) {
    const { id, email, password } = await user()
    const claims = { newEmail: `new-${email}` }
    const token = await forgeToken(server, {
      type: 'emailChange',
      collection: 'users',
      recordId: id,
      claims,
    })
    const send = (text: string) => guest.post(`${usersPath}/${confirm}`, { token, password: text })
    const wrong = await send(`${password}x`)
    claim('has its own error', refused(await send(password), wrong)).error(400, validating, {
      password: badPassword,
    })
  },
})

export const confirmPayload = conform('auth.email-change.confirm-payload', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, refused }) {
    const { id, email, password, token: authToken } = await user()
    const target = { type: 'emailChange', collection: 'users', recordId: id } as const
    const send = (token: string) => guest.post(`${usersPath}/${confirm}`, { token, password })
    const tokens = {
      'no token at all': 'abc',
      'an auth token': authToken,
      'a token without the claim': await forgeToken(server, target),
      'a number for it': await forgeToken(server, { ...target, claims: { newEmail: 1 } }),
      'a list for it': await forgeToken(server, {
        ...target,
        claims: { newEmail: [`new-${email}`] },
      }),
      'an expired one without it': await forgeToken(server, { ...target, lifetimeSeconds: -1 }),
    }
    const answers = new Map<string, Awaited<ReturnType<typeof send>>>()
    for (const [what, token] of Object.entries(tokens)) answers.set(what, await send(token))
    const claims = { newEmail: `new-${email}` }
    const control = await send(await forgeToken(server, { ...target, claims }))
    for (const [what, answer] of answers) {
      claim(what, refused(control, answer)).error(400, validating, {
        token: badPayload,
        password: badPassword,
      })
    }
  },
})

export const confirmTaken = conform('auth.email-change.confirm-taken', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, server, claim, accepted }) {
    const { id, email, password } = await user()
    const newEmail = `new-${email}`
    const target = { type: 'emailChange', collection: 'users', recordId: id } as const
    const send = (token: string) => guest.post(`${usersPath}/${confirm}`, { token, password })
    const issues = (address: string) => ({ token: taken(address), password: badPassword })
    const token = await forgeToken(server, { ...target, claims: { newEmail } })
    accepted(await send(token))
    claim('by itself', await send(token)).error(400, validating, issues(newEmail))
    const other = await user()
    const claims = { newEmail: other.email }
    const good = await forgeToken(server, { ...target, claims })
    claim('by another record', await send(good)).error(400, validating, issues(other.email))
    const expired = await forgeToken(server, { ...target, claims, lifetimeSeconds: -1 })
    claim('before it is verified', await send(expired)).error(400, validating, issues(other.email))
  },
})

export const confirmInvalidToken = conform('auth.email-change.confirm-invalid-token', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, user, server, claim, accepted, refused }) {
    const { id, email, password } = await user()
    const claims = { newEmail: `new-${email}` }
    const target = { type: 'emailChange', collection: 'users', recordId: id, claims } as const
    const send = (token: string) => guest.post(`${usersPath}/${confirm}`, { token, password })
    const voided = await forgeToken(server, target)
    const expired = await send(await forgeToken(server, { ...target, lifetimeSeconds: -1 }))
    const forged = await send(await forgeToken(server, { ...target, key: 'k'.repeat(100) }))
    const change = { password, passwordConfirm: password }
    accepted(await superuser.patch(`${usersPath}/records/${id}`, change))
    const old = await send(voided)
    const control = await send(await forgeToken(server, target))
    const answers = { 'an expired one': expired, 'a badly signed one': forged, 'a voided one': old }
    for (const [what, answer] of Object.entries(answers)) {
      claim(what, refused(control, answer)).error(400, validating, {
        token: badToken,
        password: badPassword,
      })
    }
  },
})

export const confirmOtherCollection = conform('auth.email-change.confirm-other-collection', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, user, collection, server, claim, refused }) {
    const { id, email, password } = await user()
    const other = await collection({ type: 'auth' })
    const claims = { newEmail: `new-${email}` }
    const target = { type: 'emailChange', collection: 'users', recordId: id, claims } as const
    const token = await forgeToken(server, target)
    const away = await guest.post(`${other.path}/${confirm}`, { token, password })
    const home = await guest.post(`${usersPath}/${confirm}`, { token, password })
    claim('names the mismatch', refused(home, away)).error(400, validating, {
      token: foreignToken,
      password: badPassword,
    })
  },
})

export const confirmSaveFailure = conform('auth.email-change.confirm-save-failure', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, collection, record, unique, server, claim, refused }) {
    const password = accountPassword
    const values = (email: string) => ({ email, password, passwordConfirm: password })
    const send = async (at: CollectionHandle, recordId: string, newEmail: string) => {
      const target = { type: 'emailChange', collection: at.id, recordId } as const
      const token = await forgeToken(server, { ...target, claims: { newEmail } })
      return guest.post(`${at.path}/${confirm}`, { token, password })
    }
    const email = { ...openEmail, required: true, onlyDomains: ['example.com'] }
    const barring = await collection({ type: 'auth', fields: [email] })
    const { id } = await record(barring, values('a@example.com'))
    const barred = await send(barring, id, 'a@other.org')
    const changed = await send(barring, id, 'b@example.com')
    claim('tells the field', refused(changed, barred)).error(400, failed, {
      email: {
        code: 'validation_email_domain_not_allowed',
        message: 'Email domain is not allowed.',
      },
    })
    // Whoever confirms an address is verified, which one record alone may be here.
    const name = unique('c_')
    const indexes = [`CREATE UNIQUE INDEX idx_${name} ON ${name} (verified) WHERE verified = 1`]
    const single = await collection({ name, type: 'auth', indexes })
    const [first, second] = [
      await record(single, values('a@example.com')),
      await record(single, values('b@example.com')),
    ]
    const verified = await send(single, first.id, 'c@example.com')
    const taken = await send(single, second.id, 'd@example.com')
    claim('tells what is not unique', refused(verified, taken)).error(400, failed, {
      verified: notUnique,
    })
  },
})

export const confirmAtOnce = conform('auth.email-change.confirm-at-once', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, server, collection, user, unique, claim }) {
    const auth = await collection({ type: 'auth' })
    const newEmail = `${unique('n')}@example.com`
    const members = [await user({}, auth), await user({}, auth), await user({}, auth)]
    const bodies = await Promise.all(
      members.map(async ({ id: recordId, password }) => {
        const request = { type: 'emailChange', collection: auth.id, recordId } as const
        return { token: await forgeToken(server, { ...request, claims: { newEmail } }), password }
      }),
    )
    const answers = await atOnce(
      (index) => guest.post(`${auth.path}/${confirm}`, bodies[index]),
      members.length,
    )
    claim('one gets it', answers.map(({ status }) => status).toSorted()).equals([204, 400, 400])
    for (const [index, { id, email }] of members.entries()) {
      const has = answers[index]?.status === 204
      claim(
        `${has ? 'who got it' : 'who did not'}: ${index}`,
        await superuser.get(`${auth.records}/${id}`),
      )
        .json('/email', has ? newEmail : email)
        .json('/verified', has)
    }
  },
})
