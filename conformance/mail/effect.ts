import { conform } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import type { CaseContext } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import { mailing } from '../auth/mailing.ts'
import type { ScriptedSmtp } from '../probes/scripted-smtp.ts'
import { scripted, sendTest } from './support.ts'

/** What counts as an answer that waited for nothing. */
const atOnceMs = 2_000

/** Log entries are written some seconds late. */
const logDeadlineMs = 8_000

/** Entries of the log with this message that came after `since`. */
const logged = ({ superuser }: CaseContext, message: string, since: string): Promise<Exchange> =>
  eventually(
    () =>
      superuser.get('/api/logs', {
        filter: `message = "${message}" && created >= "${since}"`,
        sort: '-created',
      }),
    (answer) => answer.at('/items/0') !== undefined,
    logDeadlineMs,
  )

/** The server's clock as it writes it, a little earlier, so that nothing is missed. */
const justNow = (): string => new Date(Date.now() - 1).toISOString().replace('T', ' ')

const allOver = ({ dialogues }: ScriptedSmtp, count: number): Promise<boolean> =>
  eventually(
    () => dialogues.filter(({ isOver }) => isOver).length >= count,
    (isOver) => isOver,
  )

const closedPort = async (context: CaseContext): Promise<void> => {
  const gone = await scripted(context)
  await gone.close()
}

const asyncCase = (operation: string, message: string) => async (context: CaseContext) => {
  const { claim } = context
  const { account, post } = await mailing(context)
  const silent = await scripted(context, { isSilent: true })
  const waiting = await post(operation, { email: (await account()).email })
  claim('does not wait for the mail', waiting.ms).atMost(atOnceMs)
  claim('answers nothing', waiting).status(204).empty()
  claim(
    'the mail was tried',
    await eventually(
      () => silent.dialogues.length,
      (count) => count === 1,
    ),
  ).equals(1)
  await closedPort(context)
  const since = justNow()
  const failing = await post(operation, { email: (await account()).email })
  claim('answers the same when it fails', failing).status(204).empty()
  const log = await logged(context, message, since)
  claim('logs the failure', log).status(200).json('/items/0/level', 8)
  claim('and why', log).json('/items/0/data/error', any.string)
}

export const verificationAsync = conform('mail.transport.verification-async', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  check: asyncCase('request-verification', 'Failed to send verification email'),
})

export const passwordResetAsync = conform('mail.transport.password-reset-async', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  check: asyncCase('request-password-reset', 'Failed to send password reset email'),
})

export const otpAsync = conform('mail.transport.otp-async', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, superuser } = context
    const otp = { enabled: true, duration: 180, length: 8 }
    const { account, post } = await mailing(context, { otp })
    await scripted(context, { isSilent: true })
    const waiting = await post('request-otp', { email: (await account()).email })
    claim('does not wait for the mail', waiting.ms).atMost(atOnceMs)
    claim('answers an id', waiting).status(200).body({ otpId: any.id })
    const kept = await superuser.get(`/api/collections/_otps/records/${waiting.text('/otpId')}`)
    claim('the record is there meanwhile', kept).status(200)
    await closedPort(context)
    const since = justNow()
    const failing = await post('request-otp', { email: (await account()).email })
    claim('answers the same when it fails', failing).status(200).body({ otpId: any.id })
    const otpId = failing.text('/otpId')
    const record = await eventually(
      () => superuser.get(`/api/collections/_otps/records/${otpId}`),
      ({ status }) => status === 404,
    )
    claim('takes the record back', record).status(404)
    const used = await post('auth-with-otp', { otpId, password: '12345678' })
    claim('the id is worth nothing', used).error(400, 'Invalid or expired OTP.')
    const log = await logged(context, 'Failed to send OTP email', since)
    claim('logs the failure', log).status(200).json('/items/0/level', 8)
  },
})

export const backgroundParallel = conform('mail.transport.background-parallel', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { account, post } = await mailing(context)
    const { dialogues } = await scripted(context, { isSilent: true })
    for (const name of ['first', 'second', 'third']) {
      const answer = await post('request-verification', { email: (await account()).email })
      claim(`the ${name} is answered`, answer).status(204)
      claim(`the ${name} does not wait`, answer.ms).atMost(atOnceMs)
    }
    await eventually(
      () => dialogues.length,
      (count) => count >= 3,
    )
    const open = dialogues.filter(({ isOver }) => !isOver)
    claim('three connections are open', open).length(3)
  },
})

export const resendThrottleOnFailure = conform('mail.transport.resend-throttle-on-failure', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, mailSink } = context
    const { account, post } = await mailing(context)
    const { email } = await account()
    const { email: control } = await account()
    const operations = ['request-verification', 'request-password-reset']
    const refusing = await scripted(context, { replies: { MAIL: '550 not today' } })
    for (const operation of operations) accepted(await post(operation, { email }))
    claim('both were tried', await allOver(refusing, 2)).equals(true)
    const sink = await mailSink()
    // Something that takes a while: the marker is set when the failed mail is over for the server, too.
    accepted(await sendTest(context))
    for (const operation of operations) accepted(await post(operation, { email }))
    accepted(await post('request-verification', { email: control }))
    await sink.waitFor(({ envelope }) => envelope.to.includes(control))
    await sink.waitFor(({ envelope }) => envelope.to.includes(email))
    const subjects = sink.messages
      .filter(({ envelope }) => envelope.to.includes(email))
      .map(({ subject }) => subject)
    claim('only the reset mail comes', subjects).equals(['Reset your Acme password'])
  },
})

