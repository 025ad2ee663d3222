import { conform } from '../harness/case.ts'
import { createFixtureQ, listIds } from './fixture-q.ts'
import { filters } from './table.ts'

export const superuserOnly = conform('filter.collection.superuser-only', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, user, superuser, refused } = context
    const { vals, text } = await createFixtureQ(context)
    const filter = text("@collection.people.name = 'Ann'")
    const sort = text('@collection.people.name')
    const message = 'Only superusers can filter by @collection.'
    const filtered = await superuser.get(vals.records, { filter })
    const sorted = await superuser.get(vals.records, { sort })
    const { client } = await user()
    for (const [who, caller] of [
      ['a guest', guest],
      ['a user', client],
    ] as const) {
      const byFilter = refused(filtered, await caller.get(vals.records, { filter }))
      claim(`${who} does not filter`, byFilter).error(403, message)
      const bySort = refused(sorted, await caller.get(vals.records, { sort }))
      claim(`${who} does not sort`, bySort).error(403, message)
    }
  },
})

export const any = conform(
  'filter.collection.any',
  filters({
    vals: {
      "@collection.people.name ?= 'Ann'": 'all',
      "@collection.people.name ?= 'Zed'": '',
      '@collection.people.id ?= refs.id': 'v1 v2 v4 v5 v6 v8',
      '@collection.people.id ?= owner': 'v1 v2 v4 v6 v7 v8',
    },
  }),
)

export const matchAll = conform(
  'filter.collection.match-all',
  filters({
    vals: {
      "@collection.people.name = 'Ann'": '',
      "@collection.people.name != 'zzz'": 'all',
      '@collection.vals.num >= num': 'v4',
      'num <= @collection.vals.num': 'v4',
    },
  }),
)

export const emptyCollection = conform('filter.collection.empty-collection', {
  lane: 'shared',
  async check(context) {
    const { claim, collection, superuser } = context
    const empty = await collection({ fields: [{ name: 't', type: 'text' }] })
    const { vals } = await createFixtureQ(context)
    const field = `@collection.${empty.name}.t`
    const all = 'v1 v2 v3 v4 v5 v6 v7 v8'
    const rows = { "!= 'x'": all, "= ''": all, "= 'x'": '', "?= 'x'": '', "~ ''": '' }
    for (const [test, expected] of Object.entries(rows)) {
      const found = await listIds(superuser, vals, { filter: `${field} ${test}`, sort: 'id' })
      claim(test, found).equals(expected)
    }
  },
})

export const sameRow = conform(
  'filter.collection.same-row',
  filters({
    vals: {
      "@collection.people.name ?= 'Ann' && @collection.people.name ?= 'bob'": '',
      '@collection.vals.owner ?= owner && @collection.vals.num ?> num': 'v1 v2 v3 v4',
    },
  }),
)

export const alias = conform(
  'filter.collection.alias',
  filters({
    vals: {
      "@collection.people:a.name ?= 'Ann' && @collection.people:b.name ?= 'bob'": 'all',
      "@collection.people:a.name ?= 'Ann' && @collection.people:a.name ?= 'bob'": '',
      "@collection.people.name ?= 'Ann' && @collection.people:b.name ?= 'bob'": 'all',
    },
  }),
)

export const errors = conform(
  'filter.collection.errors',
  filters({
    as: 'superuser',
    vals: { "@collection.people.name ?= 'Ann'": 'all' },
    refused: {
      vals: [
        '@collection.nope.id = 1',
        '@collection.people = 1',
        '@collection.people:a = 1',
        '@collection.people.nope = 1',
        '@collection.people:a.nope = 1',
        '@collection = 1',
        '@collection. = 1',
      ],
    },
  }),
)

export const relations = conform(
  'filter.collection.relations',
  filters({
    vals: {
      "@collection.people.boss.name ?= 'Ann'": 'all',
      "@collection.people.boss.name ?= 'Zed'": '',
      '@collection.vals.tags:length ?= 3': 'all',
      "@collection.people.name:lower ?= 'ann'": 'all',
      "@collection.people.vals_via_owner.title ?= 'alpha'": 'all',
    },
  }),
)

export const byId = conform('filter.collection.by-id', {
  lane: 'shared',
  async check(context) {
    const { claim, superuser } = context
    const { people, vals } = await createFixtureQ(context)
    for (const [what, name] of [
      ['upper case', people.name.toUpperCase()],
      ['the id', people.id],
    ] as const) {
      const filter = `@collection.${name}.name ?= 'Ann'`
      claim(what, await listIds(superuser, vals, { filter, sort: 'id' })).equals(
        'v1 v2 v3 v4 v5 v6 v7 v8',
      )
    }
  },
})
