import type { Client } from '../../harness/client.ts'
import { accepted, password } from '../data/data-set.ts'
import type { Facts } from '../data/data-set.ts'
import type { Draw } from '../draw.ts'
import { type BenchRequest, recordsPath } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'
import {
  allPosts,
  amounts,
  email,
  emptyData,
  filler,
  type Posts,
  postSizes,
  types,
} from './data.ts'

/** Section 4.1. Every scenario begins on tables without posts, so that each can be run alone. */

const openRule = ''

interface Definition {
  readonly id: string
  readonly collection: string
  readonly rule: string
  readonly amount: number
  readonly connections: number
  readonly isSignedIn?: boolean
  json(n: number, facts: Facts, draw: Draw): unknown
}

export const withRule =
  (collection: string, changes: Readonly<Record<string, unknown>>) =>
  async (superuser: Client): Promise<void> => {
    accepted(await superuser.patch(`/api/collections/${collection}`, changes))
  }

const createScenario = (definition: Definition): LoadScenario => {
  const { id, collection, rule, amount, connections, isSignedIn = false, json } = definition
  return {
    kind: 'load',
    name: `${id}/${collection}`,
    says: `create ${amount} ${collection}${rule === openRule ? '' : ' by rule'}`,
    data: emptyData,
    connections,
    closes: true,
    amount: { exactly: amount },
    compared: 2,
    drawsIds: true,
    prepare: withRule(collection, { createRule: rule }),
    *requests(facts, draw): Generator<BenchRequest> {
      const { token } = draw.pick(facts.callers)
      for (let n = 0; ; n++) {
        const request = { method: 'POST', path: recordsPath(collection) } as const
        const body = { json: json(n, facts, draw) }
        yield isSignedIn ? { ...request, ...body, token } : { ...request, ...body }
      }
    },
  }
}

const pairOf = (
  [first, second]: readonly [string, string],
  definition: Omit<Definition, 'id' | 'rule' | 'isSignedIn'>,
  rule: { readonly rule: string; readonly isSignedIn?: boolean },
): readonly LoadScenario[] => [
  createScenario({ ...definition, id: first, rule: openRule }),
  createScenario({ ...definition, ...rule, id: second }),
]

const userOf: Definition['json'] = (n, { ids }, { pick }) => ({
  email: email(amounts.users + n),
  username: `users${amounts.users + n}`,
  name: 'not a field',
  password,
  passwordConfirm: password,
  organization: pick(ids('organizations')),
  permissions: [0, 1, 2].map(() => pick(ids('permissions'))),
})

const postOf =
  (collection: Posts): Definition['json'] =>
  (n, { ids }, { pick }) => ({
    title: `${collection}${n}`,
    description: filler,
    public: n % 2 === 1,
    type: [pick(types), pick(types)],
    author: pick(ids('users')),
  })

const postIds: Readonly<Record<Posts, readonly [string, string]>> = {
  posts10k: ['C7', 'C8'],
  posts25k: ['C9', 'C10'],
  posts50k: ['C11', 'C12'],
  posts100k: ['C13', 'C14'],
}

export const createScenarios: readonly LoadScenario[] = [
  ...pairOf(
    ['C1', 'C2'],
    {
      collection: 'organizations',
      amount: 50,
      connections: 10,
      json: (n) => ({ name: `organizations${n}` }),
    },
    { rule: "@request.body.name != ''" },
  ),
  ...pairOf(
    ['C3', 'C4'],
    {
      collection: 'permissions',
      amount: 25,
      connections: 5,
      json: (n) => ({ name: `permissions${n}`, active: n % 2 === 0 }),
    },
    { rule: "@request.body.name != ''" },
  ),
  ...pairOf(
    ['C5', 'C6'],
    { collection: 'users', amount: 250, connections: 50, json: userOf },
    { rule: "@request.body.email != '' && @request.body.permissions:length > 0" },
  ),
  ...allPosts.flatMap((collection) =>
    pairOf(
      postIds[collection],
      {
        collection,
        amount: postSizes[collection] / 2,
        connections: 500,
        json: postOf(collection),
      },
      {
        rule: "@request.auth.id != '' && @request.body.public:isset = true",
        isSignedIn: true,
      },
    ),
  ),
]
