import { type CaseContext, conform } from '../harness/case.ts'
import { withQuery } from '../harness/fault.ts'
import { seededRandom } from '../harness/random.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { askAll, createFixtureQ, listIds, vectors } from './fixture-q.ts'
import { compareWithModel, entersRelations } from './random-queries.ts'
import { refusal } from './table.ts'

type Ids = ReadonlySet<string>

/** A filter with what it finds among `vals`. */
interface Known {
  readonly filter: string
  readonly ids: Ids
}

const every: Ids = new Set(vectors.fixture.records.vals.map(({ id }) => id))

const listed = (ids: Ids): string => [...ids].toSorted().join(' ')
const union = (a: Ids, b: Ids): Ids => new Set([...a, ...b])
const intersection = (a: Ids, b: Ids): Ids => new Set([...a].filter((id) => b.has(id)))

/** Vectors that look at one row only: conditions on the same several rows are not independent of each other. */
const plain: readonly Known[] = vectors.matching
  .filter(
    ({ collection, filter }) => collection === 'vals' && !/refs|:each|@collection/.test(filter),
  )
  // In a group a comment may end it, and a text after the last quirk may go on.
  .filter((vector) => !('quirk' in vector) && !vector.filter.includes('//'))
  .map(({ filter, ids }) => ({ filter, ids: new Set(ids) }))

/** Draws the same things each time: what a claim finds can be found again. */
const drawing = (seed: number) => {
  const random = seededRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  return {
    below,
    // The list is not empty.
    from: <T>(items: readonly T[]): T => items[below(items.length)] as T,
  }
}

type Draw = ReturnType<typeof drawing>

/** What differs from what is expected; nothing when all is as it should be. */
const differences = async (
  { guest }: CaseContext,
  made: CollectionHandle,
  rows: readonly { readonly filter: string; readonly expected: string }[],
): Promise<readonly string[]> => {
  const seen = await askAll(rows, ({ filter }) => listIds(guest, made, { filter, sort: 'id' }))
  return rows.flatMap(({ filter, expected }, index) =>
    seen[index] === expected ? [] : `${filter} => ${String(seen[index])}, expected ${expected}`,
  )
}

/** A tree over vectors, with the ids that set algebra gives. */
const tree = (draw: Draw, depth: number): Known => {
  if (depth === 0) {
    const { filter, ids } = draw.from(plain)
    return { filter: `(${filter})`, ids }
  }
  const left = tree(draw, draw.below(depth))
  const right = tree(draw, depth - 1)
  const isAnd = draw.below(2) === 0
  const filter = `(${left.filter} ${isAnd ? '&&' : '||'} ${right.filter})`
  return { filter, ids: (isAnd ? intersection : union)(left.ids, right.ids) }
}

/** Vectors joined without brackets: && binds tighter than ||. */
const chain = (draw: Draw, length: number): Known => {
  let filter = ''
  let sum: Ids = new Set()
  let product: Ids | undefined
  for (let index = 0; index < length; index++) {
    const next = draw.from(plain)
    const isAnd = index > 0 && draw.below(2) === 0
    filter += index === 0 ? `(${next.filter})` : ` ${isAnd ? '&&' : '||'} (${next.filter})`
    if (isAnd && product !== undefined) product = intersection(product, next.ids)
    else {
      sum = union(sum, product ?? new Set())
      product = next.ids
    }
  }
  return { filter, ids: union(sum, product ?? new Set()) }
}

const rowsOf = (count: number, make: () => Known) =>
  Array.from({ length: count }, () => {
    const { filter, ids } = make()
    return { filter, expected: listed(ids) }
  })

