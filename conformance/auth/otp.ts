import { conform, type CaseContext } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import type { Exchange } from '../harness/exchange.ts'
import { withJson } from '../harness/fault.ts'
import { any } from '../harness/match.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { blank, notEmail, validating } from '../harness/wording.ts'
import type { SmtpSink } from '../probes/smtp-sink.ts'
import { readRows } from '../probes/data-dir.ts'
import {
  account,
  type Account,
  age,
  answersOf,
  atOnce,
  authFailed,
  invalidOtp,
  lookUp,
  mfaAsked,
  mfaOn,
  notFound,
  otpOn,
  ownRecord,
  rowsOf,
  ruleFailed,
  seedOtp,
  signIn,
  withOtp,
} from './support.ts'

const disabled = 'The collection is not configured to allow OTP authentication.'
const tooMany = 'Too many attempts, please try again later with a new OTP.'

const setUp = async (context: CaseContext, more: object = {}) => {
  const auth = await context.collection({ type: 'auth', ...otpOn, ...more })
  return { auth, member: await account(context, auth) }
}

const request = (
  { guest }: Pick<CaseContext, 'guest'>,
  { path }: CollectionHandle,
  email: string,
): Promise<Exchange> => guest.post(`${path}/request-otp`, { email })

const deadlineMs = 15_000

/** The code in the mail to an address; a text that is no code when none came. */
const mailedCode = async (sink: SmtpSink, { email }: Pick<Account, 'email'>): Promise<string> => {
  const arrival = await sink.waitFor(({ envelope }) => envelope.to.includes(email), deadlineMs)
  return /\b\d{4,}\b/.exec(arrival.value?.text ?? '')?.[0] ?? `no code: ${arrival.missing}`
}

export const requestDisabled = conform('auth.otp.request-disabled', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { path } = await collection({ type: 'auth' })
    for (const endpoint of ['request-otp', 'auth-with-otp']) {
      const at = `${path}/${endpoint}`
      claim(endpoint, await guest.post(at, {})).error(403, disabled)
      const headers = { 'Content-Type': 'application/json' }
      const broken = await guest.send('POST', at, { raw: '{', headers })
      claim(`${endpoint}: before the body`, broken).error(403, disabled)
    }
  },
})

export const requestSuccess = conform('auth.otp.request-success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { mailSink, claim } = context
    const sink = await mailSink()
    const { auth, member } = await setUp(context)
    const asked = await request(context, auth, member.email)
    claim('answers an id', asked).success(200).body({ otpId: any.id })
    claim('of a record', await lookUp(context, '_otps', asked.text('/otpId')))
      .status(200)
      .json('/collectionRef', auth.id)
      .json('/recordRef', member.id)
    claim('the code is mailed', await mailedCode(sink, member)).matches(/^\d{8}$/)
    claim('to the address', sink.messages.at(-1)?.envelope.to).equals([member.email])
    claim('in one mail', sink.messages).length(1)
  },
})

export const requestValidation = conform('auth.otp.request-validation', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const at = `${auth.path}/request-otp`
    claim('is required', await guest.post(at, {})).error(400, validating, { email: blank })
    claim('has a format', await request(context, auth, 'invalid')).error(400, validating, {
      email: notEmail,
    })
    const domain = '@example.com'
    const longest = await request(context, auth, 'a'.repeat(255 - domain.length) + domain)
    claim('255 bytes', longest).status(200)
    const longer = await request(context, auth, 'a'.repeat(256 - domain.length) + domain)
    claim('256 bytes', longer).error(400, validating, {
      email: {
        code: 'validation_length_out_of_range',
        message: 'The length must be between 1 and 255.',
        params: { max: 255, min: 1 },
      },
    })
  },
})

export const enumeration = conform('auth.otp.request-enumeration', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { guest, mailSink, unique, claim } = context
    const sink = await mailSink()
    const { auth, member } = await setUp(context)
    const unknown = await request(context, auth, `${unique('x')}@example.com`)
    const known = await request(context, auth, member.email)
    claim('a known one', known).status(200).body({ otpId: any.id })
    claim('an unknown one answers the same', unknown).status(200).body({ otpId: any.id })
    const names = (answer: Exchange) => [...(answer.response?.headers.keys() ?? [])].sort()
    claim('with the same headers', names(unknown)).equals(names(known))
    const otpId = unknown.text('/otpId')
    claim('nothing is stored', await lookUp(context, '_otps', otpId)).error(404, notFound)
    const used = await withOtp(guest, auth, { otpId, password: '12345678' })
    claim('it cannot be used', used).error(400, invalidOtp)
    await mailedCode(sink, member)
    claim('nothing is mailed', sink.messages).length(1)
    const again = await request(context, auth, `${unique('x')}@example.com`)
    claim('each has another id', again.text('/otpId')).differs(otpId)
  },
})

