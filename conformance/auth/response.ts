import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { forgeToken } from '../probes/data-dir.ts'
import {
  account,
  authFailed,
  mfaOn,
  otpOn,
  rowsOf,
  ruleFailed,
  seedOtp,
  signIn,
  withOtp,
} from './support.ts'

const refresh = '/api/collections/users/auth-refresh'

export const shape = conform('auth.response.shape', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    claim('is record and token', await client.post(refresh))
      .status(200)
      .keys('', ['record', 'token'])
  },
})

export const recordShape = conform('auth.response.record-shape', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client, email, id } = await user()
    const whole = {
      avatar: '',
      collectionId: '_pb_users_auth_',
      collectionName: 'users',
      created: any.date,
      email,
      emailVisibility: false,
      id,
      name: '',
      updated: any.date,
      verified: false,
    }
    claim('is the whole visible record', await client.post(refresh))
      .json('/record', whole)
      .keys('/record', Object.keys(whole))
  },
})

export const ownEmail = conform('auth.response.own-email', {
  lane: 'shared',
  async check({ guest, superuser, user, claim }) {
    const { client, email, password, id } = await user({ emailVisibility: false })
    const users = '/api/collections/users'
    const signedIn = await guest.post(`${users}/auth-with-password`, { identity: email, password })
    claim('at sign-in', signedIn).json('/record/email', email)
    claim('at refresh', await client.post(refresh)).json('/record/email', email)
    const impersonated = await superuser.post(`${users}/impersonate/${id}`)
    claim('at impersonation', impersonated).json('/record/email', email)
  },
})

const secretField = { name: 'secret', type: 'text', hidden: true }

export const hiddenFields = conform('auth.response.hidden-fields', {
  lane: 'private',
  async check(context) {
    const { guest, superuser, server, collection, changeFields, claim, accepted } = context
    const auth = await collection({ type: 'auth', fields: [secretField], ...otpOn })
    const member = await account(context, auth, { secret: 'x' })
    const stored = await superuser.get(`${auth.records}/${member.id}`)
    claim('it is there', stored).json('/secret', 'x')
    const signedIn = accepted(await signIn(guest, auth, member))
    const client = guest.withToken(signedIn.text('/token'))
    const answers = {
      'at sign-in': signedIn,
      'at refresh': await client.post(`${auth.path}/auth-refresh`),
      'when a superuser signs in for it': await signIn(superuser, auth, member),
      'when a superuser impersonates': await superuser.post(
        `${auth.path}/impersonate/${member.id}`,
      ),
      'with a code': await withOtp(guest, auth, await seedOtp(context, auth, member)),
    }
    for (const [when, answer] of Object.entries(answers)) {
      claim(when, answer).status(200).json('/record/id', member.id).absent('/record/secret')
    }
    const path = '/api/collections/_superusers'
    await changeFields({ path }, (fields) => [...fields, secretField])
    const root = await signIn(guest, { path }, server.superuser)
    claim('a superuser sees its own', root).status(200).json('/record/secret', '')
  },
})

export const expand = conform('auth.response.expand', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, user, claim }) {
    const open = await collection({ viewRule: '@request.auth.verified = false' })
    const closed = await collection({ viewRule: null })
    const none = await collection({ viewRule: "id = 'none'" })
    const relation = (name: string, collectionId: string) => ({
      name,
      type: 'relation',
      collectionId,
      maxSelect: 1,
    })
    const auth = await collection({
      type: 'auth',
      fields: [relation('open', open.id), relation('closed', closed.id), relation('none', none.id)],
    })
    const values = {
      open: (await record(open)).id,
      closed: (await record(closed)).id,
      none: (await record(none)).id,
    }
    const { client, id, email, password } = await user(values, auth)
    const path = `${auth.path}/auth-refresh`
    const by = (expand: string) => client.send('POST', path, { query: { expand } })
    claim('follows what the record may see', await by('open,missing'))
      .status(200)
      .keys('/record/expand', ['open'])
      .json('/record/expand/open/id', values.open)
    claim('an unknown name adds nothing', await by('missing')).absent('/record/expand')
    claim('a closed collection adds nothing', await by('closed')).absent('/record/expand')
    claim('nothing visible is an empty object', await by('none')).json('/record/expand', {})
    const signedIn = await guest.send('POST', `${auth.path}/auth-with-password`, {
      query: { expand: 'open' },
      json: { identity: email, password },
    })
    claim('at sign-in, too', signedIn).json('/record/expand/open/id', values.open)
    const impersonated = await superuser.send('POST', `${auth.path}/impersonate/${id}`, {
      query: { expand: 'closed,open' },
    })
    claim('the requester does not matter', impersonated)
      .status(200)
      .keys('/record/expand', ['open'])
  },
})

export const fields = conform('auth.response.fields', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { email, password, id } = await user()
    const path = '/api/collections/users/auth-with-password'
    const query = { fields: 'token,record.id' }
    const by = (secret: string) =>
      guest.send('POST', path, { query, json: { identity: email, password: secret } })
    claim('picks from the whole answer', await by(password))
      .status(200)
      .body({ record: { id }, token: any.token })
    claim('leaves a refusal whole', await by('wrong')).error(400, authFailed)
  },
})

export const ruleEmpty = conform('auth.response.rule-empty', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth' })
    for (const verified of [false, true]) {
      const member = await account(context, auth, { verified })
      claim(verified ? 'verified' : 'unverified', await signIn(guest, auth, member))
        .status(200)
        .json('/record/verified', verified)
    }
  },
})

