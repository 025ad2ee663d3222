import fc, { type Arbitrary } from 'fast-check'
import type { Step } from '../session.ts'
import { caller, slot, which } from './arbitraries.ts'
import type { Part } from './part.ts'
import { type Caller, pathOf, pick, senderOf, type Slot, withNames } from './world.ts'

type Params = Readonly<Record<string, string>>

interface Asking {
  readonly slot: Slot
  readonly by: Caller
  readonly headers: Readonly<Record<string, string>>
}

type Edit =
  | (Asking & { readonly kind: 'list'; readonly params: Params })
  | (Asking & { readonly kind: 'view'; readonly record: number; readonly params: Params })

/** What a filter can name, by collection; now and then what belongs to another one. */
const paths: Readonly<Record<Slot, readonly string[]>> = {
  people: [
    ...[
      'id',
      'name',
      'role',
      'verified',
      'email',
      'emailVisibility',
      'note',
      'name:lower',
      'collectionName',
    ],
    ...['{posts}_via_owner.title', '{posts}_via_owner.n', '{posts}_via_owner.links.label'],
  ],
  posts: [
    ...[
      'id',
      'title',
      'title',
      'n',
      'flag',
      'kind',
      'tags',
      'meta.x',
      'meta',
      'at',
      'place.lon',
      'mail',
    ],
    ...['owner', 'owner.name', 'owner.role', 'owner.email', 'links', 'links.label', 'links.weight'],
    ...[
      'links.parent.label',
      'title:lower',
      'tags:length',
      'tags:each',
      'links:length',
      'links:each',
    ],
    ...['created', 'body', 'site', 'updated'],
  ],
  tags: [
    ...[
      'id',
      'label',
      'label',
      'weight',
      'parent',
      'parent.label',
      'parent.parent.weight',
      'created',
    ],
    ...['{tags}_via_parent.label', '{posts}_via_links.n', '{posts}_via_links.owner.name'],
  ],
}

const oddPaths = [
  ...[
    'nope',
    'extra',
    'more',
    '@request.auth.id',
    '@request.auth.role',
    '@request.query.x',
    '@now',
  ],
  ...[
    '@collection.{posts}.title',
    '@collection.{people}.id',
    'strftime("%Y", created)',
    'title:each',
  ],
]

const operators = [
  '=',
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  '~',
  '!~',
  '?=',
  '?!=',
  '?>',
  '?<',
  '?~',
  '?!~',
]

const literals = [
  ...['""', '"a"', "'b'", '"abc"', '"A%"', '0', '1', '-1', '1.5', 'true', 'false', 'null'],
  ...['"2024-02-29 10:00:00.000Z"', '@todayStart', '"post00000000001"', '"user"', '"x_"', '"2024"'],
]

const path = (slot: Slot): Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...paths[slot]) },
    { weight: 1, arbitrary: fc.constantFrom(...oddPaths) },
  )

const condition = (slot: Slot): Arbitrary<string> =>
  fc
    .tuple(
      path(slot),
      fc.constantFrom(...operators),
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...literals) },
        { weight: 1, arbitrary: path(slot) },
      ),
    )
    .map(([left, operator, right]) => `${left} ${operator} ${right}`)

const filter = (slot: Slot): Arbitrary<string> => {
  const one = condition(slot)
  return fc.oneof(
    { weight: 8, arbitrary: one },
    {
      weight: 6,
      arbitrary: fc
        .tuple(one, fc.constantFrom('&&', '||'), one)
        .map(([left, word, right]) => `${left} ${word} ${right}`),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(one, one, one).map(([a, b, c]) => `(${a} || ${b}) && ${c}`),
    },
    { weight: 1, arbitrary: fc.constantFrom('title =', '(', '1 = 1', '', 'id != "" // x') },
  )
}