export const core = conform('filter.semantics.core', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { vals } = await createFixtureQ(context)
    const draw = drawing(1)
    const pair = (join: '&&' | '||', combine: (a: Ids, b: Ids) => Ids) =>
      rowsOf(40, () => {
        const [a, b] = [draw.from(plain), draw.from(plain)]
        return { filter: `(${a.filter}) ${join} (${b.filter})`, ids: combine(a.ids, b.ids) }
      })
    claim(
      '&& finds the intersection',
      await differences(context, vals, pair('&&', intersection)),
    ).equals([])
    claim('|| finds the union', await differences(context, vals, pair('||', union))).equals([])
    const chains = rowsOf(40, () => chain(draw, 2 + draw.below(5)))
    claim('&& binds tighter', await differences(context, vals, chains)).equals([])
    const trees = rowsOf(40, () => tree(draw, 2 + draw.below(3)))
    claim('brackets decide', await differences(context, vals, trees)).equals([])
  },
  mustCatch: {
    '&& finds the intersection': [
      withQuery((query) => query.set('filter', (query.get('filter') ?? '').replace('&&', '||'))),
    ],
    '|| finds the union': [
      withQuery((query) => query.set('filter', (query.get('filter') ?? '').replace('||', '&&'))),
    ],
    '&& binds tighter': [
      withQuery((query) =>
        query.set(
          'filter',
          (query.get('filter') ?? '').replace(/^(.*?) \|\| (.*) && /, '($1 || $2) && '),
        ),
      ),
    ],
    'brackets decide': [
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replace(/^\(\((.*)\)\)$/, '$1')),
      ),
    ],
  },
})

const mostly = 0.9

export const flat = conform('filter.semantics.flat', {
  lane: 'private',
  async check(context) {
    const { decided, wrong } = await compareWithModel(
      context,
      (world, asked) => !entersRelations(world, asked),
    )
    context.claim('there is an own evaluation of most', decided).atLeast(mostly)
    context.claim('finds what it finds', wrong).equals([])
  },
  mustCatch: {
    'finds what it finds': [
      withQuery((query) => query.set('filter', (query.get('filter') ?? '').replaceAll('<=', '<'))),
    ],
  },
})

export const relations = conform('filter.semantics.relations', {
  lane: 'private',
  async check(context) {
    const { decided, wrong } = await compareWithModel(context, entersRelations)
    context.claim('there is an own evaluation of most', decided).atLeast(mostly)
    context.claim('finds what it finds', wrong).equals([])
  },
  mustCatch: {
    'finds what it finds': [
      // One of several is enough.
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replaceAll(/ (?=[=!<>~])/g, ' ?')),
      ),
    ],
  },
})

/** Operators and their complements. */
const complements = { '=': '!=', '<': '>=', '>': '<=', '~': '!~' } as const

/** Values that can be NULL beside ones that cannot, and what finds those that are. */
const values = {
  title: undefined,
  num: undefined,
  flag: undefined,
  day: undefined,
  kind: undefined,
  tags: undefined,
  'tags:length': undefined,
  'title:lower': undefined,
  meta: 'meta = null',
  'meta.k': 'meta.k = null',
  'meta.l.0': 'meta.l.0 = null',
  'point.lat': 'point.lat = null',
  'owner.score': 'owner.score = null',
  'owner.boss.score': 'owner.boss.score = null',
} as const

const literals = ["'alpha'", "'a%'", "'1'", '0', '1.5', 'true', "'2024-01-01'"]

export const complement = conform('filter.semantics.complement', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { vals } = await createFixtureQ(context)
    const find = async (filter: string): Promise<string> =>
      listIds(guest, vals, { filter, sort: 'id' })
    const all = listed(every)
    for (const [sign, opposite] of Object.entries(complements)) {
      const rows = Object.entries(values).flatMap(([value, isNull]) =>
        literals.map((literal) => ({ value, isNull, literal })),
      )
      const parted = await askAll(rows, async ({ value, isNull, literal }) => {
        const holds = await find(`${value} ${sign} ${literal}`)
        const not = await find(`${value} ${opposite} ${literal}`)
        // What is missing differs from everything, and is neither more nor less than, like nor unlike anything.
        const missing = isNull === undefined || sign === '=' ? '' : await find(isNull)
        return [holds, not, missing].filter((ids) => ids !== '')
      })
      const wrong = rows.flatMap(({ value, literal }, index) => {
        const parts = parted[index] ?? []
        const together = parts.join(' ').split(' ').toSorted().join(' ')
        return together === all ? [] : `${value} ${sign} ${literal}: ${parts.join(' + ')}`
      })
      claim(`${sign}, ${opposite} and what is missing part the records`, wrong).equals([])
    }
  },
  mustCatch: {
    '<, >= and what is missing part the records': [
      withQuery((query) => query.set('filter', (query.get('filter') ?? '').replace('>=', '>'))),
    ],
    '>, <= and what is missing part the records': [
      withQuery((query) => query.set('filter', (query.get('filter') ?? '').replace('<=', '<'))),
    ],
    '~, !~ and what is missing part the records': [
      withQuery((query) => query.set('filter', (query.get('filter') ?? '').replace('!~', '~'))),
    ],
    '=, != and what is missing part the records': [
      withQuery((query) =>
        query.set(
          'filter',
          (query.get('filter') ?? '').replace(/^(\S+) != (.+)$/, '$1 != $2 && $1 != null'),
        ),
      ),
    ],
  },
})

