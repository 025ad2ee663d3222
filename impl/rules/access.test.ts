import { describe, expect, test } from 'bun:test'
import vectors from '../../spec/vectors/filter.json'
import { FilterError } from './query.ts'
import { createWorld, type FieldSpec, guest, type World } from './testing/world.ts'

/** Fixture Q, where `people` has a listRule of its own. */
const worldWhere = (listRule: string | null): World => {
  const [people, vals] = vectors.fixture.collections
  if (people === undefined || vals === undefined)
    throw new Error('the vectors have two collections')
  const world = createWorld([{ ...people, listRule }, vals])
  world.insert('people', vectors.fixture.records.people)
  world.insert('vals', vectors.fixture.records.vals)
  return world
}

const asGuest = (world: World, filter: string, sort = ''): readonly string[] =>
  world.list('vals', { filter, sort, restricted: true })

const all = vectors.fixture.records.vals.map(({ id }) => id)

describe('collections that a client filter enters', () => {
  const closed = worldWhere(null)

  test.each([
    "owner.name = 'Ann'",
    "refs.id ?= 'p1'",
    "owner.boss.name = 'x'",
    "owner.id:lower = 'x'",
  ])('refuses %s when only superusers may list them', (filter) => {
    expect(() => asGuest(closed, filter)).toThrow(FilterError)
    expect(() => asGuest(closed, '', 'owner.name')).toThrow(FilterError)
    expect(() => closed.list('vals', { filter })).not.toThrow()
    expect(() => closed.list('vals', { rule: filter })).not.toThrow()
  })

  test.each([
    ["owner.id = 'p1'", ['v1', 'v6']],
    ["refs:each ?= 'p1'", ['v1', 'v4', 'v5', 'v6']],
    ['owner:length = 0', ['v3', 'v5']],
  ])('allows %s, which enters nothing', (filter, ids) => {
    expect(asGuest(closed, filter)).toEqual(ids)
  })

  const scored = worldWhere('score > 5')

  test.each([
    ["owner.name != 'zzz'", ['v1', 'v3', 'v5', 'v6']],
    ["refs.name ?= 'bob'", []],
    ["refs.name ?= 'Ann'", ['v1', 'v4', 'v5', 'v6']],
    ["num = 2.5 || owner.name = 'Ann'", ['v1', 'v6']],
    ["num = 0 || owner.name = 'Ann'", ['v1', 'v3', 'v6']],
  ])('keeps rows of %s whose related record may be listed', (filter, ids) => {
    expect([...asGuest(scored, filter)].sort()).toEqual(ids)
  })

  test('prune rows when they are sorted by', () => {
    expect(asGuest(scored, '', 'owner.name,num')).toEqual(['v3', 'v5', 'v1', 'v6'])
    expect(asGuest(scored, '', 'num')).toHaveLength(all.length)
  })

  test('are judged by joined rows of their own', () => {
    const german = worldWhere("langs:each ?= 'de'")
    expect(asGuest(german, "owner.langs:each ?= 'en'")).toEqual(['v1', 'v6'])
  })

  test('may hold a rule of 199 comparisons, not of 200', () => {
    const rule = (count: number): string => Array(count).fill('1 = 1').join(' && ')
    expect(asGuest(worldWhere(rule(199)), "owner.name = 'Ann'")).toEqual(['v1', 'v6'])
    expect(() => asGuest(worldWhere(rule(200)), "owner.name = 'Ann'")).toThrow(FilterError)
  })
})

describe('hidden fields and private e-mails', () => {
  const fields: readonly FieldSpec[] = [
    { name: 'email', type: 'email' },
    { name: 'emailVisibility', type: 'bool' },
    { name: 'tokenKey', type: 'text', hidden: true },
  ]
  const posts: readonly FieldSpec[] = [
    { name: 'author', type: 'relation', collection: 'users' },
    { name: 'editor', type: 'relation', collection: 'users', hidden: true },
  ]
  const world = createWorld([
    { name: 'users', type: 'auth', fields },
    { name: 'posts', fields: posts },
  ])
  world.insert('users', [
    { id: 'a', email: 'a@x.com', emailVisibility: true, tokenKey: 'k' },
    { id: 'b', email: 'b@x.com', emailVisibility: false, tokenKey: 'k' },
  ])
  world.insert('posts', [
    { id: 'of-a', author: 'a', editor: 'a' },
    { id: 'of-b', author: 'b', editor: 'b' },
  ])

  test.each([
    ['users', "tokenKey != ''"],
    ['posts', "editor.email != ''"],
    ['posts', "author.tokenKey != ''"],
    ['users', "posts_via_editor.id ?!= ''"],
  ])('refuses on %s: %s', (collection, filter) => {
    expect(() => world.list(collection, { filter, restricted: true })).toThrow(FilterError)
    expect(world.list(collection, { filter })).not.toBeEmpty()
    expect(world.list(collection, { rule: filter, restricted: true })).not.toBeEmpty()
  })

  test.each([
    ['users', "email ~ '@x.com'", ['a']],
    ['users', "email != 'zzz'", ['a']],
    ['users', "email = ''", []],
    ['users', "email:lower = 'b@x.com'", []],
    ['posts', "author.email = 'b@x.com'", []],
    ['posts', "author.email = 'a@x.com'", ['of-a']],
  ])('matches visible e-mails only, on %s: %s', (collection, filter, ids) => {
    expect(world.list(collection, { filter, restricted: true })).toEqual(ids)
  })

  test('sorts by private e-mails', () => {
    expect(world.list('users', { sort: '-email', restricted: true })).toEqual(['b', 'a'])
  })
})

