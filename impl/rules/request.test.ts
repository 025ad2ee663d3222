import { describe, expect, test } from 'bun:test'
import vectors from '../../spec/vectors/filter.json'
import { FilterError, type RequestInfo, SentJson } from './query.ts'
import { createWorld, guest } from './testing/world.ts'

const users = {
  name: 'users',
  type: 'auth' as const,
  fields: [
    { name: 'email', type: 'email' },
    { name: 'emailVisibility', type: 'bool' },
    { name: 'verified', type: 'bool' },
    { name: 'role', type: 'text' },
    { name: 'friends', type: 'relation', collection: 'people', maxSelect: 5 },
  ],
}
const world = createWorld([...vectors.fixture.collections, users])
world.insert('people', vectors.fixture.records.people)
world.insert('vals', vectors.fixture.records.vals)
world.insert('users', [{ id: 'u1', email: 'u@x.com', role: 'admin', friends: ['p1', 'p2'] }])

const all = vectors.fixture.records.vals.map(({ id }) => id)

const usersCollection = world.collections.find('users')
if (usersCollection === undefined) throw new Error('users was just created')
const asUser: RequestInfo = {
  ...guest,
  auth: {
    collection: usersCollection,
    id: 'u1',
    values: { email: 'u@x.com', emailVisibility: false, verified: true },
  },
}

const withQuery = (query: Readonly<Record<string, string>>): RequestInfo => ({
  ...guest,
  query: new Map(Object.entries(query)),
})

