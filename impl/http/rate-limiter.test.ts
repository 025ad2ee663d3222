import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { freshSettings, type RateLimitRule, type Settings } from '../settings/shape.ts'
import { createRateLimiter, type Visit } from './rate-limiter.ts'

const rule = (label: string, maxRequests: number, duration: number): RateLimitRule => ({
  label,
  audience: '',
  maxRequests,
  duration,
})

const withRules = (...rules: readonly RateLimitRule[]): Settings => ({
  ...freshSettings,
  rateLimits: { enabled: true, rules },
})

const visit = (client: string): Visit => ({
  method: 'GET',
  path: '/a',
  isAuth: false,
  client: () => client,
})

const limiterAt = (settings: () => Settings) => {
  let seconds = 1_000_000
  const limiter = createRateLimiter({ settings, clock: () => new Date(seconds * 1000) })
  return {
    admits: (client: string) => limiter.admit(visit(client)) === undefined,
    later: (by: number) => void (seconds += by),
  }
}

test('an allowance comes back whole, a window after the last request that was let in', () => {
  const settings = withRules(rule('/a', 2, 3))
  const { admits, later } = limiterAt(() => settings)
  expect(admits('x')).toBe(true)
  later(2)
  expect(admits('x')).toBe(true)
  later(2)
  expect(admits('x')).toBe(false)
  later(1)
  expect([admits('x'), admits('x'), admits('x')]).toEqual([true, true, false])
})

test('a new object of settings forgets everybody', () => {
  let settings = withRules(rule('/a', 1, 60))
  const { admits } = limiterAt(() => settings)
  expect([admits('x'), admits('x')]).toEqual([true, false])
  settings = { ...settings }
  expect(admits('x')).toBe(true)
})

test('forgetting idle clients changes no answer', () => {
  const steps = fc.array(
    fc.record({ client: fc.nat(3), pause: fc.constantFrom(0, 0, 0, 1, 2, 5) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (...drawn) => {
        const [played, maxRequests, duration] = drawn
        const settings = withRules(rule('/a', maxRequests, duration))
        const crowded = limiterAt(() => settings)
        const quiet = limiterAt(() => settings)
        // Enough others that clients are swept away all the time.
        for (let n = 0; n < 1100; n++) crowded.admits(`other ${n}`)
        for (const [at, { client, pause }] of played.entries()) {
          crowded.later(pause)
          quiet.later(pause)
          crowded.admits(`new ${at}`)
          expect(crowded.admits(`${client}`)).toBe(quiet.admits(`${client}`))
        }
      },
    ),
    { numRuns: 30 },
  )
})

test('a crowd of clients within one window takes bounded memory', () => {
  const settings = withRules(rule('/a', 1, 86_400))
  const { admits } = limiterAt(() => settings)
  for (let n = 0; n < 100_000; n++) admits(`client ${n}`)
  expect(admits('client 0')).toBe(false)
  admits('one more')
  // Whoever came first made room.
  expect(admits('client 0')).toBe(true)
})
