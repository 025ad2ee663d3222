import { describe, expect, test } from 'bun:test'
import {
  type CaseResult,
  decide,
  failureLimit,
  isConcernedBy,
  type MutantResults,
} from './rules.ts'

const named: CaseResult = { requirement: 'page.defaults', outcome: 'fail', noticed: ['says 30'] }
const other: CaseResult = { requirement: 'health.guest', outcome: 'fail', noticed: ['says 30'] }

const results = (changes: Partial<MutantResults>): MutantResults => ({
  reached: 100,
  affected: [named],
  names: ({ requirement, claim }) => requirement === 'page.defaults' && claim === 'says 30',
  concerns: (requirement) => requirement === 'page.defaults',
  ...changes,
})

const kindOf = (changes: Partial<MutantResults>) => decide(results(changes)).kind

describe('a mutant', () => {
  test('is killed by a claim that it names', () => {
    expect(decide(results({ affected: [named, other] }))).toEqual({
      kind: 'killed',
      killedBy: [{ requirement: 'page.defaults', claim: 'says 30' }],
      failed: 2,
      limit: 5,
    })
  })

  test('is not killed by a claim that it does not name', () => {
    const elsewhere = { ...named, noticed: ['something else'] }
    expect(kindOf({ affected: [elsewhere] })).toBe('survived')
    expect(kindOf({ affected: [{ ...named, outcome: 'pass', noticed: [] }, other] })).toBe(
      'survived',
    )
  })

  test('is not killed by a case that failed without noticing anything', () => {
    expect(kindOf({ affected: [{ ...named, noticed: [] }] })).toBe('survived')
    expect(kindOf({ affected: [{ ...named, outcome: 'blocked', noticed: [] }] })).toBe('survived')
  })

  test('that only cases about something else see has no case', () => {
    expect(kindOf({ affected: [other] })).toBe('no-case')
    expect(kindOf({ affected: [{ ...other, outcome: 'pass', noticed: [] }] })).toBe('no-case')
  })

  test('that no case sees is not reached', () => {
    expect(kindOf({ affected: [] })).toBe('not-reached')
  })

  test('that fails more than a twentieth of the cases it reaches is a smoke test, whoever noticed', () => {
    const six = [named, other, other, other, other, other]
    expect(kindOf({ affected: six, reached: 119 })).toBe('smoke')
    expect(kindOf({ affected: six, reached: 120 })).toBe('killed')
    const blocked = six.map((each) => ({ ...each, outcome: 'blocked' as const }))
    expect(kindOf({ affected: blocked, reached: 119 })).toBe('smoke')
  })

  test('that breaks the suite is a defect of the suite, and nothing else', () => {
    const broken: CaseResult = { ...other, outcome: 'harness-error', noticed: [] }
    expect(kindOf({ affected: [named, broken] })).toBe('harness-defect')
  })
})

test('of few cases three may fail', () => {
  expect([1, 20, 79, 80, 200].map(failureLimit)).toEqual([3, 3, 3, 4, 10])
})

test('a prefix ends where a part of an id ends', () => {
  expect(isConcernedBy('records.list.shape', ['records.list'])).toBe(true)
  expect(isConcernedBy('records.list.shape', ['records.'])).toBe(true)
  expect(isConcernedBy('records.list.shape', ['records.list.shape'])).toBe(true)
  expect(isConcernedBy('records.list.shape', ['records.li', 'record', 'page.'])).toBe(false)
})
