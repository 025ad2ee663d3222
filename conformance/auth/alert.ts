import { createHash } from 'node:crypto'
import { type CaseContext, conform } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'
import { scripted } from '../mail/support.ts'
import { type Account, type Mailing, mailing } from './mailing.ts'

const originsPath = '/api/collections/_authOrigins/records'

interface Alerts extends Mailing {
  /** With this User-Agent; an empty one is the same as none. */
  signInFrom(account: Account, agent: string): Promise<Exchange>
  /** Oldest first. */
  origins(account: Pick<Account, 'id'>): Promise<Exchange>
}

const alerting = async (context: CaseContext, schema = {}): Promise<Alerts> => {
  const { guest, superuser } = context
  const world = await mailing(context, schema)
  return {
    ...world,
    signInFrom: ({ email, password }, agent) =>
      guest
        .withHeaders({ 'User-Agent': agent })
        .post(`${world.auth.path}/auth-with-password`, { identity: email, password }),
    origins: ({ id }) =>
      superuser.get(originsPath, { filter: `recordRef='${id}'`, sort: 'created,@rowid' }),
  }
}

export const firstLogin = conform('auth.alert.first-login', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { account, signInFrom, origins, sink, auth } = await alerting(context)
    const user = await account()
    context.claim('signs in', await signInFrom(user, 'a')).status(200)
    const recorded = await origins(user)
    context.claim('creates one origin', recorded).length('/items', 1)
    context.claim('of this collection', recorded).json('/items/0/collectionRef', auth.id)
    context.claim('sends nothing', sink.messages).length(0)
  },
})

export const newLocation = conform('auth.alert.new-location', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { account, signInFrom, origins, sink } = await alerting(context)
    const user = await account()
    context.accepted(await signInFrom(user, 'a'))
    context.claim('signs in', await signInFrom(user, 'b')).status(200)
    const { messages } = sink
    context.claim('one mail is there with the answer', messages).length(1)
    context.claim('goes to the record', messages[0]?.envelope.to).equals([user.email])
    context.claim('is the alert', messages[0]?.subject).equals('Login from a new location')
    context.claim('stores the origin', await origins(user)).length('/items', 2)
  },
})

export const knownLocation = conform('auth.alert.known-location', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const { account, signInFrom, origins, sink } = await alerting(context)
    const user = await account()
    accepted(await signInFrom(user, 'a'))
    const first = accepted(await origins(user))
    await Bun.sleep(5)
    claim('signs in', await signInFrom(user, 'a')).status(200)
    const second = await origins(user)
    claim('sends nothing', sink.messages).length(0)
    claim('keeps one origin', second).length('/items', 1)
    claim('created stays', second).json('/items/0/created', first.at('/items/0/created'))
    claim('updated is new', second.at('/items/0/updated')).differs(first.at('/items/0/updated'))
  },
})

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

export const fingerprint = conform('auth.alert.fingerprint', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, maker, defer } = context
    const { account, signInFrom, origins, auth } = await alerting(context)
    const printOf = async (agent: string) => {
      const user = await account()
      accepted(await signInFrom(user, agent))
      return (await origins(user)).at('/items/0/fingerprint')
    }
    claim('address and agent', await printOf('probe/1.0')).equals(
      'bc1341fd3de6272c8d62ca820740ad62',
    )
    claim('no agent', await printOf('')).equals('f528764d624db129b32c21fbca0cb8d6')
    const whole = 'x'.repeat(200)
    claim('200 bytes count', await printOf(whole)).equals(md5(`127.0.0.1${whole}`))
    claim('longer ones are cut', await printOf(`${whole}y`)).equals(md5(`127.0.0.1${whole}...`))
    const settings = '/api/settings'
    const trusted = { headers: ['X-Client'], useLeftmostIP: false }
    accepted(await maker.patch(settings, { trustedProxy: trusted }))
    defer(() => maker.patch(settings, { trustedProxy: { headers: [], useLeftmostIP: false } }))
    const behind = async (address: string) => {
      const user = await account()
      const body = { identity: user.email, password: user.password }
      const headers = { 'X-Client': address, 'User-Agent': '' }
      const client = context.guest.withHeaders(headers)
      accepted(await client.post(`${auth.path}/auth-with-password`, body))
      return (await origins(user)).at('/items/0/fingerprint')
    }
    claim('the address behind a proxy', await behind('192.0.2.1')).equals(md5('192.0.2.1'))
    const full = '2001:0db8:0000:0000:0000:0000:0000:0001'
    claim('IPv6 in full', await behind('2001:db8::1')).equals(md5(full))
  },
})

