import type { RateLimitRule, Settings } from '../settings/shape.ts'

/** A route of a collection counts for itself, whatever rule applies (http.ratelimit.counter-scope). */
export interface CollectionRoute {
  readonly id: string
  readonly name: string
  /** Method and pattern. */
  readonly route: string
  /** From the particular to the general (http.ratelimit.tags). */
  readonly tags: readonly string[]
}

export interface Visit {
  readonly method: string
  /** Decoded. */
  readonly path: string
  readonly isAuth: boolean
  readonly client: () => string
  readonly collection?: CollectionRoute | undefined
}

/** What a client may still do. */
interface Allowance {
  left: number
  /** Unix seconds of the last request that was let in. */
  lastAt: number
}

interface Counter {
  readonly maxRequests: number
  /** Seconds. */
  readonly duration: number
  readonly clients: Map<string, Allowance>
  sweptAt: number
}

interface Rules {
  readonly exact: ReadonlyMap<string, readonly RateLimitRule[]>
  /** Labels that end with a slash, in the order of the settings. */
  readonly prefixes: readonly RateLimitRule[]
}

const compileRules = (rules: readonly RateLimitRule[]): Rules => ({
  exact: Map.groupBy(rules, ({ label }) => label),
  prefixes: rules.filter(({ label }) => label.endsWith('/')),
})

const candidatesOf = ({ method, path, collection }: Visit): readonly string[] => {
  const byPath = [`${method} ${path}`, path]
  if (collection === undefined) return byPath
  const { name, tags } = collection
  return [...tags.map((tag) => `${name}:${tag}`), ...tags.map((tag) => `*:${tag}`), ...byPath]
}

/** The one rule of a visit (http.ratelimit.match-order). */
const findRule = ({ exact, prefixes }: Rules, visit: Visit): RateLimitRule | undefined => {
  const own = visit.isAuth ? '@auth' : '@guest'
  const isFor = ({ audience }: RateLimitRule) => audience === '' || audience === own
  for (const candidate of candidatesOf(visit)) {
    const rule =
      exact.get(candidate)?.find(isFor) ??
      prefixes.find((prefix) => `${candidate}/`.startsWith(prefix.label) && isFor(prefix))
    if (rule !== undefined) return rule
  }
  return undefined
}

const counterKey = ({ collection }: Visit, { label, audience }: RateLimitRule): string =>
  collection === undefined
    ? `${label} ${audience}`
    : `${collection.id} ${collection.route} ${collection.tags.join(' ')} ${audience}`

/** Clients that a sweep is worth. */
const sweptFrom = 1024
/** About 10 MB; beyond it whoever came first is forgotten. */
const clientsAtMost = 100_000

/** An allowance whose time is over is as good as none, so forgetting it changes nothing. */
const sweep = (counter: Counter, now: number): void => {
  const { clients, duration } = counter
  for (const [client, { lastAt }] of clients) if (now - lastAt >= duration) clients.delete(client)
  counter.sweptAt = now
}

/** http.ratelimit.refill */
const consume = (counter: Counter, client: string, now: number): boolean => {
  const { clients, maxRequests, duration } = counter
  const known = clients.get(client)
  if (known === undefined) {
    if (clients.size >= sweptFrom && now - counter.sweptAt >= duration) sweep(counter, now)
    const [first] = clients.size >= clientsAtMost ? clients.keys() : []
    if (first !== undefined) clients.delete(first)
    clients.set(client, { left: maxRequests - 1, lastAt: now })
    return true
  }
  if (now - known.lastAt >= duration) known.left = maxRequests
  if (known.left <= 0) return false
  known.left -= 1
  known.lastAt = now
  return true
}

export interface RateLimiterOptions {
  /** A new object after each save, which drops all counters (http.ratelimit.reset-on-settings-save). */
  readonly settings: () => Settings
  readonly clock: () => Date
}

export const createRateLimiter = ({ settings, clock }: RateLimiterOptions) => {
  let current: Settings | undefined
  let rules = compileRules([])
  const counters = new Map<string, Counter>()
  const nowSeconds = (): number => Math.floor(clock().getTime() / 1000)

  return {
    isOn: (): boolean => settings().rateLimits.enabled,
    /** Whether a request has counted since the last save of the settings (http.ratelimit.cleanup-cron). */
    isInUse: (): boolean => settings() === current && counters.size > 0,
    forgetIdle(): void {
      for (const counter of counters.values()) sweep(counter, nowSeconds())
    },
    /** Takes one request from the client's allowance; undefined, or the rule that leaves nothing to take. */
    admit(visit: Visit): RateLimitRule | undefined {
      const latest = settings()
      if (latest !== current) {
        current = latest
        rules = compileRules(latest.rateLimits.rules)
        counters.clear()
      }
      const rule = findRule(rules, visit)
      if (rule === undefined) return undefined
      const key = counterKey(visit, rule)
      const now = nowSeconds()
      let counter = counters.get(key)
      if (counter === undefined) {
        const { maxRequests, duration } = rule
        counter = { maxRequests, duration, clients: new Map(), sweptAt: now }
        counters.set(key, counter)
      }
      return consume(counter, visit.client(), now) ? undefined : rule
    },
  }
}

export type RateLimiter = ReturnType<typeof createRateLimiter>
