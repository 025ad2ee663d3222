import { expect, test } from 'bun:test'
import type { ClaimResult } from './claim.ts'
import { exitCodeOf, type Outcome, outcomeOfClaims, verdictOf } from './outcome.ts'

const outcomes: readonly (readonly [Outcome, must: string, should: string])[] = [
  [{ kind: 'pass' }, 'kept', 'kept'],
  [{ kind: 'fail', claim: 'c', expected: 'a', seen: 'b' }, 'broken', 'departs'],
  [{ kind: 'blocked', missing: 'x' }, 'broken', 'departs'],
  [{ kind: 'unstable', outcomes: ['pass', 'fail: c'] }, 'broken', 'departs'],
  [{ kind: 'not-applicable', because: 'x' }, 'not-judged', 'not-judged'],
  [{ kind: 'harness-error', cause: new Error('x') }, 'void', 'void'],
]

test.each(outcomes)('%o is %s for a must and %s for a should', (outcome, must, should) => {
  expect<string>(verdictOf('must', outcome)).toBe(must)
  expect<string>(verdictOf('should', outcome)).toBe(should)
  expect<string>(verdictOf('may', outcome)).toBe(should)
})

test('the exit code tells a broken contract from a broken suite and from nothing judged', () => {
  expect(exitCodeOf(['kept', 'departs', 'not-judged'], false)).toBe(0)
  expect(exitCodeOf(['departs'], false)).toBe(0)
  expect(exitCodeOf(['kept'], false)).toBe(0)
  expect(exitCodeOf(['kept', 'departs'], true)).toBe(1)
  expect(exitCodeOf(['kept', 'broken'], false)).toBe(1)
  expect(exitCodeOf(['not-judged'], false)).toBe(2)
  expect(exitCodeOf([], false)).toBe(2)
  expect(exitCodeOf(['broken', 'void'], false)).toBe(3)
})

const held = (name: string): ClaimResult => ({ name, checks: 1 })
const failed = (name: string): ClaimResult => ({
  name,
  checks: 2,
  failure: { expected: 'a', seen: 'b' },
})

test('a case whose claims hold passes, and one fails by its first claim that does not', () => {
  expect(outcomeOfClaims([held('one'), held('two')])).toEqual({ kind: 'pass' })
  expect(outcomeOfClaims([held('one'), failed('two'), failed('three')])).toEqual({
    kind: 'fail',
    claim: 'two',
    expected: 'a',
    seen: 'b',
  })
})

test.each<readonly [string, readonly ClaimResult[], string]>([
  ['no claim', [], 'the case made no claim'],
  ['an idle claim', [held('one'), { name: 'two', checks: 0 }], 'the claim "two" checked nothing'],
  ['two claims of one name', [held('one'), held('one')], 'two claims are called "one"'],
  ['a fault beside a failure', [failed('one'), held('one')], 'two claims are called "one"'],
])('%s is a fault of the suite', (_name, claims, message) => {
  expect(outcomeOfClaims(claims)).toEqual({ kind: 'harness-error', cause: new Error(message) })
})
