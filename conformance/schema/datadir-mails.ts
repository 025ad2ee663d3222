import { type CaseContext, conform } from '../harness/case.ts'
import { Client } from '../harness/client.ts'
import { createClients } from '../harness/clients.ts'
import type { RunningServer } from '../harness/target.ts'
import { tokenIn } from '../auth/mailing.ts'
import { startSmtpSink } from '../probes/smtp-sink.ts'
import { resolveTarget } from '../targets/resolve.ts'

const users = '/api/collections/users'
const password = 'correct horse 1'
const next = { password: 'another horse 2', passwordConfirm: 'another horse 2' }

/** What one server mailed, to be used on another. */
interface Mailed {
  readonly verification: string
  readonly reset: string
  readonly change: string
  readonly otp: { readonly otpId: string; readonly password: string }
}

const address = (name: string): string => `${name}@example.com`

/** One record for each flow, and what the server mailed to it. */
const mailAll = async ({ superuser, guest, accepted, defer }: CaseContext): Promise<Mailed> => {
  const sink = await startSmtpSink()
  defer(() => sink.close())
  // Not put back: the server is the case's own, and stopped before it ends.
  const smtp = { enabled: true, host: '127.0.0.1', port: sink.port, tls: false }
  accepted(await superuser.patch('/api/settings', { smtp }))
  const otp = { enabled: true, duration: 600, length: 8 }
  accepted(await superuser.patch(users, { otp }))
  for (const name of ['verify', 'reset', 'change', 'code']) {
    const body = { email: address(name), password, passwordConfirm: password }
    accepted(await superuser.post(`${users}/records`, body))
  }
  const mailTo = async (email: string) => {
    const { value } = await sink.waitFor(({ envelope }) => envelope.to.includes(email))
    return value ?? { html: '' }
  }
  accepted(await guest.post(`${users}/request-verification`, { email: address('verify') }))
  accepted(await guest.post(`${users}/request-password-reset`, { email: address('reset') }))
  const asked = accepted(await guest.post(`${users}/request-otp`, { email: address('code') }))
  const identity = { identity: address('change'), password }
  const signedIn = accepted(await guest.post(`${users}/auth-with-password`, identity))
  const own = guest.withToken(signedIn.text('/token'))
  accepted(await own.post(`${users}/request-email-change`, { newEmail: address('changed') }))
  const [code = ''] = /\d{8}/.exec((await mailTo(address('code'))).html ?? '') ?? []
  return {
    verification: tokenIn(await mailTo(address('verify'))),
    reset: tokenIn(await mailTo(address('reset'))),
    change: tokenIn(await mailTo(address('changed'))),
    otp: { otpId: asked.text('/otpId'), password: code },
  }
}

/** Uses on one server what another has mailed. */
const useAll = async ({ claim }: CaseContext, { url }: RunningServer, mailed: Mailed) => {
  const guest = new Client({ url })
  const signIn = (name: string, text: string) =>
    guest.post(`${users}/auth-with-password`, { identity: address(name), password: text })
  const { verification, reset, change, otp } = mailed
  const verified = await guest.post(`${users}/confirm-verification`, { token: verification })
  claim('the verification link', verified).status(204)
  claim('it verifies', await signIn('verify', password)).json('/record/verified', true)
  const set = await guest.post(`${users}/confirm-password-reset`, { token: reset, ...next })
  claim('the reset link', set).status(204)
  claim('it sets the password', await signIn('reset', next.password)).status(200)
  const moved = await guest.post(`${users}/confirm-email-change`, { token: change, password })
  claim('the link of an address', moved).status(204)
  claim('it changes the address', await signIn('changed', password)).status(200)
  claim('the one-time password', await guest.post(`${users}/auth-with-otp`, otp)).status(200)
}

export const mailedByUs = conform('schema.datadir.mails-used-by-pocketbase', {
  lane: 'private',
  needs: ['data-dir', 'oracle', 'mail-sink'],
  async check(context) {
    const { server, launch, defer } = context
    const mailed = await mailAll(context)
    await server.stop()
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    await useAll(context, await launch({ dataFrom: server.dataDir ?? '' }, oracle), mailed)
  },
})

export const mailedByPocketbase = conform('schema.datadir.mails-of-pocketbase', {
  lane: 'private',
  needs: ['data-dir', 'oracle', 'mail-sink'],
  async check(context) {
    const { launch, defer } = context
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const server = await launch({}, oracle)
    const mailed = await mailAll({ ...context, ...(await createClients({ server })) })
    await server.stop()
    await useAll(context, await launch({ dataFrom: server.dataDir ?? '' }), mailed)
  },
})