export const maxOrigins = conform('auth.alert.max-origins', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const { account, signInFrom, origins } = await alerting(context)
    const user = await account()
    for (const agent of ['1', '2', '3', '4', '5', '1']) accepted(await signInFrom(user, agent))
    claim('five are kept', await origins(user)).length('/items', 5)
    accepted(await signInFrom(user, '6'))
    const left = (await origins(user)).list<{ readonly fingerprint: string }>('/items')
    claim(
      'the oldest by creation is gone',
      left.map((origin) => origin.fingerprint),
    ).equals(['2', '3', '4', '5', '6'].map((agent) => md5(`127.0.0.1${agent}`)))
  },
})

export const methods = conform('auth.alert.methods', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, guest, superuser } = context
    const otp = { enabled: true, duration: 180, length: 8 }
    const { account, signInFrom, origins, auth, post } = await alerting(context, { otp })
    const user = await account()
    const impersonated = await superuser.post(`${auth.path}/impersonate/${user.id}`, {})
    claim('impersonation is accepted', impersonated).status(200)
    claim('impersonation is not tracked', await origins(user)).length('/items', 0)
    const signedIn = accepted(await signInFrom(user, 'a'))
    claim('a password is', await origins(user)).length('/items', 1)
    const client = guest.withToken(signedIn.text('/token')).withHeaders({ 'User-Agent': 'b' })
    claim('refresh is accepted', await client.post(`${auth.path}/auth-refresh`)).status(200)
    claim('refresh is not tracked', await origins(user)).length('/items', 1)
    const oneTime = async (body: object = {}) => {
      const row = { collectionRef: auth.id, recordRef: user.id, password: '12345678' }
      const made = accepted(await superuser.post('/api/collections/_otps/records', row))
      const code = { otpId: made.text('/id'), password: '12345678', ...body }
      return guest.withHeaders({ 'User-Agent': 'c' }).post(`${auth.path}/auth-with-otp`, code)
    }
    claim('a one-time password is accepted', await oneTime()).status(200)
    claim('a one-time password is tracked', await origins(user)).length('/items', 2)
    accepted(await superuser.patch(auth.path, { mfa: { enabled: true, duration: 60, rule: '' } }))
    const other = await account()
    const first = await post('auth-with-password', {
      identity: other.email,
      password: other.password,
    })
    claim('a first factor is not the end', first).status(401)
    claim('a first factor is not tracked', await origins(other)).length('/items', 0)
    const row = { collectionRef: auth.id, recordRef: other.id, password: '12345678' }
    const made = accepted(await superuser.post('/api/collections/_otps/records', row))
    const second = { otpId: made.text('/id'), password: '12345678', mfaId: first.text('/mfaId') }
    claim('a second factor is accepted', await post('auth-with-otp', second)).status(200)
    claim('a second factor is tracked', await origins(other)).length('/items', 1)
  },
})