describe('limits', () => {
  const world = worldWhere('')

  test('a filter has at most 3500 bytes, a rule any number', () => {
    // 11 bytes and a space around letters of two bytes each.
    const filter = (bytes: number): string => `title != '${'é'.repeat((bytes - 12) / 2)}' `
    expect(asGuest(world, filter(3500))).toHaveLength(all.length)
    expect(() => asGuest(world, filter(3502))).toThrow(FilterError)
    expect(world.list('vals', { rule: filter(4000) })).toHaveLength(all.length)
  })

  test('filter and rule have 200 comparisons each', () => {
    const text = (count: number): string => Array(count).fill('1 = 1').join(' && ')
    expect(world.list('vals', { rule: text(200), filter: text(200) })).toHaveLength(all.length)
    expect(() => world.list('vals', { filter: text(201) })).toThrow(
      'max filter expressions limit reached',
    )
  })

  test('sort has at most 8 items of 255 bytes', () => {
    const items = (count: number): string => Array(count).fill('title').join(',')
    const long = (bytes: number): string => `-meta.${'k'.repeat(bytes - 5)}`
    expect(world.list('vals', { sort: items(8) })).toHaveLength(all.length)
    expect(world.list('vals', { sort: long(255) })).toHaveLength(all.length)
    expect(() => world.list('vals', { sort: items(9) })).toThrow(FilterError)
    expect(() => world.list('vals', { sort: long(256) })).toThrow(FilterError)
  })

  test.each([
    ' ',
    ',',
    'title,',
    'title,,num',
    '--title',
    '- title',
    'nope',
    'null',
    '@now',
    '@RANDOM',
    "'a'",
    '1',
    'title desc',
  ])('cannot sort by %j', (sort) => {
    expect(() => asGuest(world, '', sort)).toThrow(FilterError)
  })
})

