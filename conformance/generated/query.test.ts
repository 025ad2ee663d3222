import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Fault, withQuery } from '../harness/fault.ts'
import type { Target } from '../harness/target.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { fuzzQueries } from './query/fuzz-query.ts'
import { describeDisagreement } from './report.ts'

const runMs = 240_000

let reference: Target
beforeAll(async () => {
  reference = await resolveTarget('reference')
})
afterAll(() => reference.close())

const fuzz = (faults: readonly Fault[], queries: number) =>
  fuzzQueries({
    targets: { a: reference, b: reference },
    ...{ seed: 1, queriesPerSession: 200, maxDisagreements: 1, faults },
    isDone: (counts) => counts.queries >= queries,
  })

test(
  'two servers that are the same agree, with each other and with the model',
  async () => {
    const { queries, found, undecided } = await fuzz([], 400)
    expect(found).toEqual([])
    expect(queries).toBe(400)
    // The model is a judge, not an onlooker.
    expect(Object.values(undecided).reduce((sum, count) => sum + count, 0)).toBeLessThan(20)
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
    const { found } = await fuzz([wrong], 2000)
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