export const ruleMismatch = conform('auth.response.rule-mismatch', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, user, claim, accepted, refused } = context
    const auth = await collection({ type: 'auth', authRule: 'verified = true', ...otpOn })
    const good = await user({ verified: true }, auth)
    const bad = await account(context, auth)
    const control = await signIn(guest, auth, good)
    const answer = await signIn(guest, auth, bad)
    claim('by password', refused(control, answer)).error(403, ruleFailed)
    const wrong = await signIn(guest, auth, { ...bad, password: 'wrong' })
    claim('a wrong password is told first', wrong).error(400, authFailed)
    const right = await withOtp(guest, auth, await seedOtp(context, auth, good))
    const code = await withOtp(guest, auth, await seedOtp(context, auth, bad))
    claim('by code', refused(right, code)).error(403, ruleFailed)
    const path = `${auth.path}/auth-refresh`
    const before = await good.client.post(path)
    accepted(await superuser.patch(`${auth.records}/${good.id}`, { verified: false }))
    claim('at refresh', refused(before, await good.client.post(path))).error(403, ruleFailed)
  },
})

export const ruleNull = conform('auth.response.rule-null', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, user, claim, accepted, refused } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const { client, ...member } = await user({ verified: true }, auth)
    const control = await signIn(guest, auth, member)
    const refreshed = await client.post(`${auth.path}/auth-refresh`)
    accepted(await superuser.patch(auth.path, { authRule: null }))
    claim('by password', refused(control, await signIn(guest, auth, member))).error(403, ruleFailed)
    const code = await withOtp(guest, auth, await seedOtp(context, auth, member))
    claim('by code', code).error(403, ruleFailed)
    const again = await client.post(`${auth.path}/auth-refresh`)
    claim('at refresh', refused(refreshed, again)).error(403, ruleFailed)
  },
})

export const superuserBypass = conform('auth.response.rule-superuser-bypass', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim } = context
    for (const authRule of [null, "id = 'none'"]) {
      const auth = await collection({ type: 'auth', authRule })
      const member = await account(context, auth)
      const what = authRule === null ? 'null' : 'a rule'
      claim(`${what} binds others`, await signIn(guest, auth, member)).error(403, ruleFailed)
      claim(`${what} does not bind a superuser's sign-in`, await signIn(superuser, auth, member))
        .status(200)
        .json('/token', any.token)
      const path = `${auth.path}/impersonate/${member.id}`
      claim(`${what} does not bind impersonation`, await superuser.post(path)).status(200)
    }
  },
})

export const ruleContext = conform('auth.response.rule-context', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, server, collection, claim } = context
    const contexts = { password: 'password', otp: 'otp', refresh: 'default' }
    for (const [by, name] of Object.entries(contexts)) {
      const authRule = `@request.context = '${name}'`
      const auth = await collection({ type: 'auth', authRule, ...otpOn })
      const member = await account(context, auth)
      const request = { type: 'auth', collection: auth.id, recordId: member.id } as const
      const client = guest.withToken(await forgeToken(server, request))
      const answers = {
        password: await signIn(guest, auth, member),
        otp: await withOtp(guest, auth, await seedOtp(context, auth, member)),
        refresh: await client.post(`${auth.path}/auth-refresh`),
      }
      for (const [at, answer] of Object.entries(answers)) {
        const isThere = at === by
        const made = claim(`${at} ${isThere ? 'is' : 'is not'} ${name}`, answer)
        if (isThere) made.status(200)
        else made.error(403, ruleFailed)
      }
    }
    const self = await collection({ type: 'auth', authRule: '@request.auth.id = id' })
    const member = await account(context, self)
    claim('a guest is nobody', await signIn(guest, self, member)).error(403, ruleFailed)
    const request = { type: 'auth', collection: self.id, recordId: member.id } as const
    const client = guest.withToken(await forgeToken(server, request))
    claim('the requester is @request.auth', await signIn(client, self, member)).status(200)
    const sent = await collection({
      type: 'auth',
      authRule:
        "@request.body.pass = 'x' && @request.query.pass = 'y' && @request.headers.x_pass = 'z'",
    })
    const one = await account(context, sent)
    const by = (pass: string) =>
      guest.send('POST', `${sent.path}/auth-with-password`, {
        query: { pass: 'y' },
        headers: { 'X-Pass': 'z' },
        json: { identity: one.email, password: one.password, pass },
      })
    claim('reads body, query and headers', await by('x')).status(200)
    claim('of this request', await by('y')).error(403, ruleFailed)
  },
})

export const ruleBeforeMfa = conform('auth.response.rule-before-mfa', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth', authRule: 'verified = true', ...mfaOn })
    const good = await account(context, auth, { verified: true })
    const bad = await account(context, auth)
    claim('others are asked', await signIn(guest, auth, good)).status(401)
    claim('they have a session', await rowsOf(context, '_mfas', good)).length('/items', 1)
    claim('is refused', await signIn(guest, auth, bad)).error(403, ruleFailed)
    claim('has no session', await rowsOf(context, '_mfas', bad))
      .status(200)
      .length('/items', 0)
  },
})

export const alreadyAuthenticated = conform('auth.response.already-authenticated', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, user, claim } = context
    const { client } = await user()
    const auth = await collection({ type: 'auth' })
    const member = await user({}, auth)
    const by = { 'of another collection': client, 'of a superuser': superuser, own: member.client }
    for (const [token, each] of Object.entries(by)) {
      claim(`a token ${token}`, await signIn(each, auth, member))
        .status(200)
        .json('/record/id', member.id)
    }
  },
})
