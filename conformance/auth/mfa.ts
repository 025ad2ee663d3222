import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import type { CaseContext } from '../harness/case.ts'
import { blank } from '../harness/wording.ts'
import {
  account,
  age,
  answersOf,
  atOnce,
  authFailed,
  lookUp,
  mfaAsked,
  mfaOn,
  notFound,
  otpOn,
  rowsOf,
  seedMfa,
  seedOtp,
  signIn,
  withOtp,
} from './support.ts'

const expired = 'Invalid or expired MFA session.'
const foreign = 'Invalid MFA session.'
const sameMethod = 'A different authentication method is required.'

const setUp = async (context: CaseContext, more: object = {}) => {
  const auth = await context.collection({ type: 'auth', ...mfaOn, ...more })
  return { auth, member: await account(context, auth) }
}

export const firstFactor = conform('auth.mfa.first-factor', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const asked = await signIn(guest, auth, member)
    claim('is exactly this', asked).status(401).body(mfaAsked)
    claim('is JSON', asked).header('Content-Type', 'application/json')
    claim('is stored', await lookUp(context, '_mfas', asked.text('/mfaId')))
      .status(200)
      .json('/collectionRef', auth.id)
      .json('/recordRef', member.id)
      .json('/method', 'password')
    const picked = await guest.send('POST', `${auth.path}/auth-with-password`, {
      query: { fields: 'token' },
      json: { identity: member.email, password: member.password },
    })
    claim('is not picked from', picked).status(401).body(mfaAsked)
  },
})

export const methodNames = conform('auth.mfa.method-names', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const answers = {
      password: await signIn(guest, auth, member),
      otp: await withOtp(guest, auth, await seedOtp(context, auth, member)),
    }
    for (const [method, answer] of Object.entries(answers)) {
      const stored = await lookUp(context, '_mfas', answer.text('/mfaId'))
      claim(method, stored).json('/method', method)
    }
    const rest = await seedMfa(context, auth, member, 'oauth2')
    claim('oauth2 is another one', await signIn(guest, auth, member, { mfaId: rest })).status(200)
  },
})

export const secondFactor = conform('auth.mfa.second-factor', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member: first } = await setUp(context)
    const inBody = (await signIn(guest, auth, first)).text('/mfaId')
    const seed = await seedOtp(context, auth, first)
    claim('in the body', await withOtp(guest, auth, { ...seed, mfaId: inBody }))
      .status(200)
      .keys('', ['record', 'token'])
      .json('/record/id', first.id)
    claim('the session is over', await lookUp(context, '_mfas', inBody)).error(404, notFound)
    const more = await seedOtp(context, auth, first)
    const twice = await withOtp(guest, auth, { ...more, mfaId: inBody })
    claim('it serves once', twice).error(400, expired)
    // Its own record: five codes are all that one may try.
    const member = await account(context, auth)
    const ask = async () => (await signIn(guest, auth, member)).text('/mfaId')
    const inQuery = await ask()
    const by = async (mfaId: string, body: object) =>
      guest.send('POST', `${auth.path}/auth-with-otp`, {
        query: { mfaId },
        json: { ...(await seedOtp(context, auth, member)), ...body },
      })
    claim('in the query', await by(inQuery, {}))
      .status(200)
      .json('/token', any.token)
    const winning = await ask()
    claim('the query wins', await by(winning, { mfaId: 'missing' })).status(200)
    const other = await ask()
    claim('also when it is wrong', await by('missing', { mfaId: other })).error(400, expired)
    claim('an empty one does not', await by('', { mfaId: other })).status(200)
  },
})

export const orderFree = conform('auth.mfa.order-free', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const asked = await withOtp(guest, auth, await seedOtp(context, auth, member))
    claim('a code first', asked).status(401).body(mfaAsked)
    const mfaId = asked.text('/mfaId')
    claim('then the password', await signIn(guest, auth, member, { mfaId }))
      .status(200)
      .json('/record/id', member.id)
    const external = await seedMfa(context, auth, member, 'oauth2')
    const seed = await seedOtp(context, auth, member)
    claim('another provider, then a code', await withOtp(guest, auth, { ...seed, mfaId: external }))
      .status(200)
      .json('/record/id', member.id)
  },
})

