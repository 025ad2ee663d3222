import { type CaseContext, conform } from '../harness/case.ts'
import { withJson, withQuery, withStatus } from '../harness/fault.ts'
import { seededRandom } from '../harness/random.ts'
import { type Changes, createFixtureQ, idField, listIds, vectors } from '../filter/fixture-q.ts'
import { refusal } from '../filter/table.ts'

type Order = Readonly<Record<string, string>>

interface Sorting {
  /** Sort -> ids of all `vals` in that order. */
  readonly orders?: Order
  /** Sorts that answer 400. */
  readonly refused?: readonly string[]
  readonly as?: 'guest' | 'superuser'
  readonly fixture?: Changes
}

/** A case over fixture Q: one claim per sort, about the order it gives or that it is refused. */
const sorting = ({ orders = {}, refused: wrong = [], as = 'guest', fixture = {} }: Sorting) => {
  const [first] = Object.keys(orders)
  const [broken] = wrong
  return {
    lane: 'shared' as const,
    async check(context: CaseContext) {
      const { claim, refused } = context
      const { vals, text } = await createFixtureQ(context, fixture)
      const client = context[as]
      for (const [sort, expected] of Object.entries(orders)) {
        claim(sort, await listIds(client, vals, { sort: text(sort) })).equals(expected)
      }
      const control = await client.get(vals.records, { sort: 'num' })
      for (const sort of wrong) {
        const answer = await client.get(vals.records, { sort: text(sort) })
        claim(sort, refused(control, answer)).error(400, refusal)
      }
    },
    mustCatch: {
      ...(first === undefined ? {} : { [first]: [withQuery((query) => query.set('sort', 'id'))] }),
      ...(broken === undefined ? {} : { [broken]: [withStatus(400, 200)] }),
    },
  }
}

const byTitle = 'v3 v4 v5 v2 v6 v1 v7 v8'
const backwards = (ids: string): string => ids.split(' ').toReversed().join(' ')

export const syntax = conform(
  'sort.syntax',
  sorting({
    orders: {
      title: byTitle,
      '-title': backwards(byTitle),
      '+title': byTitle,
      ' title': byTitle,
      'flag,-title': 'v8 v7 v2 v5 v3 v1 v6 v4',
    },
  }),
)

export const multiple = conform(
  'sort.multiple',
  sorting({
    orders: {
      'flag,num,id': 'v3 v2 v7 v5 v8 v4 v1 v6',
      '-flag,num,id': 'v4 v1 v6 v3 v2 v7 v5 v8',
      'kind,-num': 'v7 v3 v1 v4 v6 v2 v8 v5',
      'num,-title': 'v4 v3 v1 v2 v7 v6 v5 v8',
    },
  }),
)

export const trim = conform(
  'sort.trim',
  sorting({
    orders: {
      ' -num , title ': 'v8 v5 v6 v7 v2 v1 v3 v4',
      '\t-title\n': backwards(byTitle),
      '\u0085title\u00a0': byTitle,
    },
    refused: ['\ufefftitle', '--title', '- title', '++title', '-+title', 'ti tle'],
  }),
)

export const emptyParam = conform('sort.empty-param', {
  ...sorting({ refused: [' ', 'title,', ',', 'title,,num', '-', '+'] }),
  async check(context) {
    const { records } = await context.collection()
    context.claim('nothing is no sort', await context.guest.get(records, { sort: '' })).status(200)
    await sorting({ refused: [' ', 'title,', ',', 'title,,num', '-', '+'] }).check(context)
  },
})

export const unknownField = conform(
  'sort.unknown-field',
  sorting({
    orders: { title: byTitle },
    refused: [
      'nope',
      'title,nope',
      'Title',
      'collectionName',
      'collectionId',
      'expand',
      'owner.nope',
    ],
  }),
)

const times = (count: number, item: string): string =>
  Array.from({ length: count }, () => item).join(',')

export const limitCount = conform(
  'sort.limit-count',
  sorting({
    orders: {
      [times(8, 'title')]: byTitle,
      'flag,kind,num,title,day,owner,id,tags': 'v3 v7 v2 v5 v8 v4 v1 v6',
    },
    refused: [times(9, 'title'), 'flag,kind,num,title,day,owner,id,tags,refs'],
  }),
)

