import fc, { type Arbitrary } from 'fast-check'
import { plainNumber } from '../../model/values/cast.ts'
import type { ListQuery } from '../../model/query/list.ts'
import {
  type Comparison,
  type Filter,
  type Operand,
  type Path,
  signs,
  type SortKey,
} from '../../model/query/tree.ts'
import { type Collection, findCollection } from '../../model/query/world.ts'
import type { AuthRecord } from '../session.ts'
import { isTotal } from './judge.ts'
import { plainSpelling, type Spelling } from './print.ts'
import { type Found, pathsFrom, rowPath } from './paths.ts'
import { type RequestPath, requestPaths } from './request-paths.ts'
import { dates, numbers, options, texts } from './worlds.ts'

/** Who asks: nobody, a superuser, or one of the people. */
export type By = 'guest' | 'superuser' | AuthRecord

/** A query with who asks it, and how its filter is written. */
export interface Asked {
  readonly by: By
  readonly query: ListQuery
  readonly spelling: Spelling
}

const { constant, constantFrom } = fc

type Weighted<T> = fc.WeightedArbitrary<T>
const weigh = <T>(weight: number, arbitrary: Arbitrary<T>): Weighted<T> => ({ weight, arbitrary })

const anyOf = <T>(items: readonly T[]): readonly Weighted<T>[] =>
  items.length === 0 ? [] : [weigh(1, constantFrom(...items))]

/** The fewer relations, the more often. */
const somePath = (
  collection: Collection,
  all: readonly Collection[],
  maxHops: number,
): Arbitrary<Found> =>
  fc.oneof(
    ...[8, 4, 2]
      .slice(0, maxHops + 1)
      .flatMap((weight, hops) =>
        anyOf(pathsFrom(collection, all, hops)).map((each) => ({ ...each, weight })),
      ),
  )

/** Paths that do not resolve, or only for some callers. */
const oddPaths = ({ name }: Collection): Arbitrary<Found> =>
  constantFrom<Found>(
    { parts: ['nofield'] },
    { parts: ['Id'] },
    { parts: ['collectionName'] },
    { parts: ['id', 'x'] },
    { parts: ['id'], modifier: 'nope' },
    { parts: [{ collection: 'posts', via: 'owner' }] },
    { parts: [{ collection: name, via: 'id' }, 'id'] },
    { parts: [{ collection: 'nobody', via: 'owner' }, 'id'] },
    { parts: Array.from({ length: 7 }, () => 'parent') },
    { parts: [...Array.from({ length: 7 }, () => 'parent'), 'id'] },
    { parts: [...Array.from({ length: 6 }, () => 'parent'), 'id'] },
    { parts: [...Array.from({ length: 6 }, () => 'boss'), 'num'] },
  )

const text = (value: string): Operand => ({ kind: 'text', text: value })

const number = (value: number): Operand => ({ kind: 'number', spelled: plainNumber(value) })

const spelledNumbers: readonly Operand[] = ['007', '-0', '1.50', '5.0', '00'].map((spelled) => ({
  kind: 'number',
  spelled,
}))

/** No text can end in a backslash. */
const isWritable = (value: string): boolean => !value.endsWith('\\')

const literalTexts = texts.filter(isWritable)

const constants: Arbitrary<Operand> = constantFrom<Operand>(
  { kind: 'constant', value: null },
  { kind: 'constant', value: true },
  { kind: 'constant', value: false },
)

const anyLiteral: Arbitrary<Operand> = fc.oneof(
  constantFrom(...literalTexts).map(text),
  constantFrom(...numbers).map(number),
  constants,
  constantFrom(...spelledNumbers),
  fc
    .string({
      maxLength: 4,
      unit: constantFrom('a', 'A', '%', '_', '\\', '1', '.', 'ä', ' ', "'", '"'),
    })
    .filter(isWritable)
    .map(text),
)

const dateTexts = [...dates, '2024', '2024-01-01', '2024-01-01 10', '2024-02-29T00:00:00Z']

/** All scalars in a value, and a list as its text. */
const scalarsIn = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null
    ? [...Object.values(value).flatMap(scalarsIn), JSON.stringify(value)]
    : [value]

const literal = (value: unknown): readonly Operand[] => {
  if (typeof value === 'number') return [number(value)]
  if (typeof value === 'string') return isWritable(value) ? [text(value)] : []
  return typeof value === 'boolean' || value === null ? [{ kind: 'constant', value }] : []
}