export const codeFormat = conform('auth.otp.code-format', {
  lane: 'exclusive',
  needs: ['mail-sink', 'data-dir'],
  async check(context) {
    const { server, superuser, mailSink, claim, accepted } = context
    const sink = await mailSink()
    const { auth, member } = await setUp(context)
    const id = (await request(context, auth, member.email)).text('/otpId')
    const code = await mailedCode(sink, member)
    claim('eight digits by default', code).matches(/^\d{8}$/)
    const [row = {}] = readRows(server, 'data.db', 'SELECT * FROM _otps WHERE id = ?', id)
    claim('its hash is stored', row['password']).matches(/^\$2a\$08\$/)
    claim('the code is not', JSON.stringify(row).includes(code)).equals(false)
    accepted(await superuser.patch(auth.path, { otp: { ...otpOn.otp, length: 4 } }))
    const other = await account(context, auth)
    await request(context, auth, other.email)
    claim('as many as configured', await mailedCode(sink, other)).matches(/^\d{4}$/)
  },
})

export const reuse = conform('auth.otp.request-reuse', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { superuser, mailSink, claim } = context
    const sink = await mailSink()
    const { auth, member } = await setUp(context)
    const ids: string[] = []
    for (let round = 0; round < 10; round++) {
      ids.push((await request(context, auth, member.email)).text('/otpId'))
      // Their order is told by milliseconds.
      await Bun.sleep(3)
    }
    claim('ten are made', new Set(ids).size).equals(10)
    claim('the next is the last of them', await request(context, auth, member.email))
      .status(200)
      .body({ otpId: ids.at(-1) })
    claim('all ten are there', await rowsOf(context, '_otps', member)).json('/totalItems', 10)
    await eventually(
      () => sink.messages.length,
      (count) => count >= 10,
      deadlineMs,
    )
    // One more of another record: whatever was sent before it has come.
    const other = await account(context, auth)
    await request(context, auth, other.email)
    await mailedCode(sink, other)
    claim('no mail was sent for it', sink.messages).length(11)
    await superuser.delete(`/api/collections/_otps/records/${ids[0] ?? ''}`)
    const more = await request(context, auth, member.email)
    claim('there is room again', ids.includes(more.text('/otpId'))).equals(false)
  },
})

export const mailFailure = conform('auth.otp.request-mail-failure', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { mailSink, claim } = context
    const { auth, member } = await setUp(context)
    const sink = await mailSink()
    await sink.close()
    const asked = await request(context, auth, member.email)
    claim('answers as ever', asked).status(200).body({ otpId: any.id })
    const gone = await eventually(
      () => lookUp(context, '_otps', asked.text('/otpId')),
      ({ status }) => status === 404,
    )
    claim('it is taken back', gone).error(404, notFound)
  },
})

export const sentTo = conform('auth.otp.sent-to', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { mailSink, claim } = context
    const sink = await mailSink()
    const { auth, member } = await setUp(context)
    const id = (await request(context, auth, member.email)).text('/otpId')
    await mailedCode(sink, member)
    const stored = await eventually(
      () => lookUp(context, '_otps', id),
      (answer) => answer.at('/sentTo') !== '',
    )
    claim('is the receiver', stored).status(200).json('/sentTo', member.email)
  },
})

export const success = conform('auth.otp.auth-success', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const seed = await seedOtp(context, auth, member)
    const other = await seedOtp(context, auth, member)
    const shown = ownRecord(auth, member)
    claim('signs in', await withOtp(guest, auth, seed))
      .success(200)
      .keys('', ['record', 'token'])
      .json('/record', shown)
      .keys('/record', Object.keys(shown))
      .json('/token', any.token)
    claim('it serves once', await withOtp(guest, auth, seed)).error(400, invalidOtp)
    claim('it is deleted', await lookUp(context, '_otps', seed.otpId)).error(404, notFound)
    claim('others stay', await lookUp(context, '_otps', other.otpId)).status(200)
  },
})

