import { type CaseContext, conform } from '../harness/case.ts'
import { setRules } from './support.ts'

const denied = "The request doesn't satisfy the collection requirements to authenticate."

/** An auth collection with a user, and ways to sign in. */
const signing = async (context: CaseContext, options = {}) => {
  const { collection, user, guest } = context
  const made = await collection({ type: 'auth', ...options })
  const one = await user({}, made)
  return {
    made,
    one,
    signIn: (body = {}) =>
      guest.post(`${made.path}/auth-with-password`, {
        identity: one.email,
        password: one.password,
        ...body,
      }),
    refresh: () => one.client.post(`${made.path}/auth-refresh`),
  }
}

export const nullRule = conform('rules.auth-rule.null', {
  lane: 'shared',
  async check(context) {
    const { claim, refused } = context
    const { made, signIn } = await signing(context)
    const control = await signIn()
    claim('nobody without it', control).status(200)
    await setRules(context, made, { authRule: null })
    claim('nobody', refused(control, await signIn())).error(403, denied)
    const wrong = await signIn({ password: 'wrong' })
    claim('credentials first', wrong).error(400, 'Failed to authenticate.')
  },
})

export const expression = conform('rules.auth-rule.expression', {
  lane: 'shared',
  async check(context) {
    const { claim, superuser, accepted } = context
    const { made, one, signIn } = await signing(context)
    claim('the empty rule', await signIn()).status(200)
    await setRules(context, made, { authRule: 'verified = true' })
    claim('does not hold', await signIn()).error(403, denied)
    const wrong = await signIn({ password: 'wrong' })
    claim('credentials first', wrong).error(400, 'Failed to authenticate.')
    accepted(await superuser.patch(`${made.records}/${one.id}`, { verified: true }))
    claim('holds', await signIn())
      .status(200)
      .json('/record/id', one.id)
  },
})

export const refresh = conform('rules.auth-rule.refresh', {
  lane: 'shared',
  async check(context) {
    const { claim, superuser, accepted, guest, user } = context
    const { made, one, refresh: ask, signIn } = await signing(context)
    claim('without a rule', await ask()).status(200)
    await setRules(context, made, { authRule: 'verified = true' })
    claim('a changed rule voids tokens', await ask()).status(401)
    const path = `${made.records}/${one.id}`
    accepted(await superuser.patch(path, { verified: true }))
    const client = guest.withToken(accepted(await signIn()).text('/token'))
    const again = () => client.post(`${made.path}/auth-refresh`)
    claim('holds', await again()).status(200)
    accepted(await superuser.patch(path, { verified: false }))
    claim('does not hold any more', await again()).error(403, denied)
    const rule = "@request.context = 'default' && @request.auth.id = id"
    const other = await context.collection({ type: 'auth' })
    const someone = await user({}, other)
    await setRules(context, other, { authRule: `@request.context = 'password' || ${rule}` })
    const identity = { identity: someone.email, password: someone.password }
    const signed = accepted(await guest.post(`${other.path}/auth-with-password`, identity))
    const fresh = guest.withToken(signed.text('/token'))
    const own = await fresh.post(`${other.path}/auth-refresh`)
    claim('the caller is the record', own).status(200)
  },
})

export const superuserRequest = conform('rules.auth-rule.superuser-request', {
  lane: 'shared',
  async check(context) {
    const { claim, superuser, refused } = context
    const { made, one, signIn } = await signing(context)
    await setRules(context, made, { authRule: null })
    const answer = await superuser.post(`${made.path}/impersonate/${one.id}`, {})
    claim('impersonate', answer).status(200).json('/record/id', one.id)
    claim('nobody else', refused(answer, await signIn())).error(403, denied)
  },
})

export const contextOf = conform('rules.auth-rule.context', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, guest, mailSink, accepted } = context
    const sink = await mailSink()
    const { made, one, signIn } = await signing(context, { otp: { enabled: true, length: 6 } })
    const byOtp = async () => {
      const asked = accepted(await guest.post(`${made.path}/request-otp`, { email: one.email }))
      const mail = await sink.waitFor(
        ({ to }) => to?.some(({ address }) => address === one.email) === true,
      )
      const [password = ''] = /\b\d{6}\b/.exec(mail.value?.text ?? '') ?? []
      const otpId = asked.text('/otpId')
      return guest.post(`${made.path}/auth-with-otp`, { otpId, password })
    }
    await setRules(context, made, { authRule: "@request.context != 'password'" })
    claim('password', await signIn()).error(403, denied)
    claim('otp', await byOtp())
      .status(200)
      .json('/record/id', one.id)
  },
})