export const same = conform('auth.mfa.same-method', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const mfaId = (await signIn(guest, auth, member)).text('/mfaId')
    const again = await signIn(guest, auth, member, { mfaId })
    claim('is refused', again).error(400, sameMethod)
    claim('the session stays', await lookUp(context, '_mfas', mfaId)).status(200)
    const seed = await seedOtp(context, auth, member)
    const other = await withOtp(guest, auth, { ...seed, mfaId })
    claim('and serves the other method', other).status(200)
  },
})

export const invalidSession = conform('auth.mfa.invalid-session', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check(context) {
    const { guest, superuser, server, claim, accepted } = context
    const { auth, member } = await setUp(context)
    claim('unknown', await signIn(guest, auth, member, { mfaId: 'missing' })).error(400, expired)
    const old = await seedMfa(context, auth, member, 'otp')
    const young = await seedMfa(context, auth, member, 'otp')
    await age(server, '_mfas', old, 1801)
    await age(server, '_mfas', young, 1700)
    claim('expired', await signIn(guest, auth, member, { mfaId: old })).error(400, expired)
    claim('is removed', await lookUp(context, '_mfas', old)).error(404, notFound)
    accepted(await superuser.patch(auth.path, { mfa: { ...mfaOn.mfa, duration: 1600 } }))
    const later = await signIn(guest, auth, member, { mfaId: young })
    claim('by the duration of now', later).error(400, expired)
    const fresh = await seedMfa(context, auth, member, 'otp')
    claim('others serve', await signIn(guest, auth, member, { mfaId: fresh })).status(200)
  },
})

export const foreignSession = conform('auth.mfa.foreign-session', {
  lane: 'shared',
  async check(context) {
    const { guest, claim, refused } = context
    const { auth, member } = await setUp(context)
    const { auth: elsewhere, member: stranger } = await setUp(context)
    const other = await account(context, auth)
    const own = await seedMfa(context, auth, member, 'otp')
    const control = await signIn(guest, auth, member, { mfaId: own })
    for (const [what, at, of] of [
      ['of another record', auth, other],
      ['of another collection', elsewhere, stranger],
    ] as const) {
      const mfaId = await seedMfa(context, at, of, 'otp')
      const answer = await signIn(guest, auth, member, { mfaId })
      claim(what, refused(control, answer)).error(400, foreign)
      claim(`${what} stays`, await lookUp(context, '_mfas', mfaId)).status(200)
    }
  },
})

export const badType = conform('auth.mfa.bad-mfaid-type', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    for (const mfaId of [1, true, false, [], ['x'], {}]) {
      claim(JSON.stringify(mfaId), await signIn(guest, auth, member, { mfaId })).error(
        400,
        'Failed to read MFA Id.',
      )
    }
    for (const mfaId of [null, '']) {
      const answer = await signIn(guest, auth, member, { mfaId })
      claim(JSON.stringify(mfaId), answer).status(401).body(mfaAsked)
    }
  },
})

export const repeated = conform('auth.mfa.repeat-first-factor', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const ids = []
    for (let round = 0; round < 12; round++) {
      ids.push((await signIn(guest, auth, member)).text('/mfaId'))
    }
    claim('each is another session', new Set(ids).size).equals(12)
    claim('all are there', await rowsOf(context, '_mfas', member)).json('/totalItems', 12)
  },
})

export const rule = conform('auth.mfa.rule', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, claim, accepted } = context
    const fields = [{ name: 'level', type: 'number' }]
    const mfa = { enabled: true, duration: 1800, rule: 'level > 1' }
    const { auth, member } = await setUp(context, { fields, mfa })
    claim('who does not match needs one factor', await signIn(guest, auth, member))
      .status(200)
      .json('/token', any.token)
    claim('and has no session', await rowsOf(context, '_mfas', member)).length('/items', 0)
    const needs = await account(context, auth, { level: 2 })
    claim('who matches needs two', await signIn(guest, auth, needs))
      .status(401)
      .body(mfaAsked)
    const named = await collection({ fields: [{ name: 'flag', type: 'bool' }] })
    const rests = { ...mfa, rule: `@collection.${named.name}.flag = true` }
    accepted(await superuser.patch(auth.path, { mfa: rests }))
    claim('a rule on another collection', await signIn(guest, auth, needs)).status(200)
    accepted(await superuser.delete(named.path))
    const answer = await signIn(guest, auth, needs)
    claim('a rule that cannot run lets nobody in', answer).error(400, authFailed)
  },
})

export const superuserRequester = conform('auth.mfa.superuser-requester', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { auth, member } = await setUp(context)
    claim('does not matter', await signIn(superuser, auth, member))
      .status(401)
      .body(mfaAsked)
  },
})