const mirrored: Readonly<Record<string, string>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

export const spelling = conform('filter.semantics.spelling', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { vals } = await createFixtureQ(context)
    const draw = drawing(2)
    const spelled = (spell: (filter: string, other: Known) => string) =>
      rowsOf(20, () => {
        const known = draw.from(plain)
        return { filter: spell(known.filter, draw.from(plain)), ids: known.ids }
      })
    const brackets = spelled((filter) => `((${filter}))`)
    claim('brackets around it', await differences(context, vals, brackets)).equals([])
    const spaces = spelled((filter) => `\n\t ( \t${filter}\n ) \n`)
    claim('white space around it', await differences(context, vals, spaces)).equals([])
    const comment = spelled((filter) => `// one\n${filter} // two`)
    claim('comments around it', await differences(context, vals, comment)).equals([])
    const twice = spelled((filter) => `(${filter}) && (${filter}) || (${filter})`)
    claim('saying it again', await differences(context, vals, twice)).equals([])
    const absorbed = spelled((filter, other) => `(${filter}) || (${filter}) && (${other.filter})`)
    claim('absorbing another', await differences(context, vals, absorbed)).equals([])
    const swapped = rowsOf(20, () => {
      const [a, b] = [draw.from(plain), draw.from(plain)]
      return { filter: `(${b.filter}) && (${a.filter})`, ids: intersection(a.ids, b.ids) }
    })
    claim('the order of conditions', await differences(context, vals, swapped)).equals([])
    const turned = Object.keys(values).flatMap((value) =>
      literals.flatMap((literal) =>
        Object.entries(mirrored).map(([sign, other]) => [
          `${value} ${sign} ${literal}`,
          `${literal} ${other} ${value}`,
        ]),
      ),
    )
    const asked = Array.from({ length: 120 }, () => draw.from(turned))
    const found = await askAll(asked, (pair) =>
      Promise.all(pair.map((filter) => listIds(context.guest, vals, { filter, sort: 'id' }))),
    )
    const wrong = asked.flatMap((pair, index) => {
      const [one, other] = found[index] ?? []
      return one === other ? [] : `${pair.join(', ')} => ${String(one)}, ${String(other)}`
    })
    claim('the order of operands', wrong).equals([])
  },
  mustCatch: {
    'brackets around it': [
      withQuery((query) => query.get('filter')?.startsWith('((') && query.delete('filter')),
    ],
    'white space around it': [
      withQuery((query) => query.get('filter')?.startsWith('\n') && query.delete('filter')),
    ],
    'comments around it': [
      withQuery((query) => query.get('filter')?.startsWith('//') && query.delete('filter')),
    ],
    'absorbing another': [
      withQuery((query) =>
        query.set(
          'filter',
          (query.get('filter') ?? '').replace(/^\((.*)\) \|\| \(\1\) && /s, '($1) && '),
        ),
      ),
    ],
    'the order of conditions': [
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replace(/^(\([^()]*\)) && .*$/s, '$1')),
      ),
    ],
    'the order of operands': [
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replace(/^(\S+) <= ([a-z])/, '$1 < $2')),
      ),
    ],
    'saying it again': [
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replace(/ \|\| .*$/, ' || 1=1')),
      ),
    ],
  },
})

