import fc, { type Arbitrary } from 'fast-check'
import { asRecord } from '../answer.ts'
import type { Step } from '../session.ts'
import { caller, mostly } from './arbitraries.ts'
import type { Part, Played } from './part.ts'
import { type Account, type Caller, pathOf, senderOf, type World } from './world.ts'

/** One thing that happens in the life of an account. */
type Edit = { readonly account: number } & (
  | { readonly kind: 'register'; readonly by: Caller; readonly odd: object }
  | {
      readonly kind: 'sign in'
      readonly password: string
      readonly second: boolean
      readonly agent: string
    }
  | { readonly kind: 'ask for a code' }
  | { readonly kind: 'sign in by code'; readonly code: 'sent' | 'wrong'; readonly second: boolean }
  | { readonly kind: 'ask for'; readonly flow: Flow; readonly by: Caller }
  | {
      readonly kind: 'confirm'
      readonly flow: Flow
      readonly with: Flow
      readonly password: string
    }
  | { readonly kind: 'change'; readonly by: Caller; readonly change: Change }
  | { readonly kind: 'refresh'; readonly by: Caller }
  | { readonly kind: 'impersonate'; readonly by: Caller; readonly body: object }
  | { readonly kind: 'file token'; readonly by: Caller }
  | { readonly kind: 'delete'; readonly by: Caller }
  | { readonly kind: 'options'; readonly options: object }
  | { readonly kind: 'traces'; readonly of: string; readonly by: Caller }
  | { readonly kind: 'methods'; readonly by: Caller }
)

const flows = ['verification', 'password-reset', 'email-change'] as const
type Flow = (typeof flows)[number]

const changes = [
  ...(['password', 'password by its old one', 'wrong old password', 'email', 'verified'] as const),
  ...(['token key', 'email visibility', 'name'] as const),
]
type Change = (typeof changes)[number]

/** What asks for a password: the account's own, or a wrong one. */
const password = mostly('own', 'not mine at all', '')

const options = fc.constantFrom<object>(
  ...[{ otp: { enabled: true } }, { otp: { enabled: true } }, { otp: { enabled: false } }],
  ...[
    { otp: { enabled: true, length: 4 } },
    { mfa: { enabled: true } },
    { mfa: { enabled: false } },
  ],
  ...[
    { mfa: { enabled: true, rule: 'role = "admin"' } },
    { mfa: { enabled: true, rule: 'nope = 1' } },
  ],
  ...[
    { authRule: '' },
    { authRule: null },
    { authRule: 'verified = true' },
    { authRule: 'role != ""' },
  ],
  ...[{ manageRule: null }, { manageRule: '@request.auth.role = "admin"' }],
  ...[{ passwordAuth: { enabled: false } }, { passwordAuth: { enabled: true } }],
  ...[{ passwordAuth: { identityFields: ['name'] } }, { authAlert: { enabled: true } }],
  ...[{ authToken: { duration: 600 } }, { authToken: { duration: 1 } }],
  ...[{ authToken: { secret: 'another secret of more than thirty' } }],
  { passwordResetToken: { secret: 'another secret of more than thirty' } },
)

const kind = <Name extends string>(name: Name) => fc.constant(name)
const account = fc.constantFrom(0, 0, 0, 1, 1, 2)
const flow = fc.constantFrom(...flows)
const selfOrAny = fc.oneof(fc.constant<Caller>(0), caller)

