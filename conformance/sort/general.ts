import { createFixtureQ, listIds, vectors } from '../filter/fixture-q.ts'
import { type CaseContext, conform } from '../harness/case.ts'

const four = async ({ collection, record }: CaseContext) => {
  const made = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'num', type: 'number' },
    ],
  })
  for (const [title, num] of [
    ['b', 2],
    ['a', 2],
    ['B', 1],
    ['', 10],
  ] as const) {
    await record(made, { title, num })
  }
  return made
}

export const multiple = conform('sort.multiple', {
  lane: 'shared',
  async check(world) {
    const { records } = await four(world)
    const answer = await world.guest.get(records, { sort: '-num,title', fields: 'title' })
    const items = ['', 'a', 'b', 'B'].map((title) => ({ title }))
    world.claim('the first field decides first', answer).status(200).json('/items', items)
  },
})

export const orderText = conform('sort.order-text', {
  lane: 'shared',
  async check(world) {
    const { records } = await four(world)
    const answer = await world.guest.get(records, { sort: 'title', fields: 'title' })
    const items = ['', 'B', 'a', 'b'].map((title) => ({ title }))
    world.claim('is by bytes', answer).status(200).json('/items', items)
  },
})

export const unknownField = conform('sort.unknown-field', {
  lane: 'shared',
  async check(world) {
    const { records } = await four(world)
    world.claim('the control', await world.guest.get(records, { sort: 'num' })).status(200)
    const answer = await world.guest.get(records, { sort: 'nope' })
    const message = 'Something went wrong while processing your request.'
    world.claim('is refused', answer).error(400, message)
  },
})

export const limitCount = conform('sort.limit-count', {
  lane: 'shared',
  async check(world) {
    const { records } = await four(world)
    const times = (count: number) => Array.from({ length: count }, () => 'num').join(',')
    world.claim('eight fields', await world.guest.get(records, { sort: times(8) })).status(200)
    world.claim('nine fields', await world.guest.get(records, { sort: times(9) })).status(400)
  },
})

export const sortVectors = conform('sort.vectors', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { vals, text } = await createFixtureQ(context)
    for (const { sort, ids } of vectors.sorted) {
      claim(sort, await listIds(superuser, vals, { sort: text(sort) })).equals(ids.join(' '))
    }
  },
})