const sortable: Readonly<Record<Slot, readonly string[]>> = {
  people: ['name', 'role', 'email', 'verified', '@rowid', '{posts}_via_owner.n'],
  posts: [
    ...[
      'title',
      'n',
      'created',
      'owner.name',
      'links.label',
      'kind',
      'meta.x',
      '@rowid',
      'flag',
      'tags',
    ],
  ],
  tags: ['label', 'weight', 'parent.label', 'created', '@rowid'],
}

const sort = (slot: Slot): Arbitrary<string> =>
  fc
    .array(
      fc
        .tuple(
          fc.constantFrom('', '-', '+'),
          fc.oneof(
            { weight: 12, arbitrary: fc.constantFrom(...sortable[slot]) },
            { weight: 1, arbitrary: fc.constantFrom('nope', 'title:lower') },
          ),
        )
        .map(([sign, name]) => sign + name),
      { minLength: 1, maxLength: 2 },
    )
    // What is alike has no order.
    .map((names) => [...names, 'id'].join(','))

const expand = fc.constantFrom(
  ...['owner', 'links', 'owner,links', 'links.parent', 'parent', 'parent.parent', 'nope', 'title'],
  ...[
    '{posts}_via_owner',
    '{posts}_via_links.owner',
    '{tags}_via_parent',
    'owner.{posts}_via_owner',
  ],
)

const fields = fc.constantFrom(
  ...['id', '*', 'id,title', '*,expand.owner.name', 'title:excerpt(2,true),id', 'expand.*', 'nope'],
  ...['body:excerpt(1)', 'meta.x', 'place.lon,id', 'collectionName', 'id,email,verified'],
)

const listParams = (slot: Slot): Arbitrary<Params> =>
  fc.record(
    {
      filter: filter(slot),
      sort: sort(slot),
      expand,
      fields,
      page: fc.constantFrom('1', '2', '0', '-1', 'x'),
      perPage: fc.constantFrom('1', '2', '500', '1001', '0'),
      skipTotal: fc.constantFrom('1', 'true', '0', 'x'),
      x: fc.constant('1'),
    },
    { requiredKeys: [], noNullPrototype: true },
  )

const viewParams: Arbitrary<Params> = fc.record(
  { expand, fields, x: fc.constant('1') },
  { requiredKeys: [], noNullPrototype: true },
)

const asking = {
  by: caller,
  headers: fc.constantFrom<Params>({}, {}, {}, { 'X-Test': '1' }),
}

const edit: Arbitrary<Edit> = slot.chain((each) => {
  const about = { slot: fc.constant(each), ...asking }
  return fc.oneof<fc.WeightedArbitrary<Edit>[]>(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('list' as const),
        params: listParams(each),
        ...about,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        ...{ kind: fc.constant('view' as const), record: which, params: viewParams, ...about },
      }),
    },
  )
})

export const queriesPart: Part<Edit> = {
  name: 'queries',
  weight: 10,
  edit,
  open(world) {
    const { collections, records, accounts } = world
    return {
      plan(asked): readonly Step[] {
        const known = collections.get(asked.slot)
        if (known === undefined) return []
        const filled = Object.entries(asked.params).map(
          ([key, value]) => [key, withNames(world, value)] as const,
        )
        // Without it the order is whatever a query plan finds.
        const ordered =
          asked.params['sort'] === undefined ? [...filled, ['sort', 'id'] as const] : filled
        const query = new URLSearchParams(
          (asked.kind === 'list' ? ordered : filled).map(([key, value]): [string, string] => [
            key,
            value,
          ]),
        ).toString()
        const ids = [
          ...(records.get(asked.slot) ?? []),
          ...(asked.slot === 'people' ? accounts.map(({ id }) => id) : []),
        ]
        const id = asked.kind === 'view' ? `/${pick(ids, asked.record) ?? 'nowhere00000000'}` : ''
        const path = `${pathOf(known)}/records${id}${query === '' ? '' : `?${query}`}`
        return [{ method: 'GET', path, by: senderOf(world, asked.by), headers: asked.headers }]
      },
    }
  },
}