export const disabled = conform('auth.alert.disabled', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser } = context
    const { account, signInFrom, origins, sink, auth } = await alerting(context)
    const user = await account()
    accepted(await superuser.patch(auth.path, { authAlert: { enabled: false } }))
    claim('signs in', await signInFrom(user, 'a')).status(200)
    claim('signs in elsewhere', await signInFrom(user, 'b')).status(200)
    claim('stores nothing', await origins(user)).length('/items', 0)
    claim('sends nothing', sink.messages).length(0)
    accepted(await superuser.patch(auth.path, { authAlert: { enabled: true } }))
    accepted(await signInFrom(user, 'a'))
    claim('stores when it is on', await origins(user)).length('/items', 1)
  },
})

export const noEmail = conform('auth.alert.no-email', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, guest, unique } = context
    const username = unique('n')
    const { account, origins, sink, auth } = await alerting(context, {
      fields: [
        { name: 'email', type: 'email', system: true, required: false },
        { name: 'username', type: 'text', required: true },
      ],
      indexes: [`CREATE UNIQUE INDEX \`${username}\` ON \`c\` (\`username\`)`],
      passwordAuth: { enabled: true, identityFields: ['username'] },
    })
    const user = await account({ email: '', username })
    const body = { identity: username, password: user.password }
    for (const agent of ['a', 'b']) {
      const client = guest.withHeaders({ 'User-Agent': agent })
      accepted(await client.post(`${auth.path}/auth-with-password`, body))
    }
    claim('stores the origins', await origins(user)).length('/items', 2)
    claim('sends nothing', sink.messages).length(0)
  },
})

export const mailFailure = conform('auth.alert.mail-failure', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, mailSink } = context
    const { account, signInFrom, origins } = await alerting(context)
    const user = await account()
    for (const agent of ['1', '2', '3', '4', '5']) accepted(await signInFrom(user, agent))
    const before = accepted(await origins(user))
    const gone = await scripted(context)
    await gone.close()
    claim('signs in', await signInFrom(user, '6')).status(200)
    claim('stores nothing, evicts nothing', await origins(user)).sameBodyAs(before)
    const sink = await mailSink()
    accepted(await signInFrom(user, '6'))
    claim('the next one tries again', sink.messages).length(1)
    claim('and is stored', (await origins(user)).at('/items/4/fingerprint')).equals(
      md5('127.0.0.16'),
    )
  },
})

export const passwordChangeResets = conform('auth.alert.password-change-resets', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser } = context
    const { account, signInFrom, origins, sink, auth } = await alerting(context)
    const user = await account()
    for (const agent of ['a', 'b']) accepted(await signInFrom(user, agent))
    claim('two before', await origins(user)).length('/items', 2)
    const password = 'another horse 2'
    const change = { password, passwordConfirm: password }
    accepted(await superuser.patch(`${auth.records}/${user.id}`, change))
    claim('none after', await origins(user)).length('/items', 0)
    const mails = sink.messages.length
    accepted(await signInFrom({ ...user, password }, 'c'))
    claim('the next is a first one', sink.messages).length(mails)
    claim('and stored', await origins(user)).length('/items', 1)
  },
})

export const superusersAlert = conform('auth.alert.superusers', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser, guest, mailSink, unique, defer } = context
    const sink = await mailSink()
    const at = '/api/collections/_superusers'
    const email = `${unique('root')}@example.com`
    const password = 'correct horse 1'
    const body = { email, password, passwordConfirm: password }
    const id = accepted(await superuser.post(`${at}/records`, body)).text('/id')
    defer(() => superuser.delete(`${at}/records/${id}`))
    for (const agent of ['a', 'b']) {
      const client = guest.withHeaders({ 'User-Agent': agent })
      accepted(await client.post(`${at}/auth-with-password`, { identity: email, password }))
    }
    claim(
      'one alert',
      sink.messages.map(({ envelope }) => envelope.to),
    ).equals([[email]])
    const origins = await superuser.get(originsPath, { filter: `recordRef='${id}'` })
    claim('two origins', origins).length('/items', 2)
    claim('of superusers', origins).json('/items/0/collectionRef', 'pbc_3142635823')
  },
})
