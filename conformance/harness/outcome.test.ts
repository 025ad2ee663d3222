import { expect, test } from 'bun:test'
import { exitCodeOf, type Outcome, verdictOf } from './outcome.ts'

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
  expect(exitCodeOf(['kept', 'departs'], true)).toBe(1)
  expect(exitCodeOf(['kept', 'broken'], false)).toBe(1)
  expect(exitCodeOf(['not-judged'], false)).toBe(2)
  expect(exitCodeOf([], false)).toBe(2)
  expect(exitCodeOf(['broken', 'void'], false)).toBe(3)
})
