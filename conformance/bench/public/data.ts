import type { Draw } from '../draw.ts'
import { authColumns, autodates, type DataSet, type Row, timeOf } from '../data/data-set.ts'

/** The data of the public benchmark workload, written by our own hand. */

export const postSizes = {
  posts10k: 10_000,
  posts25k: 25_000,
  posts50k: 50_000,
  posts100k: 100_000,
}
export type Posts = keyof typeof postSizes
export const allPosts = Object.keys(postSizes) as readonly Posts[] // its own keys

export const amounts = { organizations: 100, permissions: 50, users: 500 } as const

/** 480 characters, 67 words, "ipsum dolor" once. */
export const filler =
  'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim accusamus minim veniam, quis nostrud exercitation ullamco laboris repellendus ut aliquip praesentium commodo consequat. Eosque aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa voluptatem officia deserunt mollit anim perspiciatis laborum.'

export const types = ['a', 'b', 'c', 'd'] as const

const open = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }
const signedIn = { ...open, listRule: "@request.auth.id != ''" }

const relation = (name: string, collectionId: string, maxSelect: number) => ({
  name,
  type: 'relation',
  collectionId,
  maxSelect,
  cascadeDelete: true,
})

const unlimited = 999

const collections = [
  {
    id: 'public_organizations',
    name: 'organizations',
    type: 'base',
    ...signedIn,
    fields: [{ name: 'name', type: 'text' }, ...autodates],
  },
  {
    id: 'public_permissions',
    name: 'permissions',
    type: 'base',
    ...signedIn,
    fields: [{ name: 'name', type: 'text' }, { name: 'active', type: 'bool' }, ...autodates],
  },
  {
    // The collection that every fresh server has.
    id: '_pb_users_auth_',
    name: 'users',
    type: 'auth',
    ...signedIn,
    authRule: '',
    authAlert: { enabled: false },
    authToken: { duration: 1_209_600 },
    passwordAuth: { enabled: true, identityFields: ['email', 'username'] },
    fields: [
      {
        name: 'username',
        type: 'text',
        required: true,
        min: 3,
        max: 150,
        pattern: '^[\\w][\\w\\.\\-]*$',
        autogeneratePattern: 'users[0-9]{6}',
      },
      { ...relation('organization', 'public_organizations', 1), required: true },
      relation('permissions', 'public_permissions', unlimited),
      ...autodates,
    ],
    indexes: [
      'CREATE UNIQUE INDEX `idx_users_username` ON `users` (`username` COLLATE NOCASE)',
      "CREATE UNIQUE INDEX `idx_users_email` ON `users` (`email`) WHERE `email` != ''",
      'CREATE UNIQUE INDEX `idx_users_tokenKey` ON `users` (`tokenKey`)',
    ],
  },
  ...allPosts.map((name) => ({
    id: `public_${name}`,
    name,
    type: 'base',
    ...open,
    fields: [
      { name: 'title', type: 'text' },
      { name: 'description', type: 'editor' },
      { name: 'public', type: 'bool' },
      { name: 'type', type: 'select', values: types, maxSelect: 3 },
      relation('author', '_pb_users_auth_', 1),
      ...autodates,
    ],
  })),
]

const many = (amount: number, make: (n: number) => Row): readonly Row[] =>
  Array.from({ length: amount }, (_, n) => ({ ...make(n), created: timeOf(n), updated: timeOf(n) }))

export const email = (n: number): string => `users${n}@example.com`

const people = (draw: Draw) => {
  const organizations = many(amounts.organizations, (n) => ({
    id: draw.id(),
    name: `organizations${n}`,
  }))
  const permissions = many(amounts.permissions, (n) => ({
    id: draw.id(),
    name: `permissions${n}`,
    active: (n % (amounts.permissions / 2)) % 2 === 0 ? 1 : 0,
  }))
  const threePermissions = (): string =>
    JSON.stringify([...new Set([0, 1, 2].map(() => draw.pick(permissions)['id']))])
  const users = many(amounts.users, (n) => ({
    id: draw.id(),
    username: `users${n}`,
    organization: draw.pick(organizations)['id'] ?? '',
    permissions: threePermissions(),
    ...authColumns(draw, email(n)),
  }))
  return { organizations, permissions, users }
}

const postsOf = (draw: Draw, name: Posts, users: readonly Row[]): readonly Row[] =>
  many(postSizes[name], (n) => ({
    id: draw.id(),
    title: `${name}${n}`,
    description: filler,
    public: (n % (postSizes[name] / 2)) % 2,
    type: JSON.stringify([...new Set([draw.pick(types), draw.pick(types)])]),
    author: draw.pick(users)['id'] ?? '',
  }))

const dataSet = (name: string, posts: readonly Posts[]): DataSet => ({
  name,
  collections,
  deleteMissing: true,
  callers: { collection: 'users', amount: amounts.users },
  rows(draw) {
    const all = people(draw)
    return [
      ...Object.entries(all).map(([collection, rows]) => ({ collection, rows })),
      ...posts.map((collection) => ({ collection, rows: postsOf(draw, collection, all.users) })),
    ]
  },
})

/** Nobody has posted yet: what the scenarios that create records begin with. */
export const emptyData = dataSet('public-empty', [])
export const filledData = dataSet('public', allPosts)