/** A rule of `people`, as it reads from a record that points to one. */
const rules: readonly (readonly [rule: string, from: (path: string) => string])[] = [
  ['score > 5', (path) => `${path}.score ?> 5`],
  ["name != 'bob'", (path) => `${path}.name ?!= 'bob'`],
  [
    "boss.name = 'Ann' || langs ~ 'de'",
    (path) => `(${path}.boss.name ?= 'Ann' || ${path}.langs ?~ 'de')`,
  ],
  ["name = 'nobody'", (path) => `${path}.name ?= 'nobody'`],
]

const entering = {
  owner: [
    "owner.name != 'zzz'",
    "num = 2.5 || owner.name = 'Ann'",
    'owner.score <= 0 && num > 0',
    'owner.langs:length = 2',
  ],
  refs: [
    "refs.name ?= 'bob'",
    "refs.name = 'bob'",
    'refs.score < 100',
    "num > 4 || refs.name ?= 'Ann'",
    "refs.score ?> 0 && refs.name ?!= 'zzz'",
    "refs.name != 'bob'",
  ],
} as const

export const access = conform('filter.semantics.access', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, superuser, accepted } = context
    const { vals, people } = await createFixtureQ(context)
    for (const [listRule, from] of rules) {
      accepted(await superuser.patch(people.path, { listRule }))
      const wrong: string[] = []
      for (const [path, filters] of Object.entries(entering)) {
        for (const filter of filters) {
          const seen = await listIds(guest, vals, { filter, sort: 'id' })
          // The same joined record is missing or satisfies the rule.
          const spelled = `(${filter}) && (${path}.name ?= null || ${from(path)})`
          const expected = await listIds(superuser, vals, { filter: spelled, sort: 'id' })
          if (seen !== expected) wrong.push(`${filter} => ${seen}, expected ${expected}`)
        }
      }
      claim(`with the rule ${listRule}`, wrong).equals([])
    }
  },
})

const operands = [
  'num',
  '5',
  "'a'",
  '"b"',
  'title',
  'null',
  'owner.name',
  '@now',
  "strftime('%Y', day)",
]
const signs = ['=', '!=', '>', '>=', '<', '<=', '~', '!~', '?=', '?!=', '?>', '?~', '?!~']
const joins = ['&&', '||']

type Kind = 'operand' | 'sign' | 'join' | '(' | ')'
interface Token {
  readonly kind: Kind
  readonly text: string
}

const tokenOf = (draw: Draw, kind: Kind): Token => {
  const texts = { operand: operands, sign: signs, join: joins, '(': ['('], ')': [')'] }
  return { kind, text: draw.from(texts[kind]) }
}

const expression = (draw: Draw, depth: number): readonly Token[] => {
  const term = (): readonly Token[] =>
    depth > 0 && draw.below(3) === 0
      ? [tokenOf(draw, '('), ...expression(draw, depth - 1), tokenOf(draw, ')')]
      : (['operand', 'sign', 'operand'] as const).map((kind) => tokenOf(draw, kind))
  const all = [...term()]
  for (let more = draw.below(3); more > 0; more--) all.push(tokenOf(draw, 'join'), ...term())
  return all
}

const kinds: readonly Kind[] = ['operand', 'sign', 'join', '(', ')']

/** Drops, doubles, swaps or replaces a token or two. */
const spoil = (draw: Draw, tokens: readonly Token[]): readonly Token[] => {
  const all = [...tokens]
  for (let count = 1 + draw.below(2); count > 0; count--) {
    const at = draw.below(all.length)
    const other = tokenOf(draw, draw.from(kinds))
    const edits = [
      () => all.splice(at, 1),
      () => all.splice(at, 0, other),
      () => all.splice(at, 1, other),
      () => all.push(other),
    ]
    draw.from(edits)()
  }
  return all
}

type State = 'left' | 'sign' | 'right' | 'join'

