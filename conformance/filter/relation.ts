import { conform } from '../harness/case.ts'
import { withQuery } from '../harness/fault.ts'
import { createFixtureQ, listIds } from './fixture-q.ts'
import { filters, refusal } from './table.ts'

export const singleId = conform(
  'filter.relation.single-id',
  filters({
    fixture: { people: { listRule: null } },
    vals: { "owner = 'p1'": 'v1 v6', "owner.id = 'p1'": 'v1 v6', "owner.id = ''": 'v3 v5' },
    refused: { vals: ["owner.name = 'Ann'"] },
  }),
)

export const singleIdModifier = conform('filter.relation.single-id-modifier', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, superuser, accepted, refused } = context
    const { vals, people } = await createFixtureQ(context)
    const modified = ['owner.id:lower > 0', 'owner.id:length > 0']
    for (const filter of modified) {
      const ids = await listIds(guest, vals, { filter, sort: 'id' })
      claim(`${filter} is null without one`, ids).equals('v1 v2 v4 v6 v7 v8')
    }
    accepted(await superuser.patch(people.path, { listRule: null }))
    const control = await guest.get(vals.records, { filter: "owner.id > '0'" })
    for (const filter of modified) {
      const answer = refused(control, await guest.get(vals.records, { filter }))
      claim(`${filter} enters`, answer).status(400).json('/message', refusal)
    }
  },
  mustCatch: {
    'owner.id:lower > 0 is null without one': [
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replace('owner.id:lower', 'owner:lower')),
      ),
    ],
  },
})

export const singlePath = conform(
  'filter.relation.single-path',
  filters({
    vals: {
      "owner.name = 'Ann'": 'v1 v6',
      "owner.boss.name = 'Ann'": 'v2 v7',
      "owner.boss.boss.name = 'Ann'": 'v4 v8',
      'owner.score > 0': 'v1 v6',
    },
  }),
)

export const multiMatchAll = conform(
  'filter.relation.multi-match-all',
  filters({
    vals: {
      "refs.name = 'bob'": 'v2',
      'refs.score >= -3': 'v1 v2 v4 v5 v6 v8',
      'refs.score > 0': '',
      "refs.name != 'bob'": 'v3 v4 v5 v7',
      "refs.id = 'p2'": 'v2',
      "refs.name ~ 'b'": 'v2',
      "refs.name !~ 'b'": 'v4 v5',
    },
  }),
)

export const multiAny = conform(
  'filter.relation.multi-any',
  filters({
    vals: {
      "refs.name ?= 'bob'": 'v1 v2 v6 v8',
      'refs.score ?> 0': 'v1 v4 v5 v6',
      "refs.name ?!= 'bob'": 'v1 v3 v4 v5 v6 v7 v8',
      "refs.id ?= 'p2'": 'v1 v2 v6 v8',
    },
  }),
)

export const multiEmpty = conform(
  'filter.relation.multi-empty',
  filters({
    vals: {
      "refs.name != 'bob'": 'v3 v4 v5 v7',
      "refs.name = ''": 'v3 v7',
      "refs.name ?= ''": 'v3 v7',
      "refs.name != ''": 'v1 v2 v4 v5 v6 v8',
      'refs.score < 100': 'v1 v2 v4 v5 v6 v8',
      "refs.name !~ 'b'": 'v4 v5',
      "refs.name ~ ''": 'v1 v2 v4 v5 v6 v8',
    },
  }),
)

export const multiNullNotViolating = conform(
  'filter.relation.multi-null-not-violating',
  filters({
    vals: {
      "refs.boss.name = 'Ann'": 'v1 v2',
      "refs.boss.name != 'Ann'": 'v3 v4 v5 v7',
      "refs.boss.name ~ 'n'": 'v1 v2',
    },
  }),
)

export const matchAllIsPerComparison = conform(
  'filter.relation.match-all-is-per-comparison',
  filters({
    vals: {
      "refs.name = 'Ann' || refs.name = 'bob'": 'v2',
      "refs.name ?= 'Ann' || refs.name ?= 'bob'": 'v1 v2 v4 v5 v6 v8',
    },
  }),
)

export const samePathCorrelated = conform(
  'filter.relation.same-path-correlated',
  filters({
    vals: {
      "refs.name ?= 'bob' && refs.score ?> 0": '',
      "refs.name ?= 'Ann' && refs.score ?> 0": 'v1 v4 v5 v6',
      "refs.name ?= 'bob' && refs.langs:each ?= 'de'": '',
      "refs.name ?= 'Ann' && refs.langs:each ?= 'de'": 'v1 v4 v5 v6',
      "refs:each ?= 'p1' && refs.name ?= 'bob'": '',
      "refs:each ?= 'p2' && refs.name ?= 'bob'": 'v1 v2 v6 v8',
      "(num < 3 || refs.name ?= 'bob') && (num > 3 || refs.score ?> 0)": 'v1 v4 v6 v8',
    },
  }),
)

export const nestedMulti = conform(
  'filter.relation.nested-multi',
  filters({
    vals: {
      "refs.boss.name ?= 'Ann'": 'v1 v2 v6 v8',
      "refs.langs:each ?= 'de'": 'v1 v4 v5 v6',
      "refs.langs:each = 'en'": 'v2 v8',
      'refs.langs:length > 0': 'v1 v2',
    },
  }),
)

export const multiBothSides = conform(
  'filter.relation.multi-both-sides',
  filters({
    vals: {
      'refs.id = refs.id': 'v2 v3 v7',
      'refs.id ?= refs.id': 'all',
      'refs.score = tags:each': 'v3',
    },
  }),
)

export const multiVsSingleField = conform(
  'filter.relation.multi-vs-single-field',
  filters({
    vals: {
      'refs.name = owner.name': 'v2 v3',
      'owner.name = refs.name': 'v2 v3',
      'owner ?= refs.id': 'v1 v2 v3 v4 v6 v8',
      'refs.id != owner': 'v5 v7',
    },
  }),
)

export const noDuplicates = conform('filter.relation.no-duplicates', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { vals } = await createFixtureQ(context)
    const filter = 'refs.score ?> -100'
    const all = 'v1 v2 v4 v5 v6 v8'
    claim('each once', await listIds(guest, vals, { filter, sort: 'id' })).equals(all)
    const answer = await guest.get(vals.records, { filter, sort: 'id', perPage: '2', page: '2' })
    claim('each counted once', answer).json('/totalItems', 6).json('/totalPages', 3)
    claim('pages hold records, not matches', answer).length('/items', 2)
    claim('and the right ones', answer).json('/items/0/id', 'v4').json('/items/1/id', 'v5')
    // The same row is looked at by two conditions: it is joined once for both.
    const shared = { filter: "refs.score ?> -100 && refs.name ?!= 'x'", sort: 'id' }
    const both = await guest.get(vals.records, shared)
    claim('also with two conditions', both).length('/items', 6).json('/totalItems', 6)
    const beyond = await guest.get(vals.records, { ...shared, page: '9' })
    claim('counted when the page does not tell', beyond).json('/totalItems', 6)
    claim('is no error', beyond.status === 400 ? refusal : 'answered').equals('answered')
  },
})
