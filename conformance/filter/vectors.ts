import { conform } from '../harness/case.ts'
import { createFixtureQ, listIds, vectors } from './fixture-q.ts'
import { refusal } from './table.ts'

type Vector = (typeof vectors.matching)[number]

/** The vectors of a kind, as a superuser, and as a guest where the filter names no other collection. */
const matching = (isWanted: (vector: Vector) => boolean) =>
  ({
    lane: 'shared',
    async check(context) {
      const { guest, superuser, claim } = context
      const fixture = await createFixtureQ(context)
      for (const { collection, filter, ids } of vectors.matching.filter(isWanted)) {
        const at = collection === 'people' ? fixture.people : fixture.vals
        const query = { filter: fixture.text(filter), sort: 'id' }
        const expected = ids.toSorted().join(' ')
        claim(`${collection}: ${filter}`, await listIds(superuser, at, query)).equals(expected)
        if (filter.includes('@collection.')) continue
        claim(`${collection}, guest: ${filter}`, await listIds(guest, at, query)).equals(expected)
      }
    },
  }) satisfies Parameters<typeof conform>[1]

export const match = conform(
  'filter.vectors.match',
  matching((vector) => !('quirk' in vector)),
)

export const quirks = conform(
  'filter.vectors.quirks',
  matching((vector) => 'quirk' in vector),
)

export const errors = conform('filter.vectors.errors', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, refused } = context
    const fixture = await createFixtureQ(context)
    for (const { collection, filter } of vectors.refused) {
      const { records } = collection === 'people' ? fixture.people : fixture.vals
      const query = { filter: fixture.text(filter) }
      for (const [who, client] of [
        ['', superuser],
        [', guest', guest],
      ] as const) {
        const control = await client.get(records, { filter: "id != ''" })
        const answer = refused(control, await client.get(records, query))
        claim(`${collection}${who}: ${filter}`, answer).error(400, refusal)
      }
    }
  },
})