/** Whether the grammar has this sequence; undefined where a group stands in an odd place, which is no matter of the grammar. */
const isValid = (tokens: readonly Token[]): boolean | undefined => {
  const open: State[] = []
  let state: State = 'left'
  for (const { kind } of tokens) {
    if (kind === '(') {
      if (state !== 'left') return undefined
      open.push(state)
    } else if (kind === ')') {
      if (state !== 'join' || open.pop() === undefined) return false
    } else if (kind === 'operand' && (state === 'left' || state === 'right')) {
      state = state === 'left' ? 'sign' : 'join'
    } else if (kind === 'sign' && state === 'sign') {
      state = 'right'
    } else if (kind === 'join' && state === 'join') {
      state = 'left'
    } else return false
  }
  return state === 'join' && open.length === 0
}

/** The tokens with white space between them, and comments where they are not within a group. */
const write = (draw: Draw, tokens: readonly Token[]): string => {
  let depth = 0
  let text = ''
  for (const { kind, text: written } of tokens) {
    if (kind === '(') depth++
    const gaps = depth > 0 ? [' ', '\n', '\t', '  '] : [' ', '\n', '\t', ' // x\n', ' // (\n']
    text += draw.from(gaps) + written
    if (kind === ')') depth--
  }
  return text + draw.from(['', ' ', '\n'])
}

export const syntax = conform('filter.semantics.syntax', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { vals } = await createFixtureQ(context)
    const draw = drawing(3)
    const wrong = { valid: [] as string[], invalid: [] as string[] }
    const count = { valid: 0, invalid: 0 }
    while (count.valid < 100 || count.invalid < 100) {
      const whole = expression(draw, 3)
      const tokens = draw.below(2) === 0 ? whole : spoil(draw, whole)
      const valid = tokens.length === 0 ? undefined : isValid(tokens)
      if (valid === undefined) continue
      const kind = valid ? 'valid' : 'invalid'
      count[kind]++
      const filter = write(draw, tokens)
      const answer = await guest.get(vals.records, { filter, fields: 'id' })
      const isRight = valid ? answer.status === 200 : answer.at('/message') === refusal
      if (!isRight) wrong[kind].push(`${JSON.stringify(filter)} => ${answer.describe()}`)
    }
    claim('what the grammar has is accepted', wrong.valid).equals([])
    claim('anything else is refused', wrong.invalid).equals([])
  },
  mustCatch: {
    'anything else is refused': [
      withQuery((query) =>
        query.set('filter', (query.get('filter') ?? '').replace(/(&&|\|\|)\s*$/, '')),
      ),
    ],
  },
})

export const projection = conform('filter.semantics.projection', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { vals } = await createFixtureQ(context, { people: { viewRule: null } })
    const queries = { nothing: '1=1', 'a field': 'num > 1', 'a relation': "refs.name ?= 'bob'" }
    const shapes = [
      { fields: 'id' },
      { fields: 'id,title,expand.owner.name' },
      { expand: 'owner,refs' },
      { expand: 'nope,owner.boss', fields: 'id' },
      { fields: 'id,meta.k,title:excerpt(1)', expand: 'refs' },
    ]
    for (const [what, filter] of Object.entries(queries)) {
      const control = await guest.get(vals.records, { filter, sort: '-num,id', perPage: '3' })
      const idsOf = (items: unknown): unknown =>
        Array.isArray(items) ? items.map(({ id }: { readonly id?: unknown }) => id) : items
      const summary = { ids: idsOf(control.at('/items')), total: control.at('/totalItems') }
      const wrong: string[] = []
      for (const shape of shapes) {
        const answer = await guest.get(vals.records, {
          filter,
          sort: '-num,id',
          perPage: '3',
          ...shape,
        })
        const seen = { ids: idsOf(answer.at('/items')), total: answer.at('/totalItems') }
        if (JSON.stringify(seen) !== JSON.stringify(summary)) wrong.push(JSON.stringify(shape))
      }
      claim(`filtering by ${what}`, wrong).equals([])
    }
  },
  mustCatch: {
    'filtering by nothing': [withQuery((query) => query.has('expand') && query.set('page', '2'))],
    'filtering by a field': [
      withQuery(
        (query) => query.has('expand') && query.has('filter') && query.set('filter', 'num > 3'),
      ),
    ],
    'filtering by a relation': [
      withQuery((query) => query.get('expand') === 'refs' && query.set('sort', 'num,-id')),
    ],
  },
})
