import { type CaseContext, conform } from '../harness/case.ts'
import { withJson, withQuery } from '../harness/fault.ts'

const withRecords = async ({ collection, record }: CaseContext, count: number) => {
  const made = await collection({ fields: [{ name: 'n', type: 'number' }] })
  for (let n = 1; n <= count; n++) await record(made, { n })
  return made
}

export const defaults = conform('page.defaults', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 31)
    const answer = await guest.get(records)
    claim('says page 1 and perPage 30', answer).status(200).json('/page', 1).json('/perPage', 30)
    claim('gives 30 items', answer).length('/items', 30)
    claim('counts all', answer).json('/totalItems', 31).json('/totalPages', 2)
    claim(
      'same as asking for it',
      await guest.get(records, { page: '1', perPage: '30' }),
    ).sameBodyAs(answer)
  },
  mustCatch: {
    'says page 1 and perPage 30': [withJson('/perPage', 29)],
    'gives 30 items': [withQuery((query) => query.set('perPage', query.get('perPage') ?? '20'))],
    'counts all': [withJson('/totalPages', 3)],
  },
})

export const keyOrder = conform('page.key-order', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    claim('is this text', await guest.get(records)).text(
      '{"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}\n',
    )
  },
})

export const beyondLast = conform('page.beyond-last', {
  lane: 'shared',
  async check(world) {
    const { records } = await withRecords(world, 5)
    const answer = await world.guest.get(records, { perPage: '2', page: '9' })
    world.claim('is empty with right totals', answer).status(200).body({
      items: [],
      page: 9,
      perPage: 2,
      totalItems: 5,
      totalPages: 3,
    })
  },
})

export const nonPositive = conform('page.non-positive-page', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    claim('0 is 1', await guest.get(records, { page: '0' }))
      .status(200)
      .json('/page', 1)
    claim('-5 is 1', await guest.get(records, { page: '-5' }))
      .status(200)
      .json('/page', 1)
  },
})

export const maxPerPage = conform('page.max-per-page', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    for (const [asked, given] of [
      ['1000', 1000],
      ['1001', 1000],
      ['99999', 1000],
    ] as const) {
      claim(`${asked} is ${given}`, await guest.get(records, { perPage: asked })).json(
        '/perPage',
        given,
      )
    }
  },
})

export const invalidNumber = conform('page.invalid-number', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    claim('the control', await guest.get(records, { page: '1' })).status(200)
    for (const value of ['a', '1.5', '1e2', '0x1', ' 1', '1_0', '99999999999999999999']) {
      const message = 'Something went wrong while processing your request.'
      claim(`page=${value}`, await guest.get(records, { page: value })).error(400, message)
      claim(`perPage=${value}`, await guest.get(records, { perPage: value })).error(400, message)
    }
  },
})

export const skipTotal = conform('page.skip-total', {
  lane: 'shared',
  async check(world) {
    const { records } = await withRecords(world, 3)
    const answer = await world.guest.get(records, { skipTotal: '1' })
    world.claim('does not count', answer).json('/totalItems', -1).json('/totalPages', -1)
    world.claim('gives the items', answer).status(200).length('/items', 3)
  },
})
