import fc from 'fast-check'
import type { Session, Step, Subject } from '../session.ts'

/** One thing that happens in a session about rate limits. */
type Edit =
  | { readonly kind: 'rules'; readonly rules: readonly Rule[] }
  /** A save that changes nothing drops all counters. */
  | { readonly kind: 'save' }
  | { readonly kind: 'switch'; readonly enabled: boolean }
  | { readonly kind: 'visit'; readonly by: Visitor; readonly ip: string; readonly route: Route }

type Visitor = 'guest' | 'user' | 'superuser'

/** `{a}`, `{b}` and `{c}` stand for the names of the session's two base collections and its auth collection, `{A}` for an id. */
interface Rule {
  readonly label: string
  readonly audience: string
  readonly maxRequests: number
}

interface Route {
  readonly method: Step['method']
  readonly path: string
  /** Sent with an id of its own. */
  readonly creates?: true
  readonly json?: unknown
}

const labels = [
  '/',
  '/api/',
  '/api/collections/',
  '/api/collections/{a}/',
  '/api/collections/{a}/records',
  '/api/health',
  '/api/health/',
  '/api/nope',
  'GET /api/',
  'GET /api/health',
  'GET /api/collections/{a}/records',
  'POST /api/collections/',
  'HEAD /api/health',
  '*:list',
  '*:view',
  '*:create',
  '*:update',
  '*:delete',
  '*:auth',
  '*:authWithPassword',
  '*:listAuthMethods',
  '{a}:list',
  '{a}:create',
  '{b}:list',
  '{c}:auth',
  '{c}:authWithPassword',
  '{c}:authRefresh',
  'list',
]

const routes: readonly Route[] = [
  { method: 'GET', path: '/api/health' },
  { method: 'HEAD', path: '/api/health' },
  { method: 'GET', path: '/api/nope' },
  { method: 'POST', path: '/api/nope' },
  { method: 'GET', path: '/nope' },
  { method: 'GET', path: '/api/logs/nope' },
  { method: 'GET', path: '/api/collections/{a}/records?fields=none' },
  { method: 'GET', path: '/api/collections/{A}/records?fields=none' },
  { method: 'GET', path: '/api/collections/{b}/records?fields=none' },
  { method: 'GET', path: '/api/collections/none/records' },
  { method: 'GET', path: '/api/collections/{a}/records/none' },
  { method: 'POST', path: '/api/collections/{a}/records', creates: true },
  { method: 'POST', path: '/api/collections/{b}/records', creates: true },
  { method: 'PATCH', path: '/api/collections/{a}/records/none', json: {} },
  { method: 'DELETE', path: '/api/collections/{a}/records/none' },
  { method: 'GET', path: '/api/collections/{c}/auth-methods?fields=mfa' },
  { method: 'POST', path: '/api/collections/{c}/auth-refresh' },
  { method: 'POST', path: '/api/collections/{c}/auth-with-password', json: {} },
  { method: 'POST', path: '/api/collections/{a}/auth-with-password', json: {} },
  { method: 'POST', path: '/api/collections/none/auth-with-password', json: {} },
]

const rule = fc.record<Rule>({
  label: fc.constantFrom(...labels),
  audience: fc.constantFrom('', '', '@guest', '@auth'),
  maxRequests: fc.integer({ min: 1, max: 3 }),
})

const edit = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rules' as const),
      rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Edit>({ kind: 'save' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('switch' as const), enabled: fc.boolean() }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      kind: fc.constant('visit' as const),
      by: fc.constantFrom<Visitor>('guest', 'guest', 'user', 'superuser'),
      ip: fc.constantFrom('192.0.2.1', '192.0.2.1', '192.0.2.2', 'nonsense'),
      route: fc.constantFrom(...routes),
    }),
  },
)

const root = '/api/collections'
const settings = '/api/settings'
/** Seconds: no session lasts so long, and time is a matter of other cases. */
const duration = 600

/** Requests under generated limits: which are let in, and which are not. */
export const limitsSubject: Subject<Edit> = {
  name: 'limits',
  edits: fc.array(edit, { minLength: 4, maxLength: 40 }),
  open: (prefix) => openSession(prefix),
}

const openSession = (prefix: string): Session<Edit> => {
  const names: Readonly<Record<string, string>> = {
    a: `${prefix}a`,
    b: `${prefix}b`,
    c: `${prefix}c`,
  }
  let idOfA = 'none'
  let records = 0
  let isReady = false

  const fill = (text: string): string =>
    text.replace(/\{(\w)\}/g, (_found, name: string) => names[name] ?? idOfA)

  const rules = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }
  const prepare = (): readonly Step[] => [
    ...['a', 'b'].map((name): Step => ({
      method: 'POST',
      path: root,
      json: { name: names[name], type: 'base', ...rules },
    })),
    { method: 'POST', path: `${root}?fields=id`, json: { name: names['c'], type: 'auth' } },
    {
      method: 'PATCH',
      path: settings,
      json: { trustedProxy: { headers: ['X-Real-IP'] }, rateLimits: { enabled: true } },
    },
  ]

  const stepOf = (made: Edit): Step => {
    switch (made.kind) {
      case 'rules':
        return {
          method: 'PATCH',
          path: settings,
          json: {
            rateLimits: {
              rules: made.rules.map((each) => ({ ...each, label: fill(each.label), duration })),
            },
          },
        }
      case 'save':
        return { method: 'PATCH', path: settings, json: {} }
      case 'switch':
        return { method: 'PATCH', path: settings, json: { rateLimits: { enabled: made.enabled } } }
      case 'visit': {
        const { method, path, creates, json } = made.route
        const id = `record${String(++records).padStart(9, '0')}`
        const body = creates === true ? { id } : json
        return {
          method,
          path: fill(path),
          by: made.by,
          headers: { 'X-Real-IP': made.ip },
          ...(body === undefined ? {} : { json: body }),
        }
      }
      default:
        return made satisfies never
    }
  }

  return {
    plan(made) {
      if (isReady) return [stepOf(made)]
      isReady = true
      return [...prepare(), stepOf(made)]
    },
    learn({ method, path, json }, { status, body }) {
      const { name } = (json ?? {}) as { readonly name?: string }
      if (method !== 'POST' || path !== root || status !== 200 || name !== names['a']) return
      // Both servers answered with the collection.
      idOfA = (JSON.parse(body) as { readonly id: string }).id
    },
  }
}
