import { conform } from '../harness/case.ts'
import { askAll, createFixtureQ, listIds, vectors } from './fixture-q.ts'
import { refusal } from './table.ts'

type Vector = (typeof vectors.matching)[number]

/** The vectors of a kind, as a superuser, and as a guest where the filter names no other collection. */
const matching = (isWanted: (vector: Vector) => boolean) =>
  ({
    lane: 'shared',
    async check(context) {
      const { guest, superuser, claim } = context
      const fixture = await createFixtureQ(context)
      const asked = vectors.matching
        .filter(isWanted)
        .flatMap(({ collection, filter, ids }) => [
          { collection, filter, ids, who: '', client: superuser },
          ...(filter.includes('@collection.')
            ? []
            : [{ collection, filter, ids, who: ', guest', client: guest }]),
        ])
      const found = await askAll(asked, ({ collection, filter, client }) =>
        listIds(client, collection === 'people' ? fixture.people : fixture.vals, {
          filter: fixture.text(filter),
          sort: 'id',
        }),
      )
      for (const [index, { collection, filter, ids, who }] of asked.entries()) {
        claim(`${collection}${who}: ${filter}`, found[index]).equals(ids.toSorted().join(' '))
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
