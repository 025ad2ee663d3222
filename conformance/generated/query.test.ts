import { expect, test } from 'bun:test'
import { withQuery } from '../harness/fault.ts'
import { readSourceMutants, referenceTree, withMutant } from '../mutants/source/source.ts'
import { launchedTarget } from '../targets/launch.ts'
import { fuzzQueries, type QueryFuzzOptions } from './query/fuzz-query.ts'
import { describeDisagreement } from './report.ts'
import { referencePairs } from './test-support.ts'

const runMs = 240_000

const { reference } = referencePairs()

const fuzz = (options: Partial<QueryFuzzOptions>, queries: number) =>
  fuzzQueries({
    targets: { a: reference(), b: reference() },
    ...{ seed: 1, queriesPerSession: 200, rulesPerSession: 6, maxDisagreements: 1 },
    isDone: (counts) => counts.queries >= queries,
    ...options,
  })

test(
  'two servers that are the same agree, with each other and with the model',
  async () => {
    const { queries, decisions, found, undecided } = await fuzz({}, 200)
    expect(found).toEqual([])
    expect(queries).toBe(200)
    expect(decisions).toBeGreaterThan(20)
    // The model is a judge, not an onlooker.
    expect(Object.values(undecided).reduce((sum, count) => sum + count, 0)).toBeLessThan(10)
  },
  runMs,
)

test(
  'a server that takes < for <= is found, and its data and query are few',
  async () => {
    const wrong = withQuery((query) => {
      const filter = query.get('filter')
      if (filter !== null) query.set('filter', filter.replaceAll('<', '<=').replaceAll('<==', '<='))
    })
    const { found } = await fuzz({ faults: [wrong] }, 2000)
    const [first] = found
    expect(first?.about).toBe('answer')
    // An import, a few records, and the query.
    expect(first?.lived.length).toBeLessThan(8)
    const story = first === undefined ? '' : describeDisagreement(first, { a: 'one', b: 'other' })
    expect(story).toContain(`one and other disagree after ${first?.lived.length} steps`)
    expect(story).toContain('%3C')
  },
  runMs,
)

const ofQueries = { queriesPerSession: 200, rulesPerSession: 1 }
const ofRules = { queriesPerSession: 8, rulesPerSession: 20 }

/** Ways to be wrong about what a query or a rule means. */
const planted: Readonly<Record<string, Partial<QueryFuzzOptions>>> = {
  'less-means-at-most': ofQueries,
  'missing-is-not-different': ofQueries,
  'several-need-one': ofQueries,
  'related-rules-forgotten': ofRules,
  'sent-is-changed': ofRules,
}

test.each(Object.entries(planted))(
  'a server with %s is found',
  async (name, options) => {
    const mutant = readSourceMutants().find((each) => each.name === name)
    if (mutant === undefined) throw new Error(`no mutant ${name}`)
    const found = await withMutant(mutant, referenceTree, async (root) => {
      const wrong = launchedTarget(referenceTree.program(root))
      try {
        const targets = { a: wrong, b: reference() }
        return (await fuzz({ targets, shrinks: false, ...options }, 400)).found
      } finally {
        await wrong.close()
      }
    })
    expect(found.map(({ about }) => about)).toEqual(['answer'])
  },
  runMs,
)