const single: Arbitrary<Edit> = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: kind('register'), account, by: mostly<Caller>('guest', 'superuser', 0) },
      odd: mostly<object>(
        {},
        ...[{ verified: true }, { password: 'short' }, { passwordConfirm: 'other' }, { email: '' }],
        ...[{ emailVisibility: true }, { role: 'admin' }, { role: 'user' }, { email: 'x' }],
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ kind: kind('sign in'), account, password, second: fc.boolean() },
      agent: fc.constantFrom('one', 'one', 'two'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('ask for a code'), account }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ kind: kind('sign in by code'), account, second: fc.boolean() },
      code: mostly<'sent' | 'wrong'>('sent', 'wrong'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('ask for'), account, flow, by: selfOrAny }) },
  {
    weight: 3,
    arbitrary: flow.chain((own) =>
      fc.record({
        ...{ kind: kind('confirm'), account, flow: fc.constant(own), with: mostly(own, ...flows) },
        password,
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: kind('change'), account, by: selfOrAny, change: fc.constantFrom(...changes) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('refresh'), account, by: caller }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: kind('impersonate'), account, by: mostly<Caller>('superuser', 'guest', 0) },
      body: fc.constantFrom<object>({}, { duration: 100 }, { duration: -1 }, { duration: 'x' }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('file token'), account, by: caller }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('delete'), account, by: selfOrAny }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('options'), account, options }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: kind('traces'), account, by: caller },
      of: fc.constantFrom('_mfas', '_otps', '_authOrigins', '_externalAuths'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('methods'), account, by: caller }) },
)

