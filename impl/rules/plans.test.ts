import { describe, expect, test } from 'bun:test'
import { createWorld, guest, type World } from './testing/world.ts'

/*
 * What SQLite does for the queries of the benchmark and some beside them: a plan that gets worse is seen here first.
 */

const relation = (name: string, collection: string, maxSelect = 1) => ({
  name,
  type: 'relation',
  collection,
  maxSelect,
})

const worldOf = (indexes: readonly string[]): World =>
  createWorld([
    { name: 'organizations', fields: [{ name: 'name', type: 'text' }] },
    {
      name: 'permissions',
      fields: [
        { name: 'name', type: 'text' },
        { name: 'active', type: 'bool' },
      ],
    },
    {
      name: 'users',
      fields: [
        relation('organization', 'organizations'),
        relation('permissions', 'permissions', 9),
      ],
    },
    {
      name: 'posts',
      fields: [
        { name: 'title', type: 'text' },
        { name: 'description', type: 'editor' },
        { name: 'type', type: 'select', maxSelect: 3 },
        relation('author', 'users'),
      ],
      indexes,
    },
  ])

const plain = worldOf([])
const indexed = worldOf([
  'CREATE INDEX posts_author ON posts (author)',
  'CREATE INDEX posts_description ON posts (description)',
])

/** The steps for a page, without the bookkeeping of subqueries. No plan here repeats a row. */
const stepsOf = (world: World, rule: string, sort = ''): readonly string[] => {
  const collection = world.collections.find('posts')
  if (collection === undefined) throw new Error('posts was just created')
  const query = { collection, request: guest, rule, filter: '', sort, restricted: true }
  const { from, where, orderBy, repeats } = world.planner.list(query)
  expect(repeats).toBe(false)
  const order = orderBy.sql === '' ? '' : ` ORDER BY ${orderBy.sql}`
  const sql = `EXPLAIN QUERY PLAN SELECT base.* FROM ${from.sql} WHERE ${where.sql}${order} LIMIT 20`
  return world.database
    .query<{ readonly detail: string }, []>(sql)
    .all()
    .map(({ detail }) => detail)
    .filter((detail) => !/^(CO-ROUTINE|SCAN CONSTANT|SCAN \(subquery)/.test(detail))
}

const user = "author = 'x'"
const userId = "author.id = 'x'"
const search = "description ~ 'ipsum dolor'"

describe('plans of the benchmark', () => {
  test.each([
    ['a simple list', plain, '', ''],
    ['by title', plain, '', '-title'],
    ['an owner', plain, user, ''],
    ['an owner, indexed', indexed, user, ''],
    ['an owner by id', plain, userId, ''],
    ['an owner by id, indexed', indexed, userId, ''],
    ['a search', plain, search, ''],
    ['a search, indexed', indexed, search, ''],
    ['all of several values', plain, "type:each != 'c'", ''],
    ['any of several values', plain, "type:each ?!= 'c'", ''],
    ['two relations', plain, "author.organization.name != 'test'", ''],
    ['all of several relations', plain, 'author.permissions.active = true', ''],
    ['any of several relations', plain, 'author.permissions.active ?= true', ''],
    [
      'the same of several relations',
      plain,
      "author.permissions.active ?= true && author.permissions.name ?= 'x'",
      'title',
    ],
    [
      'sorted by a relation',
      plain,
      "author.organization.name != 'test'",
      'author.organization.name',
    ],
    ['sorted by the first of several', plain, '', 'author.permissions.name'],
    ['points back', plain, "author.posts_via_author.title ?= 'x'", ''],
    ['points back, indexed', indexed, "author.posts_via_author.title ?= 'x'", ''],
  ] as const)('%s', (_, world, rule, sort) => {
    expect(stepsOf(world, rule, sort)).toMatchSnapshot()
  })
})