export const wrongCredentials = conform('auth.mfa.wrong-credentials', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { auth, member } = await setUp(context)
    const wrong = { ...member, password: 'wrong' }
    claim('as the first factor', await signIn(guest, auth, wrong)).error(400, authFailed)
    claim('open nothing', await rowsOf(context, '_mfas', member)).length('/items', 0)
    const mfaId = await seedMfa(context, auth, member, 'otp')
    const second = await signIn(guest, auth, wrong, { mfaId })
    claim('as the second', second).error(400, authFailed)
    claim('use nothing up', await lookUp(context, '_mfas', mfaId)).status(200)
    claim('the right ones still serve', await signIn(guest, auth, member, { mfaId })).status(200)
  },
})

const updateFailed = 'Failed to update collection.'

export const twoMethods = conform('auth.mfa.config-two-methods', {
  lane: 'shared',
  async check({ superuser, collection, claim, refused }) {
    const { path } = await collection({ type: 'auth' })
    const fresh = await superuser.get(path)
    claim('half an hour by default', fresh).json('/mfa/duration', 1800)
    const enough = {
      code: 'validation_mfa_not_enough_auths',
      message: 'MFA requires at least 2 auth methods to be enabled.',
    }
    const alone = await superuser.patch(path, { mfa: { enabled: true } })
    const control = await superuser.patch(path, { ...otpOn, mfa: { enabled: true } })
    claim('one is not enough', refused(control, alone)).error(400, updateFailed, {
      mfa: { enabled: enough },
    })
    const off = await superuser.patch(path, { passwordAuth: { enabled: false } })
    claim('nor is the other', refused(control, off)).error(400, updateFailed, {
      mfa: { enabled: enough },
    })
    const set = (duration: number) => superuser.patch(path, { mfa: { enabled: true, duration } })
    for (const duration of [10, 86_400]) claim(`${duration} s`, await set(duration)).status(200)
    claim('9 s', refused(control, await set(9))).error(400, updateFailed, {
      mfa: {
        duration: {
          code: 'validation_min_greater_equal_than_required',
          message: 'Must be no less than 10.',
          params: { threshold: 10 },
        },
      },
    })
    claim('86401 s', refused(control, await set(86_401))).error(400, updateFailed, {
      mfa: {
        duration: {
          code: 'validation_max_less_equal_than_required',
          message: 'Must be no greater than 86400.',
          params: { threshold: 86_400 },
        },
      },
    })
    claim('0 s', refused(control, await set(0))).error(400, updateFailed, {
      mfa: { duration: blank },
    })
  },
})

export const passwordChange = conform('auth.mfa.password-change-clears', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim, accepted } = context
    const { auth, member } = await setUp(context)
    const other = await account(context, auth)
    const own = [
      await seedMfa(context, auth, member, 'password'),
      await seedMfa(context, auth, member, 'otp'),
    ]
    const foreignId = await seedMfa(context, auth, other, 'password')
    const path = `${auth.records}/${member.id}`
    accepted(await superuser.patch(path, { verified: true }))
    claim('not at another change', await lookUp(context, '_mfas', own[0] ?? '')).status(200)
    const password = 'another pass 1'
    accepted(await superuser.patch(path, { password, passwordConfirm: password }))
    for (const [index, id] of own.entries()) {
      claim(`session ${index} goes`, await lookUp(context, '_mfas', id)).error(404, notFound)
    }
    claim("another's stays", await lookUp(context, '_mfas', foreignId)).status(200)
  },
})

export const sessionUsedAtOnce = conform('auth.mfa.session-used-at-once', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim } = context
    const auth = await collection({ type: 'auth', ...mfaOn })
    const member = await account(context, auth)
    const mfaId = await seedMfa(context, auth, member, 'password')
    const seeds = [
      await seedOtp(context, auth, member),
      await seedOtp(context, auth, member),
      await seedOtp(context, auth, member),
    ]
    const answers = await atOnce(
      (index) => withOtp(guest, auth, { ...seeds[index], mfaId }),
      seeds.length,
    )
    const refusals = answers.filter(({ status }) => status !== 200)
    claim('one is accepted', refusals.length).atMost(seeds.length - 1)
    claim(
      'the others are refused',
      answersOf(refusals).filter((each) => each !== `400 ${expired}`),
    ).equals([])
    claim('the session is gone', await lookUp(context, '_mfas', mfaId)).error(404, notFound)
  },
})