export const concurrent = conform('auth.otp.concurrent', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const seeds = [
      await seedOtp(context, auth, member, { password: '11111111' }),
      await seedOtp(context, auth, member, { password: '22222222' }),
    ]
    for (const [index, seed] of seeds.entries()) {
      claim(`code ${index}`, await withOtp(guest, auth, seed)).status(200)
    }
  },
})

export const validation = conform('auth.otp.auth-validation', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const auth = await collection({ type: 'auth', ...otpOn })
    const length = (max: number) => ({
      code: 'validation_length_out_of_range',
      message: `The length must be between 1 and ${max}.`,
      params: { max, min: 1 },
    })
    claim('both are required', await withOtp(guest, auth, {})).error(400, validating, {
      otpId: blank,
      password: blank,
    })
    const by = (otpId: string, password: string) => withOtp(guest, auth, { otpId, password })
    claim('72 bytes of code', await by('x', 'y'.repeat(72))).error(400, validating, {
      password: length(71),
    })
    claim('256 bytes of id', await by('x'.repeat(256), 'y')).error(400, validating, {
      otpId: length(255),
    })
    const most = await by('x'.repeat(255), 'y'.repeat(71))
    claim('as many as may be', most).error(400, invalidOtp)
  },
})

export const invalid = conform('auth.otp.auth-invalid', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check(context) {
    const { guest, server, claim, refused } = context
    const { auth, member } = await setUp(context)
    const { auth: elsewhere, member: stranger } = await setUp(context)
    const old = await seedOtp(context, auth, member)
    await age(server, '_otps', old.otpId, 181)
    const seed = await seedOtp(context, auth, member)
    const foreign = await seedOtp(context, elsewhere, stranger)
    const answers = {
      unknown: await withOtp(guest, auth, { ...seed, otpId: 'missing00000000' }),
      'of another collection': await withOtp(guest, auth, foreign),
      expired: await withOtp(guest, auth, old),
      'a wrong code': await withOtp(guest, auth, { ...seed, password: '87654321' }),
      'a longer code': await withOtp(guest, auth, { ...seed, password: `${seed.password}9` }),
    }
    const control = await withOtp(guest, auth, seed)
    for (const [what, answer] of Object.entries(answers)) {
      claim(what, refused(control, answer)).error(400, invalidOtp)
    }
    claim('a wrong code uses nothing up', control).status(200)
    claim('nor does a wrong collection', await withOtp(guest, elsewhere, foreign)).status(200)
  },
})

export const expiry = conform('auth.otp.expiry', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check(context) {
    const { guest, superuser, server, claim, accepted } = context
    const { auth, member } = await setUp(context)
    const seeds = []
    for (const seconds of [181, 170, 170]) {
      const seed = await seedOtp(context, auth, member)
      await age(server, '_otps', seed.otpId, seconds)
      seeds.push(seed)
    }
    const [old = {}, young = {}, third = {}] = seeds
    claim('after its duration', await withOtp(guest, auth, old)).error(400, invalidOtp)
    claim('not before', await withOtp(guest, auth, young)).status(200)
    const shorter = { otp: { ...otpOn.otp, duration: 60 } }
    accepted(await superuser.patch(auth.path, shorter))
    claim('the duration of now counts', await withOtp(guest, auth, third)).error(400, invalidOtp)
    accepted(await superuser.patch(auth.path, { otp: { ...otpOn.otp, duration: 300 } }))
    claim('also when it is longer', await withOtp(guest, auth, old)).status(200)
  },
})

/** Five attempts with a wrong code. */
const useUp = async (
  { guest }: Pick<CaseContext, 'guest'>,
  auth: CollectionHandle,
  otpId: string,
): Promise<readonly (number | undefined)[]> => {
  const statuses = []
  for (let attempt = 0; attempt < 5; attempt++) {
    statuses.push((await withOtp(guest, auth, { otpId, password: '87654321' })).status)
  }
  return statuses
}