/** A path into the json field, so many bytes long. */
const jsonPath = (bytes: number): string => `meta.${'a'.repeat(bytes - 'meta.'.length)}`

export const limitLength = conform('sort.limit-length', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim, refused }) {
    const { records } = await collection({ fields: [{ name: 'meta', type: 'json' }] })
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      for (const [what, sign] of [
        ['no sign', ''],
        ['a sign', '-'],
      ] as const) {
        const most = await client.get(records, { sort: sign + jsonPath(255) })
        claim(`255 bytes with ${what}, ${who}`, most).status(200)
        const more = await client.get(records, { sort: sign + jsonPath(256) })
        claim(`256 bytes with ${what}, ${who}`, refused(most, more)).error(400, refusal)
      }
    }
  },
})

export const random = conform('sort.random', {
  lane: 'shared',
  async check({ collection, record, guest, claim }) {
    const made = await collection({ fields: [{ name: 'flag', type: 'bool' }] })
    for (let count = 0; count < 24; count++) await record(made, { flag: count % 2 === 0 })
    const shuffled = async (sort: string) => {
      const orders = new Set<string>()
      for (let count = 0; count < 5; count++) orders.add(await listIds(guest, made, { sort }))
      return orders.size
    }
    claim('shuffles', await shuffled('@random')).atLeast(2)
    claim('whatever the sign', await shuffled('-@random')).atLeast(2)
    claim('also within others', await shuffled('flag,@random')).atLeast(2)
    const answer = await guest.get(made.records, { sort: 'flag,@random', fields: 'flag' })
    const flags = [...Array<boolean>(12).fill(false), ...Array<boolean>(12).fill(true)]
    claim('and below them', answer).json(
      '/items',
      flags.map((flag) => ({ flag })),
    )
  },
  mustCatch: {
    shuffles: [withQuery((query) => query.set('sort', 'id'))],
    'and below them': [withQuery((query) => query.set('sort', '-flag'))],
  },
})

export const rowid = conform('sort.rowid', {
  lane: 'shared',
  async check(context) {
    const { guest, claim, collection, record } = context
    const { vals } = await createFixtureQ(context)
    const all = 'v1 v2 v3 v4 v5 v6 v7 v8'
    claim('insertion order', await listIds(guest, vals, { sort: '@rowid' })).equals(all)
    claim('backwards', await listIds(guest, vals, { sort: '-@rowid' })).equals(backwards(all))
    const query = { sort: '-@rowid', filter: "refs.name ?= 'bob'" }
    claim('with a relation filter', await listIds(guest, vals, query)).equals('v8 v6 v2 v1')
    const shared = { sort: '-@rowid', filter: "refs.name ?= 'bob' && refs.score ?< 1" }
    claim('with joined rows', await listIds(guest, vals, shared)).equals('v8 v6 v2 v1')
    const made = await collection({ fields: [idField] })
    for (const id of ['z', 'a', 'm']) await record(made, { id })
    claim('not by id', await listIds(guest, made, { sort: '@rowid' })).equals('z a m')
  },
  mustCatch: { 'not by id': [withQuery((query) => query.set('sort', 'id'))] },
})

export const rowidView = conform('sort.rowid-view', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, claim, refused } = context
    const base = await collection()
    const view = await collection({ type: 'view', viewQuery: `SELECT id FROM ${base.name}` })
    const control = await guest.get(view.records, { sort: 'id' })
    const answer = refused(control, await guest.get(view.records, { sort: '@rowid' }))
    claim('is refused', answer).error(400, refusal)
    claim('@random is not', await guest.get(view.records, { sort: '@random' })).status(200)
  },
})

export const specialNamesCase = conform(
  'sort.special-names-case',
  sorting({
    orders: { '-@rowid': backwards('v1 v2 v3 v4 v5 v6 v7 v8') },
    refused: ['@RANDOM', '@rowId', '@now', '@day', '@', '@random:lower', '_rowid_', 'rowid'],
  }),
)

