import { describe, expect, test } from 'bun:test'
import vectors from '../../spec/vectors/filter.json'
import { FilterError } from './query.ts'
import { createWorld } from './testing/world.ts'

const world = createWorld(vectors.fixture.collections)
world.insert('people', vectors.fixture.records.people)
world.insert('vals', vectors.fixture.records.vals)

describe('filter vectors', () => {
  test.each(vectors.matching)('$collection: $filter', ({ collection, filter, ids }) => {
    expect([...world.list(collection, { filter })].sort()).toEqual(ids)
  })

  test.each(vectors.matching.filter(({ filter }) => !filter.includes('@collection')))(
    'guest, $collection: $filter',
    ({ collection, filter, ids }) => {
      expect([...world.list(collection, { filter, restricted: true })].sort()).toEqual(ids)
    },
  )

  test.each(vectors.matching)('as a rule, $collection: $filter', ({ collection, filter, ids }) => {
    expect([...world.list(collection, { rule: filter })].sort()).toEqual(ids)
  })

  test.each(vectors.refused)('refuses $collection: $filter', ({ collection, filter }) => {
    expect(() => world.list(collection, { filter })).toThrow(FilterError)
  })

  test.each(vectors.sorted)('sorts by $sort', ({ collection, sort, ids }) => {
    expect(world.list(collection, { sort })).toEqual(ids)
  })
})
