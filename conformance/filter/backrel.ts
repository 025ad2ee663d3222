import { conform } from '../harness/case.ts'
import { createFixtureQ, listIds } from './fixture-q.ts'
import { filters } from './table.ts'

export const syntax = conform(
  'filter.backrel.syntax',
  filters({
    people: {
      "vals_via_owner.title ?= 'alpha'": 'p1',
      "vals_via_refs.id ?= 'v1'": 'p1 p2',
      "people_via_boss.name ?= 'bob'": 'p1',
      "people_via_boss.people_via_boss.name ?= 'Cid'": 'p1',
      "people_via_boss.vals_via_owner.title ?= 'Alpha 100%'": 'p1',
    },
    vals: { "owner.people_via_boss.name ?= 'bob'": 'v1 v6', 'refs.vals_via_owner.num ?= 100': '' },
  }),
)

export const needsField = conform(
  'filter.backrel.needs-field',
  filters({
    people: { "vals_via_owner.id ?= 'v1'": 'p1' },
    refused: { people: ["vals_via_owner = 'v1'", "vals_via_refs ?= 'v1'"] },
  }),
)

export const invalid = conform(
  'filter.backrel.invalid',
  filters({
    people: { "vals_via_owner.id ?= 'v1'": 'p1' },
    refused: {
      people: ['nope_via_owner.id = 1', 'vals_via_nope.id = 1', 'vals_via_title.id = 1'],
      vals: ['vals_via_owner.id = 1', 'people_via_boss.id = 1'],
    },
  }),
)

export const matchAll = conform(
  'filter.backrel.match-all',
  filters({
    people: {
      "vals_via_owner.id = 'v1'": '',
      'vals_via_owner.num > 0': 'p1 p2',
      'vals_via_owner.num ?> 0': 'p1 p2 p3',
      'vals_via_refs.num > 0': 'p2',
      "people_via_boss.id = ''": 'p3',
      "vals_via_owner.id = ''": '',
    },
  }),
)

export const uniqueIndexSingle = conform('filter.backrel.unique-index-single', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, superuser, accepted, unique } = context
    const { people, vals, text } = await createFixtureQ(context)
    const filter = text('vals_via_owner.num > 0')
    claim('without the index', await listIds(guest, people, { filter, sort: 'id' })).equals('p1 p2')
    const index = `CREATE UNIQUE INDEX ${unique('idx_')} ON ${vals.name} (owner) WHERE num < -1000`
    accepted(await superuser.patch(vals.path, { indexes: [index] }))
    claim('any will do with it', await listIds(guest, people, { filter, sort: 'id' })).equals(
      'p1 p2 p3',
    )
    const through = text('vals_via_refs.num > 0')
    claim(
      'not through a multiple relation',
      await listIds(guest, people, { filter: through }),
    ).equals('p2')
  },
})

export const collectionNameCase = conform('filter.backrel.collection-name-case', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { people, vals } = await createFixtureQ(context)
    for (const [what, name] of [
      ['upper case', vals.name.toUpperCase()],
      ['the id', vals.id],
    ] as const) {
      const filter = `${name}_via_owner.title ?= 'alpha'`
      claim(what, await listIds(guest, people, { filter })).equals('p1')
    }
  },
})
