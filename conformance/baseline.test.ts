import { describe, expect, test } from 'bun:test'
import { checkBaseline, readBaseline, readKept } from './baseline.ts'
import { registry } from './registry.ts'
import { breaksRun, exitCodeOfRun, isStale, type Judged } from './run.ts'
import type { Case } from './harness/case.ts'

describe('the list of known gaps refuses', () => {
  const none = new Set<string>()
  test('what is not an id, and says which was meant', () => {
    expect(() => checkBaseline({ 'page.default': 'pages' }, none)).toThrow(
      'did you mean "page.defaults"?',
    )
  })
  test('what has been kept on main', () => {
    expect(() => checkBaseline({ 'page.defaults': 'x' }, new Set(['page.defaults']))).toThrow(
      'may not become a gap again',
    )
  })
  test('a gap that nothing will close', () => {
    expect(() => checkBaseline({ 'page.defaults': '' }, none)).toThrow(
      'must name the piece of work',
    )
  })
  test('anything but a list of ids', () => {
    expect(() => checkBaseline(['page.defaults'], none)).toThrow('expected lines of the form')
  })
})

test('the committed list is in order, and each of its entries has a case', async () => {
  const baseline = await readBaseline()
  const cases = new Set<string>(registry.map(({ id }) => id))
  expect([...baseline.keys()].filter((id) => !cases.has(id))).toEqual([])
  expect((await readKept()).size).toBeGreaterThan(0)
})

describe('a run', () => {
  // Only the id is looked at.
  const subject = { id: 'page.defaults' } as Case
  const judged = (verdict: Judged['verdict'], gap?: string): Judged => ({
    case: subject,
    outcome: { kind: 'pass' },
    claims: new Map(),
    exchanges: [],
    ms: 1,
    verdict,
    gap,
  })
  test('is not broken by a known gap', () => {
    expect(breaksRun(judged('broken', 'pages'), true)).toBe(false)
    expect(exitCodeOfRun([judged('kept'), judged('broken', 'pages')], true)).toBe(0)
  })
  test('is broken by a gap that is kept now', () => {
    expect(isStale(judged('kept', 'pages'))).toBe(true)
    expect(exitCodeOfRun([judged('kept'), judged('kept', 'pages')], false)).toBe(1)
  })
  test('is not saved from a fault of the suite by a known gap', () => {
    expect(breaksRun(judged('void', 'pages'), false)).toBe(true)
    expect(exitCodeOfRun([judged('kept'), judged('void', 'pages')], false)).toBe(3)
  })
})
