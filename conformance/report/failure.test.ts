import { expect, test } from 'bun:test'
import { answered } from '../harness/test-support.ts'
import { describeFailure, describeOutcome } from './failure.ts'
import { failure, judgedAs } from './test-support.ts'

test('a failure tells the sentence, the claim, what was expected and seen, and how to see it again', () => {
  const exchange = answered({ status: 200 })
  const [first, ...lines] = describeFailure(
    judgedAs('page.defaults', { ...failure, exchange }),
  ).split('\n')
  expect(first).toBe('BROKEN page.defaults (must)')
  expect(lines.slice(1)).toEqual([
    '  claim "says <30> & "more""',
    '  expected  30',
    '  seen      /perPage: expected 30, seen "***"',
    '  exchange  GET /api/x -> 200',
    "  curl --include --globoff -X 'GET' 'http://127.0.0.1:1/api/x'",
  ])
})

test('a known gap that is kept now says what to do', () => {
  const story = describeFailure(judgedAs('page.defaults', { kind: 'pass' }, { gap: 'pages' }))
  expect(story).toEndWith('is kept now: remove it from conformance/baseline.yml')
})

test.each([
  [{ kind: 'pass' }, 'kept'],
  [
    { kind: 'blocked', missing: 'POST / -> 500 {"token":"a\\"b"}' },
    'blocked: POST / -> 500 {"token":"***"}',
  ],
  [{ kind: 'not-applicable', because: 'no browser' }, 'not applicable: no browser'],
  [
    { kind: 'unstable', outcomes: ['pass', 'fail: c'] },
    'changed its mind when repeated: pass, fail: c',
  ],
  [{ kind: 'harness-error', cause: 'thrown text' }, 'the suite failed: thrown text'],
] as const)('%j is told in one line', (outcome, line) => {
  expect(describeOutcome(outcome)).toEqual([line])
})

test('a fault of the suite shows where it happened', () => {
  const [line] = describeOutcome({ kind: 'harness-error', cause: new Error('of ours') })
  expect(line).toContain('of ours')
  expect(line).toContain('failure.test.ts')
})