/** What belongs together comes together, most of the time. */
const story: Arbitrary<readonly Edit[]> = fc.oneof(
  { weight: 12, arbitrary: single.map((one) => [one]) },
  {
    weight: 4,
    arbitrary: fc.record({ account, flow, by: selfOrAny, password }).map((drawn) => {
      const { flow: own, by, ...rest } = drawn
      const asking: Edit = { kind: 'ask for', account: rest.account, flow: own, by }
      const confirming: Edit = { kind: 'confirm', ...rest, flow: own, with: own }
      return [asking, confirming]
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(account, fc.boolean()).map(([who, isSecond]): readonly Edit[] => {
      const first: Edit = {
        kind: 'sign in',
        account: who,
        password: 'own',
        second: false,
        agent: 'one',
      }
      return [
        ...(isSecond ? [first] : []),
        { kind: 'ask for a code', account: who },
        { kind: 'sign in by code', account: who, code: 'sent', second: isSecond },
      ]
    }),
  },
)

/** Two people who are signed in, so that others can be told apart. */
export const firstAccounts: readonly (readonly Edit[])[] = [0, 1].map((n): readonly Edit[] => [
  { kind: 'register', account: n, by: 'guest', odd: { role: n === 0 ? 'user' : 'admin' } },
  { kind: 'sign in', account: n, password: 'own', second: false, agent: 'one' },
])

/** A word by which a mail is known. */
const subjects = {
  ...{ verification: 'Verify', 'password-reset': 'Reset', 'email-change': 'Confirm', otp: 'OTP' },
} as const

/** The status of a mail that is there. */
const mailCame = 250

/** After each step of a life the newest tokens are asked who they are, and what they may do. */
const askedTokens = 3

const openLife = (world: World): Played<readonly Edit[]> => {
  let numbered = 0
  let lastStatus: number | undefined
  const wasLast = (status: number): boolean => lastStatus === status
  const next = (prefix: string): string => `${prefix}${++numbered}`
  /** Account -> name under which its newest code, its id, or the token of a mail is kept. */
  const newest = new Map<string, string>()
  /** Token of a mail, as steps name it -> whom it was asked for, and where the mail went. */
  const asked = new Map<string, { readonly who: Account; readonly address: string }>()

  const collectionPath = (): string => {
    const people = world.collections.get('people')
    return people === undefined ? '' : pathOf(people)
  }

  const post = (action: string, json: object, more: Partial<Step> = {}): Step => ({
    ...{ method: 'POST', path: `${collectionPath()}/${action}`, by: 'guest', json },
    ...more,
  })

  const readMail = (
    address: string,
    about: keyof typeof subjects,
    keep: NonNullable<Step['keep']>,
  ): Step => ({ method: 'MAIL', path: `${address} ${subjects[about]}`, keep })

  const mfaOf = (who: Account, second: boolean): object => {
    const name = newest.get(`${who.id} mfa`)
    return second && name !== undefined ? { mfaId: `{{${name}}}` } : {}
  }

  /** Signing in gives a token or, where a second factor is asked for, the id of its session. */
  const keepSignIn = (who: Account): NonNullable<Step['keep']> => {
    const [token, mfa] = [next('t'), next('m')]
    world.tokens.push(token)
    newest.set(`${who.id} mfa`, mfa)
    return { [token]: '/token', [mfa]: '/mfaId' }
  }

  const passwordOf = (who: Account, choice: string): string =>
    choice === 'own' ? who.password : choice

  const planChange = (who: Account, change: Change): object => {
    const password_ = next('a new password ')
    switch (change) {
      case 'password':
        return { password: password_, passwordConfirm: password_ }
      case 'password by its old one':
        return { oldPassword: who.password, password: password_, passwordConfirm: password_ }
      case 'wrong old password':
        return { oldPassword: 'not mine', password: password_, passwordConfirm: password_ }
      case 'email':
        return { email: `${world.prefix}${next('new')}@example.com` }
      case 'verified':
        return { verified: true }
      case 'token key':
        return { 'tokenKey:autogenerate': '' }
      case 'email visibility':
        return { emailVisibility: true }
      case 'name':
        return { name: next('name ') }
      default:
        return change satisfies never
    }
  }

  function* planAsking(who: Account, name: Flow, by: Caller): Generator<Step> {
    const isChange = name === 'email-change'
    const address = isChange ? `${world.prefix}${next('wanted')}@example.com` : who.email
    const json = isChange ? { newEmail: address } : { email: address }
    const kept = next('c')
    yield post(`request-${name}`, json, isChange ? { by: senderOf(world, by) } : {})
    const isSilent = !isChange && (!who.isThere || who.mailed.has(name))
    if (isSilent || !wasLast(204)) return
    who.mailed.add(name)
    newest.set(`${who.id} ${name}`, kept)
    asked.set(`{{${kept}}}`, { who, address })
    yield readMail(address, name, { [kept]: '/token' })
  }

  function* planCode(who: Account): Generator<Step> {
    const [id, code] = [next('o'), next('p')]
    newest.set(`${who.id} otp`, id).set(`${who.id} code`, code)
    yield post('request-otp', { email: who.email }, { keep: { [id]: '/otpId' } })
    if (!who.isThere || !wasLast(200)) return
    yield readMail(who.email, 'otp', { [code]: '/code' })
    if (!wasLast(mailCame)) return
    // Where it went is noted after the mail has left, and decides on what the code is good for.
    const path = `/api/collections/_otps/records/{{${id}}}?fields=sentTo`
    yield { method: 'GET', path, until: '/sentTo' }
  }

  const planConfirming = (who: Account, made: Extract<Edit, { kind: 'confirm' }>): Step => {
    const kept = newest.get(`${who.id} ${made.with}`)
    const token = kept === undefined ? 'none' : `{{${kept}}}`
    const fresh = next('a reset password ')
    switch (made.flow) {
      case 'verification':
        return post('confirm-verification', { token })
      case 'password-reset':
        return post('confirm-password-reset', { token, password: fresh, passwordConfirm: fresh })
      case 'email-change':
        return post('confirm-email-change', { token, password: passwordOf(who, made.password) })
      default:
        return made.flow satisfies never
    }
  }

  const planOne = (who: Account, made: Edit): Iterable<Step> => {
    const record = `${collectionPath()}/records/${who.id}`
    const by = 'by' in made ? senderOf(world, made.by) : 'superuser'
    switch (made.kind) {
      case 'register': {
        const secret = { password: 'correct horse 1', passwordConfirm: 'correct horse 1' }
        const json = { id: who.id, email: who.email, ...secret, ...made.odd }
        return [{ method: 'POST', path: `${collectionPath()}/records`, by, json }]
      }
      case 'sign in': {
        const body = { identity: who.email, password: passwordOf(who, made.password) }
        const json = { ...body, ...mfaOf(who, made.second) }
        const headers = { 'User-Agent': made.agent }
        return [post('auth-with-password', json, { headers, keep: keepSignIn(who) })]
      }
      case 'ask for a code':
        return planCode(who)
      case 'sign in by code': {
        const [id, code] = [newest.get(`${who.id} otp`), newest.get(`${who.id} code`)]
        const sent = made.code === 'sent' && code !== undefined ? `{{${code}}}` : '00000000'
        const json = { otpId: id === undefined ? 'none' : `{{${id}}}`, password: sent }
        return [
          post('auth-with-otp', { ...json, ...mfaOf(who, made.second) }, { keep: keepSignIn(who) }),
        ]
      }
      case 'ask for':
        return planAsking(who, made.flow, made.by)
      case 'confirm':
        return [planConfirming(who, made)]
      case 'change':
        return [{ method: 'PATCH', path: record, by, json: planChange(who, made.change) }]
      case 'refresh': {
        const token = next('t')
        world.tokens.push(token)
        return [
          {
            method: 'POST',
            path: `${collectionPath()}/auth-refresh`,
            by,
            keep: { [token]: '/token' },
          },
        ]
      }
      case 'impersonate': {
        const token = next('t')
        world.tokens.push(token)
        return [post(`impersonate/${who.id}`, made.body, { by, keep: { [token]: '/token' } })]
      }
      case 'file token':
        return [{ method: 'POST', path: '/api/files/token', by }]
      case 'delete':
        return [{ method: 'DELETE', path: record, by }]
      case 'options':
        return [{ method: 'PATCH', path: collectionPath(), json: made.options }]
      case 'traces':
        return [
          { method: 'GET', path: `/api/collections/${made.of}/records?sort=created,@rowid`, by },
        ]
      case 'methods':
        return [{ method: 'GET', path: `${collectionPath()}/auth-methods`, by }]
      default:
        return made satisfies never
    }
  }

  const askTokens = (): readonly Step[] =>
    world.tokens.slice(-askedTokens).flatMap((name): readonly Step[] => {
      const by = { token: `{{${name}}}` }
      return [
        { method: 'POST', path: `${collectionPath()}/auth-refresh`, by },
        { method: 'GET', path: `${collectionPath()}/records?sort=id`, by },
      ]
    })

  /** What a confirmed flow has made of an account. */
  const learnConfirmed = (action: string, { token = '', password }: Sent): void => {
    const { who, address } = asked.get(token) ?? {}
    if (who === undefined || address === undefined) return
    if (action === 'confirm-password-reset') who.password = password ?? who.password
    if (action === 'confirm-email-change') who.email = address
  }

  const learnRecord = (method: Step['method'], id: string, { password }: Sent): void => {
    const who = world.accounts.find((each) => each.id === id)
    if (who === undefined) return
    if (method === 'DELETE') who.isThere = false
    if (method !== 'POST' && method !== 'PATCH') return
    who.isThere = true
    who.password = password ?? who.password
  }

  return {
    *plan(made) {
      for (const each of made) {
        const who = world.accounts[each.account]
        if (who === undefined || collectionPath() === '') return
        yield* planOne(who, each)
      }
      yield* askTokens()
    },

    learn({ method, path, json }, answer) {
      const { status = 0 } = answer
      lastStatus = status
      const base = collectionPath()
      if (base === '' || status < 200 || status > 299 || !path.startsWith(`${base}/`)) return
      const sent = (json ?? {}) as Sent
      const [action = '', recordId = ''] = path.slice(base.length + 1).split('/')
      if (action !== 'records') return learnConfirmed(action, sent)
      const { id = recordId, email } = asRecord(answer)
      learnRecord(method, String(id), sent)
      const who = world.accounts.find((each) => each.id === id)
      if (who !== undefined && typeof email === 'string' && email !== '') who.email = email
    },
  }
}

/** What these sessions send as JSON, as far as they look at it again. */
interface Sent {
  readonly token?: string
  readonly password?: string
}

export const accountPart: Part<readonly Edit[]> = {
  name: 'account',
  weight: 10,
  edit: story,
  open: openLife,
}