export const literalsInvalid = conform(
  'sort.literals-invalid',
  sorting({
    orders: { title: byTitle },
    refused: [
      'null',
      'true',
      'FALSE',
      "'a'",
      '"title"',
      '1',
      'geoDistance(1,2,3,4)',
      "strftime('%Y',day)",
      'title desc',
      'title;x',
      'title COLLATE NOCASE',
      '(title)',
      '(SELECT 1)',
      'title--',
      '`title`',
      '[[title]]',
      'title/**/',
    ],
  }),
)

export const orderText = conform('sort.order-text', sorting({ orders: { title: byTitle } }))

export const orderNumberBoolDate = conform(
  'sort.order-number-bool-date',
  sorting({
    orders: {
      'num,title': 'v4 v3 v1 v2 v6 v7 v5 v8',
      'flag,id': 'v2 v3 v5 v7 v8 v1 v4 v6',
      day: 'v3 v7 v4 v1 v5 v8 v2 v6',
      '-day': 'v6 v2 v8 v5 v1 v4 v7 v3',
    },
  }),
)

export const orderNullFirst = conform(
  'sort.order-null-first',
  sorting({
    orders: {
      'owner.name,num,title': 'v3 v5 v1 v6 v4 v8 v2 v7',
      '-owner.name,num,title': 'v2 v7 v4 v8 v1 v6 v3 v5',
      'meta.k,num,title': 'v4 v3 v2 v6 v7 v5 v8 v1',
    },
  }),
)

export const json = conform(
  'sort.json',
  sorting({
    orders: { meta: 'v3 v6 v4 v7 v5 v2 v1 v8', 'meta.k,num,title': 'v4 v3 v2 v6 v7 v5 v8 v1' },
  }),
)

export const multiRaw = conform(
  'sort.multi-raw',
  sorting({ orders: { 'tags,num': 'v6 v1 v2 v4 v7 v5 v3 v8' } }),
)

export const relationPath = conform(
  'sort.relation-path',
  sorting({
    orders: {
      'owner.score,num,title': 'v3 v5 v4 v8 v2 v7 v1 v6',
      'owner.boss.name,num,title': 'v3 v1 v6 v5 v2 v7 v4 v8',
    },
  }),
)

export const modifiers = conform(
  'sort.modifiers',
  sorting({
    orders: {
      'title:lower': 'v3 v4 v5 v6 v1 v2 v7 v8',
      'tags:length,num': 'v3 v8 v2 v7 v5 v4 v1 v6',
      'tags:each,num,title': 'v3 v8 v1 v2 v6 v4 v7 v5',
    },
    refused: ['title:nope', 'title:lower:lower'],
  }),
)

const byFirst = sorting({
  orders: {
    'refs.name,num': 'v3 v7 v4 v1 v6 v5 v2 v8',
    '-refs.name,num': 'v2 v8 v5 v4 v1 v6 v3 v7',
    'tags:each,num,title': 'v3 v8 v1 v2 v6 v4 v7 v5',
  },
})

export const multiValueFirst = conform('sort.multi-value-first', {
  ...byFirst,
  async check(context) {
    await byFirst.check(context)
    const { guest, claim } = context
    const { vals, people, text } = await createFixtureQ(context)
    const sort = '-refs.name,num'
    for (const [filter, ids] of Object.entries({
      "refs.name ?= 'Cid'": 'v4 v6 v5 v8',
      "refs.name ?> 'B'": 'v1 v2 v6 v8 v4 v5',
      "owner.name != 'bob' && id != 'v3'": 'v8 v5 v4 v1 v6',
    })) {
      claim(`with ${filter}`, await listIds(guest, vals, { sort, filter })).equals(ids)
    }
    const back = { sort: text('vals_via_owner.title') }
    claim('as they were written', await listIds(guest, people, back)).equals('p3 p2 p1')
  },
})

export const hiddenField = conform('sort.hidden-field', {
  lane: 'shared',
  async check({ collection, user, guest, superuser, claim, refused }) {
    const made = await collection({
      type: 'auth',
      fields: [{ name: 'secret', type: 'text', hidden: true }],
    })
    const { client } = await user({}, made)
    for (const sort of ['tokenKey', 'password', 'secret', '-secret', 'id,secret', 'secret:lower']) {
      const control = await superuser.get(made.records, { sort })
      for (const [who, caller] of [
        ['guest', guest],
        ['user', client],
      ] as const) {
        const answer = refused(control, await caller.get(made.records, { sort }))
        claim(`${sort}, ${who}`, answer).error(400, refusal)
      }
    }
  },
})