export const attemptLimit = conform('auth.otp.attempt-limit', {
  lane: 'private',
  async check(context) {
    const { guest, superuser, claim } = context
    const { auth, member } = await setUp(context)
    const seed = await seedOtp(context, auth, member)
    const another = await seedOtp(context, auth, member)
    const neighbour = await seedOtp(context, auth, await account(context, auth))
    claim('five are judged', await useUp(context, auth, seed.otpId)).equals([
      400, 400, 400, 400, 400,
    ])
    claim('the sixth is not, though right', await withOtp(guest, auth, seed)).error(429, tooMany)
    claim('nor with another code', await withOtp(guest, auth, another)).error(429, tooMany)
    claim('nor by a superuser', await withOtp(superuser, auth, seed)).error(429, tooMany)
    const unknown = await withOtp(guest, auth, { ...seed, otpId: 'missing00000000' })
    claim('an unknown one is judged before', unknown).error(400, invalidOtp)
    claim('another record is not limited', await withOtp(guest, auth, neighbour)).status(200)
    claim('right ones count, too', await rightOnes(context, auth)).equals([
      200, 200, 200, 200, 200, 429,
    ])
  },
})

const rightOnes = async (context: CaseContext, auth: CollectionHandle) => {
  const member = await account(context, auth)
  const statuses = []
  for (let attempt = 0; attempt < 6; attempt++) {
    const seed = await seedOtp(context, auth, member)
    statuses.push((await withOtp(context.guest, auth, seed)).status)
  }
  return statuses
}

export const attemptReset = conform('auth.otp.attempt-limit-reset', {
  lane: 'private',
  async check(context) {
    const { guest, superuser, claim, accepted } = context
    const { auth, member } = await setUp(context)
    const seed = await seedOtp(context, auth, member)
    await useUp(context, auth, seed.otpId)
    claim('is used up', await withOtp(guest, auth, seed)).error(429, tooMany)
    accepted(await superuser.patch('/api/settings', { meta: { appName: 'Other' } }))
    claim('saved settings reset it', await withOtp(guest, auth, seed)).status(200)
  },
})

export const verifies = conform('auth.otp.verifies-email', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim } = context
    const { auth, member } = await setUp(context)
    const none = await seedOtp(context, auth, member)
    claim('not without a receiver', await withOtp(guest, auth, none))
      .status(200)
      .json('/record/verified', false)
    const other = await seedOtp(context, auth, member, { sentTo: `x${member.email}` })
    claim('not with another receiver', await withOtp(guest, auth, other))
      .status(200)
      .json('/record/verified', false)
    const wrong = await seedOtp(context, auth, member, { sentTo: member.email })
    claim(
      'not with a wrong code',
      await withOtp(guest, auth, { ...wrong, password: '87654321' }),
    ).error(400, invalidOtp)
    const stored = (at: CollectionHandle, { id }: Pick<Account, 'id'>) =>
      superuser.get(`${at.records}/${id}`)
    claim('which changes nothing', await stored(auth, member)).json('/verified', false)
    claim('with its receiver', await withOtp(guest, auth, wrong))
      .status(200)
      .json('/record/verified', true)
    claim('it is stored', await stored(auth, member)).json('/verified', true)
    const ruled = await collection({ type: 'auth', authRule: 'verified = true', ...otpOn })
    const late = await account(context, ruled)
    const seed = await seedOtp(context, ruled, late, { sentTo: late.email })
    claim('in time for the authRule', await withOtp(guest, ruled, seed)).status(200)
    const closed = await collection({ type: 'auth', authRule: null, ...otpOn })
    const barred = await account(context, closed)
    const refused = await seedOtp(context, closed, barred, { sentTo: barred.email })
    claim('though the rule refuses', await withOtp(guest, closed, refused)).error(403, ruleFailed)
    claim('it is verified', await stored(closed, barred)).json('/verified', true)
    const double = await collection({ type: 'auth', ...mfaOn })
    const asked = await account(context, double)
    const first = await seedOtp(context, double, asked, { sentTo: asked.email })
    claim('though a second factor is asked for', await withOtp(guest, double, first))
      .status(401)
      .body(mfaAsked)
    claim('it is verified, too', await stored(double, asked)).json('/verified', true)
  },
})

/** Signs in a record with a code that shows whose address it has, after its collection has come to ask for more. */
const signInUnfit = async (context: CaseContext) => {
  const { changeFields, guest } = context
  const { auth, member } = await setUp(context)
  await changeFields(auth, (fields) => [...fields, { name: 'more', type: 'text', required: true }])
  const seed = await seedOtp(context, auth, member, { sentTo: member.email })
  return { auth, member, answer: await withOtp(guest, auth, seed) }
}

export const unfit = conform('auth.otp.unfit-record', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { auth, member, answer } = await signInUnfit(context)
    claim('is signed in', answer).status(200).json('/token', any.token)
    const stored = await superuser.get(`${auth.records}/${member.id}`)
    claim('stays unverified', stored).status(200).json('/verified', false)
  },
  mustCatch: { 'stays unverified': [withJson('/verified', true)] },
})