/** Literals for comparisons with a field of some type: values that are there, and ones like them. */
const literalsFor = (type: string, collections: readonly Collection[]): readonly Operand[] => {
  const present = collections.flatMap(({ fields, rows }) =>
    fields
      .filter((field) => field.type === type)
      .flatMap(({ name }) => rows.flatMap((row) => scalarsIn(row.get(name)))),
  )
  const own = [...new Set(present)].flatMap(literal)
  return [...own, ...own, ...own, ...(likeThose[type] ?? literalTexts.map(text))]
}

const lengths = [0, 1, 2].map(number)

const likeThose: Readonly<Record<string, readonly Operand[]>> = {
  number: numbers.map(number),
  bool: [...literal(true), ...literal(false), ...literal('1'), ...literal(0)],
  date: dateTexts.map(text),
  select: [...options, '[]', '["a"]', '["a","b"]'].map(text).concat(lengths),
  relation: lengths,
  file: [text(''), text('[]'), ...lengths],
  json: [...['{"k":1}', '[1]', '{}', '[]', ''].map(text), ...numbers.map(number)],
  geoPoint: ['{"lon":0,"lat":0}', '42', '%,"lat":%'].map(text),
}

const macroTexts = [
  '@now',
  '@yesterday',
  '@tomorrow',
  '@todayStart',
  '@todayEnd',
  '@monthStart',
  '@monthEnd',
  '@yearStart',
  '@yearEnd',
]
const macroNumbers = ['@second', '@minute', '@hour', '@day', '@month', '@weekday', '@year']

const macro = (name: string): Operand => ({ kind: 'macro', name })

/** Comparisons of moments whose outcome does not depend on the day. */
const pinned = (collection: Collection): Arbitrary<Pair> => {
  const far = fc
    .tuple(
      constantFrom(...macroTexts),
      constantFrom('', '1999-01-01', '2099', '2024-01-01 10:00:00.000Z'),
    )
    .map(([name, value]): Pair => [macro(name), text(value)])
  const parts = fc
    .tuple(constantFrom(...macroNumbers), constantFrom(-1, 100, 9999).map(number))
    .map(([name, value]): Pair => [macro(name), value])
  const moments = collection.fields.filter(({ type }) => type === 'date' || type === 'autodate')
  const days = moments.map(({ name, type }) =>
    (type === 'date'
      ? constantFrom(...macroTexts).map(macro)
      : constantFrom('2020', '2099', '').map(text)
    ).map((other): Pair => [rowPath({ parts: [name] }), other]),
  )
  return fc.oneof(far, parts, ...days)
}

const formats = ['%Y', '%Y-%m', '%d', '%H:%M', '%w', '%j', '', 'x%%y']
const timeModifiers = [
  '+1 month',
  '-1 day',
  '+25 hours',
  'start of month',
  'start of year',
  'nonsense',
]

/** Below functions. */
const calls = (paths: Arbitrary<Path>, collection: Collection): Arbitrary<Operand> => {
  const moments = collection.fields
    .filter(({ type }) => type === 'date')
    .map(({ name }): Operand => rowPath({ parts: [name] }))
  const time = fc.oneof(
    ...(moments.length === 0 ? [] : [weigh(4, constantFrom<Operand>(...moments))]),
    weigh(1, paths),
    weigh(1, constantFrom<Operand>(text('2024-01-31 23:00:00.000Z'), text(''), text('x'))),
  )
  const strftime = fc
    .tuple(
      constantFrom(...formats),
      time,
      fc.array(constantFrom(...timeModifiers), { maxLength: 2 }),
    )
    .map(([format, when, moves]): Operand => ({
      ...{ kind: 'call', name: 'strftime' },
      args: [text(format), when, ...moves.map(text)],
    }))
  const points = collection.fields
    .filter(({ type }) => type === 'geoPoint')
    .flatMap(({ name }) => ['lon', 'lat'].map((key): Operand => rowPath({ parts: [name, key] })))
  const coordinates = fc.oneof(
    weigh(3, constantFrom<Operand>(number(10), number(-20.5), ...points)),
    weigh(1, paths),
    weigh(1, constantFrom<Operand>({ kind: 'constant', value: null })),
  )
  const geoDistance = fc
    .tuple(coordinates, coordinates, coordinates, coordinates)
    .map((args): Operand => ({ kind: 'call', name: 'geoDistance', args }))
  const odd = constantFrom<Operand>(
    { kind: 'call', name: 'geoDistance', args: [number(1)] },
    { kind: 'call', name: 'strftime', args: [rowPath({ parts: ['id'] })] },
    { kind: 'call', name: 'lower', args: [rowPath({ parts: ['id'] })] },
    { kind: 'call', name: 'strftime', args: [text('%Y'), text('2024-01-01'), number(1)] },
  )
  return fc.oneof(weigh(8, strftime), weigh(5, geoDistance), weigh(1, odd))
}

