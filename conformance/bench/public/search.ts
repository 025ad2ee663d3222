import { type BenchRequest, type Query, recordsPath, withQuery } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'
import { withRule } from './create.ts'
import { allPosts, filledData, type Posts } from './data.ts'

/** Section 4.3: one address, many times; the caller is one user. */

const common = { kind: 'load', data: filledData, closes: true, compared: 2 } as const

/** The workload gives a SELECT two minutes. */
const server = { flags: ['--queryTimeout=120'] } as const

const viewSelf = (id: string, connections: number): LoadScenario => ({
  ...common,
  name: id,
  says: `1,000 times one user, ${connections} at once`,
  connections,
  amount: { exactly: 1000 },
  prepare: withRule('users', { listRule: '' }),
  *requests({ callers }, { pick }): Generator<BenchRequest> {
    const { id: self, token } = pick(callers)
    for (;;) yield { method: 'GET', path: recordsPath('users', self), token }
  },
})

interface ListDefinition {
  readonly id: string
  readonly says: string
  readonly query?: Query
  readonly rule?: string
  /** Name of the column that has an index. */
  readonly index?: 'author' | 'description'
  readonly amount?: number
  readonly connections?: number
  readonly updatesBeside?: true
}

const updates = 300

const listScenario = (
  posts: Posts,
  {
    id,
    says,
    query = {},
    rule = '',
    index,
    amount = 100,
    connections = 10,
    updatesBeside,
  }: ListDefinition,
): LoadScenario => ({
  ...common,
  name: `${id}/${posts}`,
  says,
  server,
  connections,
  amount: { exactly: amount },
  // Without an order the contract leaves it open; which records are listed can be compared only with one.
  comparedAs: (request) => ({ ...request, path: `${request.path}&sort=id` }),
  prepare: withRule(posts, {
    listRule: rule,
    indexes:
      index === undefined
        ? []
        : [`CREATE INDEX \`idx_${posts}_${index}\` ON \`${posts}\` (\`${index}\`)`],
  }),
  *requests({ callers }, { pick }): Generator<BenchRequest> {
    const { token } = pick(callers)
    const path = withQuery(recordsPath(posts), { perPage: 20, ...query })
    for (;;) yield { method: 'GET', path, token }
  },
  ...(updatesBeside === undefined
    ? {}
    : {
        beside: {
          connections: updates,
          amount: { exactly: updates },
          *requests({ ids, callers }, { pick, eachOnce }): Generator<BenchRequest> {
            const { token } = pick(callers)
            for (const id of eachOnce(ids(posts))) {
              const json = { title: `update${id}` }
              yield { method: 'PATCH', path: recordsPath(posts, id), token, json }
            }
          },
        },
      }),
})

const noTotal = { skipTotal: 1 }
const many = { amount: 1000, connections: 1000 }
const fewFields = 'id,collectionId,expand.author.id'
const owner = 'author = @request.auth.id'
const ownerById = 'author.id = @request.auth.id'
const words = "description ~ 'ipsum dolor'"
const each = "type:each != 'c'"
const eachAny = "type:each ?!= 'c'"
const twoLevels = "author.organization.name != 'test'"
const active = 'author.permissions.active = true'
const activeAny = 'author.permissions.active ?= true'

const lists: readonly ListDefinition[] = [
  { id: 'L1', says: 'simple, one after the other', amount: 1000, connections: 1 },
  { id: 'L2', says: 'simple, 1,000 at once', ...many },
  { id: 'L3', says: 'simple, 1,000 at once, no totals', query: noTotal, ...many },
  { id: 'L4', says: 'simple, beside 300 updates', ...many, updatesBeside: true },
  { id: 'L5', says: 'expand', query: { expand: 'author' } },
  { id: 'L6', says: 'expand, few fields', query: { expand: 'author', fields: fewFields } },
  { id: 'L7', says: 'nested expand', query: { expand: 'author.permissions' } },
  {
    id: 'L8',
    says: 'nested expand, few fields',
    query: {
      expand: 'author.permissions',
      fields: `${fewFields},expand.author.expand.permissions.id`,
    },
  },
  { id: 'L9', says: 'rule: signed in', rule: "@request.auth.id != ''" },
  { id: 'L10', says: 'rule: owner', rule: owner },
  { id: 'L11', says: 'rule: owner, index', rule: owner, index: 'author' },
  {
    id: 'L12',
    says: 'rule: owner, index, no totals',
    rule: owner,
    index: 'author',
    query: noTotal,
  },
  { id: 'L13', says: 'rule: owner through the relation', rule: ownerById },
  { id: 'L14', says: 'the same, index', rule: ownerById, index: 'author' },
  {
    id: 'L15',
    says: 'the same, index, no totals',
    rule: ownerById,
    index: 'author',
    query: noTotal,
  },
  { id: 'L16', says: 'rule: words in the text', rule: words },
  { id: 'L17', says: 'the same, index', rule: words, index: 'description' },
  {
    id: 'L18',
    says: 'the same, index, no totals',
    rule: words,
    index: 'description',
    query: noTotal,
  },
  { id: 'L19', says: 'rule: every value of a select', rule: each },
  { id: 'L20', says: 'the same, no totals', rule: each, query: noTotal },
  { id: 'L21', says: 'rule: any value of a select', rule: eachAny },
  { id: 'L22', says: 'the same, no totals', rule: eachAny, query: noTotal },
  { id: 'L23', says: 'rule: two relations away', rule: twoLevels },
  { id: 'L24', says: 'the same, no totals', rule: twoLevels, query: noTotal },
  { id: 'L25', says: 'rule: all of many relations', rule: active },
  { id: 'L26', says: 'the same, no totals', rule: active, query: noTotal },
  { id: 'L27', says: 'rule: any of many relations', rule: activeAny },
  { id: 'L28', says: 'the same, no totals', rule: activeAny, query: noTotal },
]

export const searchScenarios: readonly LoadScenario[] = [
  viewSelf('S1', 100),
  viewSelf('S2', 1000),
  ...allPosts.flatMap((posts) => lists.map((definition) => listScenario(posts, definition))),
]