/** Create rules over a submitted body as seen on the real server: `@request.body` holds what was sent, normalised. */
const created: readonly (readonly [
  rule: string,
  body: Readonly<Record<string, unknown>>,
  holds: boolean,
])[] = [
  ["num:lower = '5.0'", { num: 5 }, true],
  ["num ~ '.0'", { num: 5 }, true],
  ["num = '5'", { num: 5 }, false],
  ["num > '4'", { num: 5 }, false],
  ['num = 5', { num: 5 }, true],
  ['title = true', { title: '1' }, false],
  ["flag:lower = '1'", { flag: true }, true],
  ["tags:length > 0 && tags:each != 'c'", { tags: ['a', 'b'] }, true],
  ["tags:length > 0 && tags:each != 'c'", { tags: ['a', 'c'] }, false],
  ['owner.score > 5', { owner: 'p1' }, true],
  ['owner.score > 5', { owner: 'p2' }, false],
  ['owner.score > 5', {}, false],
  ['@collection.vals.title ?= title', { title: 'alpha' }, true],
  ['@collection.vals.title ?= title', { title: 'new' }, false],
  ['@request.body.meta = 5', { meta: new SentJson('5') }, false],
  ["@request.body.meta = '5'", { meta: new SentJson('5') }, true],
  ['@request.body.meta = \'"abc"\'', { meta: new SentJson('"abc"') }, true],
  ["@request.body.meta = 'true'", { meta: new SentJson('true') }, true],
  ["@request.body.meta = 'null'", { meta: new SentJson('null') }, true],
  ['@request.body.meta = null', { meta: new SentJson('null') }, false],
  ['@request.body.meta = null', {}, true],
  ['@request.body.meta.a = 5', { meta: new SentJson('{"a":5}') }, true],
  ['@request.body.o = \'{"a":"\\u003c","b":[2]}\'', { o: { b: [2], a: '<' } }, true],
  ['@request.body.cfg.items.1.n = 5', { cfg: { items: [{ n: 1 }, { n: 5 }] } }, true],
  ['@request.body.cfg.items.1.n = 5', { cfg: {} }, false],
  ["@request.body.code:lower = '5.0'", { code: 5 }, true],
  ["@request.body.code:lower = '1'", { code: true }, true],
  ["@request.body.code:lower >= ''", {}, false],
  ["@request.body.num:lower = '5'", { num: 5 }, true],
  ["@request.body.flag:lower = 'true'", { flag: true }, true],
  ["@request.body.tags:lower = ''", { tags: ['a'] }, true],
  ['@request.body.meta:lower = \'"a"\'', { meta: new SentJson('"A"') }, true],
  ["'a' ~ @request.body.title:lower", {}, true],
  ["'a' ~ @request.body.code:lower", {}, false],
  ["'n' != @request.body.title:isset", {}, false],
  ["@request.body.title:isset != 'n'", {}, true],
  ["'false' ~ @request.body.flag", { flag: false }, true],
  ["'0' ~ @request.body.flag", { flag: false }, false],
  ["'5.0' ~ @request.body.tags:changed", { tags: [] }, true],
  ['@request.body.point = \'{"lon":1,"lat":2}\'', { point: { lon: 1, lat: 2 } }, true],
  ['@request.body.code = 123', { code: 123 }, true],
  ['@request.body.code = 123', { code: '123' }, false],
  ['@request.body.code = 123', {}, false],
  ["@request.body.code = ''", {}, true],
  ["@request.body.code = ''", { code: null }, true],
  ['@request.body.code = true', { code: true }, true],
  ['@request.body.code = 1', { code: true }, true],
  ['@request.body.point.lon = 1', { point: { lon: 1, lat: 2 } }, true],
  ["@request.body.tags:each ~ 'a'", { tags: ['a'] }, true],
  ["@request.body.tags.0 = 'a'", { tags: ['a'] }, true],
  ['@request.body.tags = \'["a","b"]\'', { tags: ['a', 'b'] }, true],
  ["@request.body.tags:each != ''", {}, false],
  ["@request.body.tags:each = ''", {}, false],
  ["@request.body.tags:each != 'c'", {}, true],
  ["@request.body.tags:each != 'c'", { tags: ['a', 'c'] }, false],
  ["@request.body.tags:each ?= 'c'", { tags: ['a', 'c'] }, true],
  ["@request.body.tags:each ?= 'a' && @request.body.tags:each ?= 'b'", { tags: ['a', 'b'] }, false],
  ['@request.body.tags:length = 2', { tags: ['a', 'b'] }, true],
  ['@request.body.tags:length = 0', {}, true],
  ['@request.body.kind:length = 1', { kind: '' }, true],
  ["@request.body.kind:each = ''", { kind: '' }, true],
  ['@request.body.title.x = null', { title: 'a' }, true],
  ['@request.body.title:isset = true', { title: '' }, true],
  ['@request.body.title:isset = false', {}, true],
  ["@request.body.title:lower = 'abc'", { title: 'AbC' }, true],
  ["@request.body.title:lower = 'abc'", {}, false],
  ['@request.body.title:changed = false', { title: 'a' }, true],
  ['@request.body.title:changed = false', {}, true],
  ['@request.body.title:changed = null', {}, false],
  ['@request.body.owner.nope = null', { owner: 'p1' }, true],
  ["@request.body.owner.name = 'Ann'", { owner: 'p1' }, true],
  ["@request.body.owner.id = 'zzz'", { owner: 'zzz' }, false],
  ["@request.body.refs.0 = 'p1'", { refs: ['p1', 'p2'] }, false],
  ['@request.body.refs.score > 0', { refs: ['p1'] }, true],
  ['@request.body.refs.score > 0', { refs: ['p1', 'p2'] }, false],
  ['@request.body.refs.score ?> 0', { refs: ['p1', 'p2'] }, true],
  ['@request.body.refs.score > 0', {}, false],
  [
    "@request.body.refs:each ?= 'p2' && @request.body.refs.name ?= 'Ann'",
    { refs: ['p1', 'p2'] },
    true,
  ],
  ["@request.body.title !~ 'b'", {}, false],
  ["@request.body.title !~ 'b'", { title: '' }, true],
]