const callResults: Arbitrary<Operand> = fc.oneof(
  constantFrom('2024', '2024-01', '', '01', '2%').map(text),
  constantFrom(0, 100, 5000, 20000, 2024).map(number),
  constants,
)

/** Ranges over all records of a collection; an alias stands for one collection. */
const collectionPaths = (
  collections: readonly Collection[],
): Arbitrary<Found & { readonly path: Path }> =>
  fc.oneof(
    ...collections.map((collection) =>
      fc
        .tuple(
          somePath(collection, collections, 1),
          constantFrom<{ readonly alias?: string }>({}, {}, { alias: `x${collection.name}` }),
        )
        .map(([found, alias]) => {
          const from = { kind: 'collection' as const, collection: collection.name, ...alias }
          return { ...found, path: { ...rowPath(found), from } }
        }),
    ),
  )

/** Two operands of a comparison. */
type Pair = readonly [Operand, Operand]

interface Reach {
  readonly collection: Collection
  readonly collections: readonly Collection[]
  /** May speak of `@collection` and `@request`. */
  readonly isWide: boolean
  /** Is asked about writes, too. */
  readonly isRule?: boolean
}

/** One thing per name, made when it is first asked for. */
const remember = <T>(make: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, T>()
  return (name) => {
    const found = known.get(name) ?? make(name)
    known.set(name, found)
    return found
  }
}

const someRequestPath = (all: ReturnType<typeof requestPaths>): Arbitrary<RequestPath> =>
  fc.oneof(
    weigh(1, constantFrom(...all.sent)),
    weigh(2, constantFrom(...all.auth)),
    weigh(2, constantFrom(...all.body)),
  )

const pairs = ({ collection, collections, isWide, isRule = false }: Reach): Arbitrary<Pair> => {
  const own = fc.oneof(
    weigh(60, somePath(collection, collections, 2)),
    weigh(1, oddPaths(collection)),
  )
  const paths = own.map(rowPath)
  const literals = remember((type) =>
    fc.oneof(weigh(4, constantFrom(...literalsFor(type, collections))), weigh(1, anyLiteral)),
  )
  const near = [0, 1].flatMap((hops) => pathsFrom(collection, collections, hops))
  const alike = remember((type) => {
    const same = near.filter(({ field }) => field?.type === type)
    return same.length === 0 ? paths : constantFrom(...same).map(rowPath)
  })
  const typeOf = ({ field, modifier }: Found): string =>
    modifier === 'length' ? 'relation' : (field?.type ?? 'text')
  const withLiteral = (found: Found, left: Operand): Arbitrary<Pair> =>
    literals(typeOf(found)).map((right) => [left, right])
  const withRequest = ({ path, field }: RequestPath): Arbitrary<Pair> => {
    const type =
      path.modifier === 'isset' || path.modifier === 'changed'
        ? 'bool'
        : typeOf({ ...path, ...(field === undefined ? {} : { field }) })
    return fc.oneof(alike(type), literals(type)).map((right) => [path, right])
  }
  const call = calls(paths, collection)
  const wide = [
    weigh(
      2,
      collectionPaths(collections).chain((found) => withLiteral(found, found.path)),
    ),
    weigh(
      2,
      fc.tuple(
        collectionPaths(collections).map(({ path }) => path),
        paths,
      ),
    ),
    weigh(
      isRule ? 8 : 2,
      someRequestPath(requestPaths(collection, collections, isRule)).chain(withRequest),
    ),
  ]
  return fc.oneof<Weighted<Pair>[]>(
    weigh(
      12,
      own.chain((found) => withLiteral(found, rowPath(found))),
    ),
    weigh(
      3,
      own.chain((found) => fc.tuple(constant(rowPath(found)), alike(typeOf(found)))),
    ),
    weigh(2, fc.tuple(paths, paths)),
    weigh(2, fc.tuple(call, fc.oneof(weigh(3, callResults), weigh(1, paths), weigh(1, call)))),
    weigh(1, fc.tuple(anyLiteral, anyLiteral)),
    weigh(1, pinned(collection)),
    ...(isWide ? wide : []),
  )
}

const comparisons = (reach: Reach): Arbitrary<Comparison> =>
  fc
    .tuple(
      pairs(reach),
      constantFrom(...signs),
      fc.boolean(),
      fc.integer({ min: 0, max: 4 }).map((turn) => turn === 4),
    )
    .map(([[left, right], sign, anyOf, isTurned]): Comparison => ({
      ...{ kind: 'comparison', sign, anyOf },
      ...(isTurned ? { left: right, right: left } : { left, right }),
    }))