export const unfitShown = conform('auth.otp.unfit-record-shown', {
  lane: 'shared',
  async check(context) {
    const { answer } = await signInUnfit(context)
    context.claim('as verified', answer).status(200).json('/record/verified', true)
  },
  mustCatch: { 'as verified': [withJson('/record/verified', false)] },
})

export const consumed = conform('auth.otp.consumed-before-mfa', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth', ...mfaOn })
    const member = await account(context, auth)
    const first = await seedOtp(context, auth, member)
    claim('asked for another factor', await withOtp(guest, auth, first)).status(401)
    claim('then it is gone', await lookUp(context, '_otps', first.otpId)).error(404, notFound)
    const second = await seedOtp(context, auth, member)
    const wrong = await withOtp(guest, auth, { ...second, mfaId: 'missing' })
    claim('a wrong session', wrong).error(400, 'Invalid or expired MFA session.')
    claim('costs it, too', await lookUp(context, '_otps', second.otpId)).error(404, notFound)
    const closed = await collection({ type: 'auth', authRule: null, ...otpOn })
    const barred = await account(context, closed)
    const third = await seedOtp(context, closed, barred)
    claim('a refusing rule', await withOtp(guest, closed, third)).error(403, ruleFailed)
    claim('as well', await lookUp(context, '_otps', third.otpId)).error(404, notFound)
  },
})

export const unverifiedAndRule = conform('auth.otp.unverified-and-rule', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { guest, mailSink, claim } = context
    const sink = await mailSink()
    const { auth, member } = await setUp(context, { authRule: "id = 'none'" })
    claim('cannot sign in', await signIn(guest, auth, member)).error(403, ruleFailed)
    const asked = await request(context, auth, member.email)
    claim('gets a code', asked).status(200)
    const password = await mailedCode(sink, member)
    claim('by mail', password).matches(/^\d{8}$/)
    const used = await withOtp(guest, auth, { otpId: asked.text('/otpId'), password })
    claim('which does not help', used).error(403, ruleFailed)
    const wrong = await signIn(guest, auth, { ...member, password: 'wrong' })
    claim('a wrong password is told first', wrong).error(400, authFailed)
  },
})

export const configLimits = conform('auth.otp.config-limits', {
  lane: 'shared',
  async check({ superuser, collection, claim, refused }) {
    const { path } = await collection({ type: 'auth', ...otpOn })
    const set = (otp: object) => superuser.patch(path, { otp: { ...otpOn.otp, ...otp } })
    const failure = 'Failed to update collection.'
    const atLeast = (threshold: number) => ({
      code: 'validation_min_greater_equal_than_required',
      message: `Must be no less than ${threshold}.`,
      params: { threshold },
    })
    for (const duration of [10, 86_400]) {
      claim(`${duration} s`, await set({ duration })).status(200)
    }
    const control = await set({ length: 4 })
    claim('4 digits', control).status(200).json('/otp/length', 4)
    claim('9 s', refused(control, await set({ duration: 9 }))).error(400, failure, {
      otp: { duration: atLeast(10) },
    })
    claim('86401 s', refused(control, await set({ duration: 86_401 }))).error(400, failure, {
      otp: {
        duration: {
          code: 'validation_max_less_equal_than_required',
          message: 'Must be no greater than 86400.',
          params: { threshold: 86_400 },
        },
      },
    })
    claim('3 digits', refused(control, await set({ length: 3 }))).error(400, failure, {
      otp: { length: atLeast(4) },
    })
    claim('whatever while disabled', await set({ enabled: false, duration: 1, length: 1 })).status(
      200,
    )
  },
})

export const usedAtOnce = conform('auth.otp.used-at-once', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth', ...otpOn })
    const seed = await seedOtp(context, auth, await account(context, auth))
    const answers = await atOnce(() => withOtp(guest, auth, seed))
    const known = answersOf(answers).filter((each) => each !== '200')
    const accepted = answers.filter(({ status }) => status === 200)
    claim('one is accepted', accepted.length).atLeast(1)
    claim(
      'the others are refused',
      known.filter((each) => each !== `400 ${invalidOtp}`),
    ).equals([])
    claim('it is gone', await lookUp(context, '_otps', seed.otpId)).error(404, notFound)
  },
})