/** As answered by the real server when the rule is saved on `vals`. */
const rawErrors: readonly (readonly [rule: string, message: string | undefined])[] = [
  ['nope = 1', 'invalid left operand "nope" - unknown field "nope"'],
  ['1 = nope.x', 'invalid right operand "nope.x" - failed to resolve field "nope"'],
  ['title..a = 1', 'invalid left operand "title..a" - field "title" is not a valid relation'],
  ['title::lower = 1', 'invalid left operand "title::lower" - unknown field "title::lower"'],
  ['nope:upper = 1', 'invalid left operand "nope:upper" - unknown modifier in "nope:upper"'],
  [
    'title:each.x = 1',
    'invalid left operand "title:each.x" - failed to resolve field "title:each"',
  ],
  ['#a = 1', 'invalid left operand "#a" - failed to resolve field "#a"'],
  ['@now:lower = 1', 'invalid left operand "@now:lower" - failed to resolve field "@now:lower"'],
  ['null:lower = 1', 'invalid left operand "null:lower" - unknown field "null"'],
  [
    'vals_via_owner.id = 1',
    'invalid left operand "vals_via_owner.id" - invalid collection reference of a back relation field "owner"',
  ],
  [
    'vals_via_nope.id = 1',
    'invalid left operand "vals_via_nope.id" - missing back relation field "nope"',
  ],
  [
    'nope_via_owner.id = 1',
    'invalid left operand "nope_via_owner.id" - failed to load back relation field "nope_via_owner" collection',
  ],
  [
    'vals_via_title.id = 1',
    'invalid left operand "vals_via_title.id" - invalid back relation field "title"',
  ],
  ['x_via_y = 1', 'invalid left operand "x_via_y" - unknown field "x_via_y"'],
  [
    `owner.${'boss.'.repeat(6)}id = 1`,
    `invalid left operand "owner.${'boss.'.repeat(6)}id" - max nested relations reached for field "boss"`,
  ],
  [
    '@collection.nope.id = 1',
    'invalid left operand "@collection.nope.id" - failed to load collection "nope" from field path "@collection.nope.id"',
  ],
  [
    '@collection.people:a.nope.x = 1',
    'invalid left operand "@collection.people:a.nope.x" - failed to resolve field "nope"',
  ],
  [
    '@collection.people = 1',
    'invalid left operand "@collection.people" - failed to resolve field "@collection.people"',
  ],
  [
    '@request.context:lower = 1',
    'invalid left operand "@request.context:lower" - failed to resolve field "@request.context:lower"',
  ],
  [
    '@request.query.x:each = 1',
    'invalid left operand "@request.query.x:each" - invalid modifier sequence x:each',
  ],
  [
    '@request.query.x:nope = 1',
    'invalid left operand "@request.query.x:nope" - unknown modifier in "x:nope"',
  ],
  [
    '@request.body.title:each = 1',
    'invalid left operand "@request.body.title:each" - field "title" doesn\'t support multivalue operations',
  ],
  [
    '@request.body.x:changed = 1',
    'invalid left operand "@request.body.x:changed" - invalid modifier sequence x:changed',
  ],
  [
    '@request.body.a:b.c = 1',
    'invalid left operand "@request.body.a:b.c" - unknown modifier in "a:b"',
  ],
  ['foo() = 1', 'invalid left operand "foo" - unknown function "foo"'],
  [
    'strftime() = 1',
    'invalid left operand "strftime" - [strftime] expected at least 1 arguments, got 0',
  ],
  [
    "strftime('%Y', day, 1) = 1",
    'invalid left operand "strftime" - [strftime] invalid modifier argument 0 - can be only string',
  ],
  [
    "strftime('%Y', nope) = 1",
    'invalid left operand "strftime" - [strftime] failed to resolve time-value argument: unknown field "nope"',
  ],
  [
    "geoDistance(1,2,3,strftime('%s')) = 1",
    'invalid left operand "geoDistance" - [geoDistance] argument 3 must be an identifier or number',
  ],
  [
    'geoDistance(1,2,3,nope) = 1',
    'invalid left operand "geoDistance" - [geoDistance] failed to resolve argument 3: unknown field "nope"',
  ],
  ['@request.query.x:lower:isset = 1', undefined],
  ['@request.auth.nope.x:upper = 1', undefined],
  ['@request.body.owner.name:nope = 1', undefined],
  ['meta..k = 1', undefined],
  ['geoDistance(null,2,true,@now) = 1', undefined],
]

describe('checkRule', () => {
  const world = worldWhere('')
  const vals = world.collections.find('vals')
  if (vals === undefined) throw new Error('vals was just created')

  test.each(rawErrors)('%s', (rule, message) => {
    expect(world.planner.checkRule(rule, vals)).toBe(message)
  })

  test('knows the collection as it will be saved', () => {
    const renamed = { ...vals, name: 'renamed' }
    expect(world.planner.checkRule('@collection.renamed.title = 1', renamed)).toBeUndefined()
  })
})

describe('plans', () => {
  const people = vectors.fixture.collections[0]
  if (people === undefined) throw new Error('the vectors have two collections')

  test('repeat no row unless a condition and a sort key look at the same several rows', () => {
    const world = worldWhere('')
    const vals = world.collections.find('vals')
    if (vals === undefined) throw new Error('vals was just created')
    const repeats = (filter: string, sort = ''): boolean => {
      const query = {
        collection: vals,
        request: guest,
        rule: undefined,
        filter,
        sort,
        restricted: false,
      }
      return world.planner.list(query).repeats
    }
    expect(repeats("owner.boss.name = 'Ann'")).toBe(false)
    expect(repeats("refs.name = 'Ann' && tags:each ?= 'a'")).toBe(false)
    expect(repeats("refs.name ?= 'Ann' && refs.score ?> 0")).toBe(false)
    expect(repeats("refs.name ?= 'Ann'", 'refs.score')).toBe(true)
    expect(repeats("refs.name ?= 'Ann' && refs.score ?> 0", 'tags:each,-num')).toBe(false)
  })

  test('follow a change of a collection they looked at', () => {
    const world = worldWhere('score > 5')
    expect(asGuest(world, "owner.name = 'bob'")).toEqual([])
    world.redefine({ ...people, listRule: '' })
    expect(asGuest(world, "owner.name = 'bob'")).toEqual(['v2', 'v7'])
    world.redefine({ ...people, listRule: null })
    expect(() => asGuest(world, "owner.name = 'bob'")).toThrow(FilterError)
  })
})
