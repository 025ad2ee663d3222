import { afterEach, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { findRequirement } from '../spec/registry.ts'
import { checkBaseline, readBaseline, readKept } from './baseline.ts'
import { registry } from './registry.ts'
import { breaksRun, exitCodeOfRun, isHeldToAll, isStale, judge, type Judged } from './run.ts'
import type { Case } from './harness/case.ts'
import type { Target } from './harness/target.ts'
import { closeServers, serve, targetOf } from './harness/test-support.ts'

describe('the list of known gaps refuses', () => {
  const none = new Set<string>()
  test('what is not an id, and says which was meant', () => {
    expect(() => checkBaseline({ 'page.default': 'pages' }, none)).toThrow(
      'did you mean "page.defaults"?',
    )
  })
  test('any other text, too', () => {
    const word = fc.string().filter((text) => findRequirement(text) === undefined)
    fc.assert(
      fc.property(word, (text) => {
        expect(() => checkBaseline({ [text]: 'x' }, none)).toThrow('did you mean')
      }),
      { numRuns: 20 },
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
  test.each([[['page.defaults']], ['page.defaults'], [null], [1]])(
    'anything but lines of ids: %j',
    (listed) => {
      expect(() => checkBaseline(listed, none)).toThrow('expected lines of the form')
    },
  )
})

test('a list in order is read as it is', () => {
  expect(checkBaseline({}, new Set())).toEqual(new Map())
  expect(checkBaseline({ 'page.defaults': 'pages' }, new Set(['page.key-order']))).toEqual(
    new Map([['page.defaults', 'pages']]),
  )
})

test('the committed list is in order, and each of its entries has a case', async () => {
  const baseline = await readBaseline()
  const cases = new Set<string>(registry.map(({ id }) => id))
  expect([...baseline.keys()].filter((id) => !cases.has(id))).toEqual([])
})

test('the committed files are read whole', async () => {
  const textOf = (name: string): Promise<string> => Bun.file(join(import.meta.dir, name)).text()
  const gaps = (await textOf('baseline.yml')).match(/^[a-z][^:]*(?=:)/gm) ?? []
  expect([...(await readBaseline()).keys()]).toEqual(gaps)
  const kept = await readKept()
  expect([...kept].map((id) => `${id}\n`).join('')).toBe(await textOf('kept.txt'))
  expect([...kept].filter((id) => findRequirement(id) === undefined)).toEqual([])
})

describe('a run', () => {
  // Only the id is looked at.
  const subject = { id: 'page.defaults' } as Case
  const judged = (verdict: Judged['verdict'], gap?: string): Judged => ({
    case: subject,
    outcome: { kind: 'pass' },
    claims: new Map(),
    failures: new Map(),
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
  test('is broken by a departure only when it is strict', () => {
    expect(breaksRun(judged('departs'), false)).toBe(false)
    expect(breaksRun(judged('departs'), true)).toBe(true)
    expect(exitCodeOfRun([judged('departs')], false)).toBe(0)
    expect(exitCodeOfRun([judged('departs')], true)).toBe(1)
  })
  test.each([
    ['reference', true],
    ['upstream', true],
    ['upstream@newest', false],
    ['http://127.0.0.1:8090', false],
  ])('of %s under the test runner is strict: %p', (name, isStrict) => {
    expect(isHeldToAll({ name })).toBe(isStrict)
  })
  test('that judged known gaps only is in order; one that judged nothing is not', () => {
    expect(exitCodeOfRun([judged('broken', 'pages')], true)).toBe(0)
    expect(exitCodeOfRun([judged('not-judged'), judged('not-judged', 'pages')], true)).toBe(2)
    expect(exitCodeOfRun([], true)).toBe(2)
  })
  test('exits with 0 exactly when none of its cases breaks it, if it judged any', () => {
    const verdicts = ['kept', 'broken', 'departs', 'not-judged', 'void'] as const
    const one = fc
      .tuple(fc.constantFrom(...verdicts), fc.constantFrom('pages', undefined))
      .map(([verdict, gap]) => judged(verdict, gap))
    fc.assert(
      fc.property(fc.array(one, { minLength: 1 }), fc.boolean(), (all, strict) => {
        fc.pre(all.some(({ verdict }) => verdict !== 'not-judged'))
        const isBroken = all.some((each) => breaksRun(each, strict))
        expect(exitCodeOfRun(all, strict) === 0).toBe(!isBroken)
      }),
    )
  })
})

describe('judging', () => {
  afterEach(closeServers)

  /** A target of this name whose server answers nothing but 500. */
  const broken = (name: string): Target => ({
    ...targetOf(() => Promise.resolve(serve(() => new Response(null, { status: 500 })))),
    name,
  })

  test('looks known gaps up for the reference server and for no other', async () => {
    const baseline = await readBaseline()
    const shared = registry.filter(({ lane, needs }) => lane === 'shared' && needs === undefined)
    const isGap = ({ id }: Case): boolean => baseline.has(id)
    const cases = [...shared.filter(isGap).slice(0, 2), ...shared.slice(0, 2)]
    for (const name of ['reference', 'miniature']) {
      const heard: Judged[] = []
      const all = await judge({
        target: broken(name),
        cases,
        seed: 1,
        onJudged: (each) => heard.push(each),
      })
      expect(heard).toEqual([...all])
      expect(all.map(({ outcome }) => outcome.kind)).toEqual(cases.map(() => 'blocked'))
      const gaps = all.map((each) =>
        name === 'reference' ? baseline.get(each.case.id) : undefined,
      )
      expect(all.map((each) => each.gap)).toEqual(gaps)
    }
  })
})