export const emailAllowed = conform('sort.email-allowed', {
  lane: 'shared',
  async check({ collection, user, guest, claim, unique }) {
    const made = await collection({ type: 'auth' })
    const b = await user({ email: `${unique('b')}@x.com` }, made)
    const a = await user({ email: `${unique('a')}@x.com` }, made)
    claim('sorts', await listIds(guest, made, { sort: 'email' })).equals(`${a.id} ${b.id}`)
    claim('backwards', await listIds(guest, made, { sort: '-email' })).equals(`${b.id} ${a.id}`)
    const answer = await guest.get(made.records, { sort: 'email' })
    claim('and shows none', answer).length('/items', 2).absent('/items/0/email')
  },
})

export const superuserOnlyNames = conform('sort.superuser-only-names', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, refused } = context
    const { vals, text } = await createFixtureQ(context)
    const ask = (client: typeof guest, sort: string) =>
      client.get(vals.records, { sort: text(sort) })
    const only = (name: string): string => `Only superusers can filter by ${name}.`
    claim('@request', await ask(guest, '@request.auth.id')).error(403, only('@request'))
    const control = await ask(superuser, '@collection.people.name')
    claim('@collection, superuser', control).status(200).json('/totalItems', 8)
    const denied = refused(control, await ask(guest, '@collection.people.name'))
    claim('@collection', denied).error(403, only('@collection'))
    for (const sort of ['@request.auth.id', '@request.query.sort', '@request.method']) {
      claim(`${sort}, superuser`, refused(control, await ask(superuser, sort))).error(400, refusal)
    }
  },
})

export const relationNullListRule = conform('sort.relation-null-list-rule', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, refused } = context
    const { vals } = await createFixtureQ(context, { people: { listRule: null } })
    for (const sort of ['owner.name', 'id,-owner.name', 'refs.name', 'owner.boss.name']) {
      const control = await superuser.get(vals.records, { sort })
      claim(`${sort}, superuser`, control).status(200)
      const answer = refused(control, await guest.get(vals.records, { sort }))
      claim(`${sort}, guest`, answer).error(400, refusal)
    }
    for (const sort of ['owner', 'owner.id', 'refs:each']) {
      claim(sort, await guest.get(vals.records, { sort }))
        .status(200)
        .json('/totalItems', 8)
    }
  },
})

export const relationListRulePrunes = conform('sort.relation-list-rule-prunes', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim } = context
    const { vals } = await createFixtureQ(context, { people: { listRule: 'score > 5' } })
    const sort = 'owner.name,num,title'
    claim('removes', await listIds(guest, vals, { sort })).equals('v3 v5 v1 v6')
    const page = await guest.get(vals.records, { sort, perPage: '2' })
    claim('also from the total', page).json('/totalItems', 4).json('/totalPages', 2)
    claim('only then', await listIds(guest, vals, { sort: 'id' })).equals('v1 v2 v3 v4 v5 v6 v7 v8')
    claim('not for superusers', await listIds(superuser, vals, { sort })).equals(
      'v3 v5 v1 v6 v4 v8 v2 v7',
    )
  },
  mustCatch: { 'also from the total': [withJson('/totalItems', 8)] },
})

export const sortVectors = conform('sort.vectors', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { vals, text } = await createFixtureQ(context)
    for (const { sort, ids } of vectors.sorted) {
      claim(sort, await listIds(superuser, vals, { sort: text(sort) })).equals(ids.join(' '))
    }
  },
})

/** A value as SQLite orders it: nothing, then numbers, then text by its bytes. */
type Value = number | string | undefined

const compareValues = (a: Value, b: Value): number => {
  const rank = (value: Value): number => ['undefined', 'number', 'string'].indexOf(typeof value)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Buffer.compare(Buffer.from(String(a ?? '')), Buffer.from(String(b ?? '')))
}

interface Row {
  readonly id: string
  readonly values: Readonly<Record<string, Value>>
}

