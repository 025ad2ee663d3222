import { conform } from '../harness/case.ts'
import { createFixtureQ, listIds, vectors } from './fixture-q.ts'

const refusal = 'Something went wrong while processing your request.'

export const match = conform('filter.vectors.match', {
  lane: 'private',
  async check(context) {
    const { guest, superuser, claim } = context
    await createFixtureQ(context)
    for (const { collection, filter, ids } of vectors.matching) {
      const query = { filter, sort: 'id' }
      const found = await listIds(superuser, collection, query)
      claim(`${collection}: ${filter}`, found).equals([...ids].sort())
      // Guests may not name other collections.
      if (filter.includes('@collection.')) continue
      claim(`${collection}, guest: ${filter}`, await listIds(guest, collection, query)).equals(
        [...ids].sort(),
      )
    }
  },
})

export const errors = conform('filter.vectors.errors', {
  lane: 'private',
  async check(context) {
    const { guest, superuser, claim } = context
    await createFixtureQ(context)
    for (const { collection, filter } of vectors.refused) {
      const path = `/api/collections/${collection}/records`
      claim(`${collection}: ${filter}`, await superuser.get(path, { filter })).error(400, refusal)
      claim(`${collection}, guest: ${filter}`, await guest.get(path, { filter })).error(
        400,
        refusal,
      )
    }
  },
})