/** What a server says in place of a reply, and when. */
const garbage: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'another protocol': { greeting: 'HTTP/1.1 400 Bad Request' },
  'bytes for a greeting': { greeting: '\0\u00ff\u00fe' },
  'nonsense for the sender': { MAIL: 'what?' },
  'nonsense for the message': { '.': 'what?' },
}

export const garbled = conform('mail.transport.garbage', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, superuser, user, accepted } = context
    const { auth, account, post } = await mailing(context, {
      otp: { enabled: true, duration: 180, length: 8 },
    })
    const { client, id } = await user({}, auth)
    const { email } = await account()
    const stored = () => superuser.get(`${auth.records}/${id}`)
    const before = accepted(await stored())
    for (const [what, replies] of Object.entries(garbage)) {
      await scripted(context, { replies })
      const tested = await sendTest(context)
      claim(`${what}: a test mail`, tested).status(400)
      claim(`${what}: at once`, tested.ms).atMost(atOnceMs)
      const changing = await client.post(`${auth.path}/request-email-change`, {
        newEmail: 'new@example.com',
      })
      claim(`${what}: an e-mail change`, changing).error(400, 'Failed to request email change.')
      const asked = await post('request-otp', { email })
      claim(`${what}: a code is answered`, asked).status(200)
      const gone = await eventually(
        () => superuser.get(`/api/collections/_otps/records/${asked.text('/otpId')}`),
        ({ status }) => status === 404,
      )
      claim(`${what}: and taken back`, gone).status(404)
    }
    claim('the record is as it was', await stored()).sameBodyAs(before)
    const refreshed = await client.post(`${auth.path}/auth-refresh`)
    claim('and signed in', refreshed).status(200)
  },
})

export const emailChangeSync = conform('mail.transport.email-change-sync', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, user } = context
    const { auth, sink } = await mailing(context)
    const { client, email } = await user({}, auth)
    const newEmail = `new-${email}`
    const send = () => client.post(`${auth.path}/request-email-change`, { newEmail })
    claim('is accepted', await send())
      .status(204)
      .empty()
    const receivers = sink.messages.map(({ envelope }) => envelope.to)
    claim('the mail is there with the answer', receivers).equals([[newEmail]])
    await closedPort(context)
    claim('a failure is told', await send()).error(400, 'Failed to request email change.')
  },
})

export const testEmailSync = conform('mail.transport.test-email-sync', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, mailSink } = context
    const sink = await mailSink()
    claim('is accepted', await sendTest(context, { template: 'otp' })).status(204)
    claim('the mail is there with the answer', sink.messages).length(1)
    await closedPort(context)
    claim('a failure is told', await sendTest(context, { template: 'otp' }))
      .status(400)
      .body({
        data: {},
        message: any.matching(/^Failed to send the test email\. Raw error: \n\S/),
        status: 400,
      })
  },
})

/** Seconds that a sign-in waits for its alert. */
const alertWaitMs = 15_000

export const authAlertWaits = conform('mail.transport.auth-alert-waits', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { claim, accepted, guest, superuser } = context
    const { account, auth, sink } = await mailing(context)
    const { email, password, id } = await account()
    const signIn = (agent: string) =>
      guest.withHeaders({ 'User-Agent': agent }).send('POST', `${auth.path}/auth-with-password`, {
        json: { identity: email, password },
        timeoutMs: 2 * alertWaitMs,
      })
    const origins = () =>
      superuser.get('/api/collections/_authOrigins/records', { filter: `recordRef='${id}'` })
    accepted(await signIn('first'))
    claim('the first sends nothing', sink.messages).length(0)
    accepted(await signIn('second'))
    claim('the alert is there with the answer', sink.messages).length(1)
    const since = justNow()
    await scripted(context, { isSilent: true })
    const slow = await signIn('third')
    claim('a silent mail server does not fail it', slow).status(200)
    claim('it waits', slow.ms).atLeast(alertWaitMs - 500)
    claim('but no longer', slow.ms).atMost(alertWaitMs + 3_000)
    claim('the origin is not recorded', await origins()).length('/items', 2)
    const message = '[recordAuthResponse] Failed to send login alert'
    const log = await logged(context, message, since)
    claim('logs the failure', log).status(200).json('/items/0/level', 4)
    const working = await context.mailSink()
    accepted(await signIn('third'))
    claim('the next one alerts again', working.messages).length(1)
  },
})

export const successNotLogged = conform('mail.transport.success-not-logged', {
  // Alone on its server: a mail of an earlier case may still fail and be logged.
  lane: 'private',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser, mailSink } = context
    const since = justNow()
    await mailSink()
    accepted(await sendTest(context))
    const entries = (filter: string) =>
      superuser.get('/api/logs', { filter: `created >= "${since}" && ${filter}` })
    const own = await eventually(
      () => entries(`data.url ~ "/test/email"`),
      (answer) => answer.at('/items/0') !== undefined,
      logDeadlineMs,
    )
    claim('the request is logged', own).length('/items', 1)
    claim('nothing else', await entries(`data.type != "request"`)).length('/items', 0)
  },
})