/** List rules of `vals`, asked by a caller with query parameters or by a user. */
const listed: readonly (readonly [rule: string, request: RequestInfo, ids: readonly string[]])[] = [
  ["@request.query.k = 'v'", withQuery({ k: 'v' }), all],
  ["@request.query.k = 'v'", guest, []],
  ["@request.query.k = ''", guest, all],
  ["@request.query.k = ''", withQuery({ k: '' }), all],
  ['title ~ @request.query.k', guest, []],
  ['title !~ @request.query.k', guest, []],
  ['title ~ @request.query.k', withQuery({ k: '' }), all],
  ['title ~ @request.query.k', withQuery({ k: '_' }), ['v6']],
  ['title ~ @request.query.k', withQuery({ k: 'a%' }), ['v1', 'v2', 'v6']],
  ['num = @request.query.k:lower', withQuery({ k: '5' }), ['v6', 'v7']],
  ['@request.query.num = 5', withQuery({ num: '5.0' }), all],
  ['@request.query.other = 5', withQuery({ other: '5' }), []],
  ['@request.query.num = 10', withQuery({ num: '1_0' }), all],
  ["@request.query.num = ' 5'", withQuery({ num: ' 5' }), all],
  ['@request.query.k:lower:isset = null', withQuery({ k: '5' }), all],
  ['@request.query.x.y = null', withQuery({ x: '5' }), all],
  ['@request.headers.host = null', guest, all],
  ["@request.method = 'GET' && @request.context = 'default'", guest, all],
  ['owner = @request.auth.id', guest, ['v3', 'v5']],
  ['@request.auth.nope.x = null', guest, all],
  ['@request.auth.role.x = null', guest, all],
  ['@request.auth.nope.x = null', asUser, all],
  ["@request.auth.role = 'admin'", asUser, all],
  ["@request.auth.role:isset = 'admin'", asUser, all],
  ["@request.auth.email = 'u@x.com' && @request.auth.verified = true", asUser, all],
  ["@request.auth.collectionName = 'users'", asUser, all],
  ['@request.auth.collectionName:lower = null', asUser, all],
  ['@request.auth.friends.name ?= owner.name', asUser, ['v1', 'v2', 'v6', 'v7']],
  ['@request.auth.friends.name = owner.name', asUser, []],
  ["strftime('%Y') = '2026' && @year = 2026 && @weekday = 3", guest, all],
  ["@monthEnd = '2026-03-31 23:59:59.999Z' && @yesterday ~ '2026-03-03 05:06:07.089Z'", guest, all],
]

describe('@request', () => {
  test.each(created)('createRule %s, body %j: %p', (rule, body, holds) => {
    const stored = Object.fromEntries(
      Object.entries(body).filter(([key]) => key !== 'meta' && key !== 'code'),
    )
    const request = { ...guest, body: new Map(Object.entries(body)) }
    expect(world.accepts('vals', rule, { id: 'new', ...stored }, request)).toBe(holds)
  })

  test.each(listed)('listRule %s', (rule, request, ids) => {
    expect([...world.list('vals', { rule, request })].sort()).toEqual([...ids])
  })

  test.each([
    '@request.auth.role.x = null',
    '@request.auth.role:upper = null',
    '@request.auth.id.x = null',
  ])('refuses %s for a user who has the field', (rule) => {
    expect(() => world.list('vals', { rule, request: asUser })).toThrow(FilterError)
  })

  test('a list of the request is made a like pattern, unless it is named again', () => {
    const rule = "'a' ~ @request.body.tags:each"
    expect(() => world.accepts('vals', rule, {})).toThrow('malformed JSON')
    expect(world.accepts('vals', `${rule} && @request.body.tags:each = 'a'`, {})).toBe(false)
  })

  test('a back-relation of a record that is not stored cannot be resolved', () => {
    expect(() => world.accepts('people', "vals_via_owner.id = ''", { id: 'new' })).toThrow(
      FilterError,
    )
  })
})