/** Trees of a few comparisons. */
export const filters = (reach: Reach): Arbitrary<Filter> => {
  const comparison = comparisons(reach)
  const single = comparison.map((term): Filter => ({ terms: [term], joins: [] }))
  const chain = (term: Arbitrary<Filter['terms'][number]>, max: number): Arbitrary<Filter> =>
    fc
      .array(fc.tuple(term, constantFrom('&&' as const, '||' as const)), {
        minLength: 2,
        maxLength: max,
      })
      .map((all) => ({
        terms: all.map(([each]) => each),
        joins: all.slice(1).map(([, join]) => join),
      }))
  const flat = chain(comparison, 3)
  const group = flat.map((inner) => ({ kind: 'group' as const, inner }))
  return fc.oneof(
    weigh(5, single),
    weigh(3, flat),
    weigh(2, chain(fc.oneof(weigh(2, comparison), weigh(1, group)), 3)),
  )
}

/** Keys that leave no ties at the end, mostly. */
const sorts = ({ collection, collections }: Reach): Arbitrary<readonly SortKey[]> => {
  const key = fc
    .tuple(
      fc.oneof(weigh(30, somePath(collection, collections, 1)), weigh(1, oddPaths(collection))),
      fc.boolean(),
    )
    .map(([found, descending]): SortKey => ({ by: rowPath(found), descending }))
  const last = constantFrom<readonly SortKey[]>(
    [{ by: rowPath({ parts: ['id'] }), descending: false }],
    [{ by: rowPath({ parts: ['id'] }), descending: true }],
    [{ by: { kind: 'rowid' }, descending: false }],
  )
  return fc.oneof(
    weigh(5, last),
    weigh(
      3,
      fc
        .tuple(fc.array(key, { minLength: 1, maxLength: 2 }), last)
        .map(([all, end]) => [...all, ...end]),
    ),
    weigh(1, fc.array(key, { maxLength: 2 })),
  )
}

const spellings: Arbitrary<Spelling> = fc.oneof(
  weigh(3, constant(plainSpelling)),
  weigh(
    1,
    fc.record({
      space: constantFrom('' as const, ' ' as const, '\n' as const, '\t ' as const),
      quote: constantFrom("'" as const, '"' as const),
      comment: constantFrom('', ' // x', '// a\n'),
    }),
  ),
)

/** Everybody who may ask. */
export const callers = (collections: readonly Collection[]): readonly By[] => [
  'superuser',
  'guest',
  ...(findCollection(collections, 'people')?.rows ?? [])
    .slice(0, 2)
    .map((row) => ({ collection: 'people', id: String(row.get('id')) })),
]

const whole = { page: 1, perPage: 1000, skipTotal: false }

const isSingle = ({ by }: SortKey): boolean =>
  by.kind === 'rowid' || (by.parts.length === 1 && by.modifier !== 'each')

/** Lists of any collection that somebody may ask for. */
export const listsBy = (collections: readonly Collection[], by: By): Arbitrary<Asked> =>
  fc.oneof(
    ...collections.map((collection) =>
      lists({ collection, collections, isWide: by === 'superuser' }, by),
    ),
  )

const lists = (reach: Reach, by: By): Arbitrary<Asked> =>
  fc
    .record({
      filter: fc.oneof(weigh(12, filters(reach)), weigh(1, constant(undefined))),
      sort: sorts(reach),
      spelling: spellings,
      isPaged: fc.integer({ min: 0, max: 3 }).map((turn) => turn === 3),
      page: fc.integer({ min: 1, max: 4 }),
      perPage: fc.integer({ min: 1, max: 4 }),
      skipTotal: fc.boolean(),
    })
    .map(({ filter, sort, spelling, isPaged, ...paging }) => ({
      by,
      spelling,
      query: {
        ...{ collection: reach.collection.name, sort },
        // Which of several equals are on a page is nobody's promise, nor is the order by one of several values.
        ...(isPaged && isTotal(sort) && sort.every(isSingle) ? paging : whole),
        ...(filter === undefined ? {} : { filter }),
      },
    }))

/** Lists that anybody may ask for; superusers may ask for most. */
export const queries = (collections: readonly Collection[]): Arbitrary<Asked> =>
  fc.noBias(
    fc.oneof(
      ...callers(collections).map((by) =>
        weigh(by === 'superuser' ? 3 : 1, listsBy(collections, by)),
      ),
    ),
  )