const titles = ['', 'a', 'B', 'b', 'ab', 'ä', '1', '10', '9', 'a b', '\u{1F600}']
const numbers = [0, 1, -1, 2.5, 10, 9, 1e6]
const days = [
  '',
  '2024-01-01 00:00:00.000Z',
  '2024-01-01 00:00:00.001Z',
  '1999-12-31 23:59:59.999Z',
]
const sortable = ['title', 'num', 'flag', 'day', 'owner', 'owner.score', 'owner.name']
const perPage = 7

/** Twenty-five records of values that repeat, some with an owner. */
const randomRows = async (context: CaseContext, random: () => number) => {
  const { collection, record } = context
  const from = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const people = await collection({
    fields: [
      { name: 'name', type: 'text' },
      { name: 'score', type: 'number' },
    ],
  })
  const owners: { id: string; name: string; score: number }[] = []
  for (let count = 0; count < 4; count++) {
    const person = { name: from(titles), score: from(numbers) }
    const { id } = await record(people, person)
    owners.push({ id, ...person })
  }
  const made = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'num', type: 'number' },
      { name: 'flag', type: 'bool' },
      { name: 'day', type: 'date' },
      { name: 'owner', type: 'relation', collectionId: people.id, maxSelect: 1 },
    ],
  })
  const rows: Row[] = []
  for (let count = 0; count < 25; count++) {
    const owner = random() < 0.25 ? undefined : from(owners)
    const body = {
      title: from(titles),
      num: from(numbers),
      flag: random() < 0.5,
      day: from(days),
      owner: owner?.id ?? '',
    }
    const { id } = await record(made, body)
    rows.push({
      id,
      values: {
        ...body,
        flag: Number(body.flag),
        'owner.score': owner?.score,
        'owner.name': owner?.name,
      },
    })
  }
  return { made, rows, from }
}

export const semantics = conform('sort.semantics', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const random = seededRandom(4)
    const { made, rows, from } = await randomRows(context, random)
    const conditions: readonly (readonly [filter: string, holds: (row: Row) => boolean])[] = [
      ['', () => true],
      ['flag = true', ({ values }) => values['flag'] === 1],
      ['num > 1', ({ values }) => Number(values['num']) > 1],
      ["owner.name != ''", ({ values }) => (values['owner.name'] ?? '') !== ''],
    ]
    const wrong = { whole: [] as string[], pages: [] as string[], reversed: [] as string[] }
    for (let count = 0; count < 40; count++) {
      const keys = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
        name: from(sortable),
        sign: from([1, -1]),
      }))
      const [filter, holds] = from(conditions)
      const written = (turn: 1 | -1): string =>
        [...keys, { name: 'id', sign: 1 }]
          .map(({ name, sign }) => (sign * turn < 0 ? `-${name}` : name))
          .join(',')
      const expected = rows
        .filter(holds)
        .toSorted((a, b) => {
          for (const { name, sign } of keys) {
            const order = compareValues(a.values[name], b.values[name])
            if (order !== 0) return order * sign
          }
          return compareValues(a.id, b.id)
        })
        .map(({ id }) => id)
        .join(' ')
      const what = `sort=${written(1)}&filter=${filter}`
      if ((await listIds(guest, made, { filter, sort: written(1) })) !== expected)
        wrong.whole.push(what)
      const pages: string[] = []
      for (let page = 1; page <= Math.ceil(rows.length / perPage); page++) {
        const query = { filter, sort: written(1), perPage: String(perPage), page: String(page) }
        pages.push(await listIds(guest, made, query))
      }
      if (pages.filter((ids) => ids !== '').join(' ') !== expected) wrong.pages.push(what)
      const reversed = await listIds(guest, made, { filter, sort: written(-1) })
      if (backwards(reversed) !== expected) wrong.reversed.push(what)
    }
    claim('gives the order of the values', wrong.whole).equals([])
    claim('page by page, too', wrong.pages).equals([])
    claim('the other way round with every sign changed', wrong.reversed).equals([])
  },
  mustCatch: {
    'gives the order of the values': [
      withQuery((query) => query.set('sort', (query.get('sort') ?? '').replace(/^-?num,/, ''))),
    ],
    'page by page, too': [
      withQuery((query) => query.get('page') === '2' && query.set('page', '3')),
    ],
    'the other way round with every sign changed': [
      withQuery((query) =>
        query.set('sort', (query.get('sort') ?? '').replace('-owner.name', 'owner.name')),
      ),
    ],
  },
})
