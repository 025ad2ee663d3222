import { compile, type Condition } from './condition.ts'
import { expand } from './expand.ts'
import { resolve } from './operand.ts'
import type { Resolved } from './resolved.ts'
import type { Scope } from './scope.ts'
import type { Cell, Joined, JoinStep, Place } from './path.ts'
import type { Request } from './request.ts'
import type { Filter, Operand, Path, SortKey } from './tree.ts'
import { Refused, Undecided } from './undecided.ts'
import { and, or, sortOrder, type Value } from './value.ts'
import { type Collection, findCollection, type Row } from './world.ts'

/** A rule: nobody but superusers, everybody, or those for whom it holds. */
export type Rule = null | '' | Filter

export interface World {
  readonly collections: readonly Collection[]
  /** By name of the collection; those of other collections are '' for everybody. */
  readonly listRules: Readonly<Record<string, Rule>>
}

export interface ListQuery {
  readonly collection: string
  readonly filter?: Filter
  readonly sort: readonly SortKey[]
  readonly page: number
  readonly perPage: number
  readonly skipTotal: boolean
}

/** What a list answers. */
export type Listed =
  | {
      readonly kind: 'page'
      /** Ids of the page; within a group any order is right. */
      readonly groups: readonly (readonly string[])[]
      readonly total: number
    }
  | { readonly kind: 'refused'; readonly status: 400 | 403 }
  | { readonly kind: 'undecided'; readonly because: string }

export const rootKey = 'row'

/** The records that a caller gets for a query, in their order. */
export const list = (world: World, query: ListQuery, request: Request, now: Date): Listed => {
  try {
    return find(world, query, request, now)
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', status: 400 }
    if (error instanceof Undecided) return { kind: 'undecided', because: error.message }
    throw error
  }
}

const maxSortKeys = 8

const find = (world: World, query: ListQuery, request: Request, now: Date): Listed => {
  const collection = findCollection(world.collections, query.collection)
  if (collection === undefined) throw new Undecided('a collection that is not there')
  const rule = ruleOf(world, collection)
  const isSuperuser = request.auth?.isSuperuser === true
  if (rule === null && !isSuperuser) return { kind: 'refused', status: 403 }
  if (!isSuperuser && [...namesOf(query)].length > 0) return { kind: 'refused', status: 403 }
  const entered: Place[] = []
  const scope: Scope = {
    collections: world.collections,
    base: placeOf(collection, rootKey),
    ...{ request, now, isFree: true, enter: () => undefined },
  }
  const clientScope: Scope = isSuperuser
    ? scope
    : { ...scope, isFree: false, enter: (place) => void entered.push(place) }
  const conditions = [
    ...(isSuperuser || rule === null || rule === '' ? [] : [compile(rule, scope)]),
    ...(query.filter === undefined ? [] : [compile(query.filter, clientScope)]),
  ]
  if (query.sort.length > maxSortKeys) throw new Refused('too many sort keys')
  const keys = query.sort.map((key) => compileSort(key, clientScope))
  // The items of one list come in their order; which of several records is the first is the database's choice.
  const isAlone =
    conditions.every((each) => each.joins.length === 0) &&
    keys.filter(({ isMulti }) => isMulti).length === 1 &&
    query.sort.every(({ by }) => by.kind === 'rowid' || isForward(by))
  const related = entered.map((place) => relatedRule(world, place, scope))
  const joins = [...conditions, ...keys, ...related].flatMap((each) => each.joins)
  const rows = collection.rows.flatMap((row): readonly Found[] => {
    const found = keysOf(joinedRows(row, joins, [...conditions, ...related]), keys, row)
    return found === undefined ? [] : [{ row, ...found }]
  })
  return page(isAlone ? rows.map((found) => ({ ...found, isOpen: false })) : rows, query)
}

/** What a record is sorted by: its first joined row for which everything holds; undefined when there is none. */
const keysOf = (
  rows: Iterable<Joined>,
  sorting: readonly Sorting[],
  row: Row,
): Omit<Found, 'row'> | undefined => {
  let first: readonly Value[] | undefined
  for (const joined of rows) {
    const keys = sorting.map(({ read }) => read(joined, row))
    if (!sorting.some(({ isMulti }) => isMulti)) return { keys, isOpen: false }
    first ??= keys
    const differs = keys.some((key, index) => sortOrder(key, first?.[index] ?? null) !== 0)
    if (differs) return { keys: first, isOpen: true }
  }
  return first === undefined ? undefined : { keys: first, isOpen: false }
}

const isForward = ({ from, parts }: Path): boolean =>
  from.kind === 'row' && parts.every((part) => typeof part === 'string')

/** What only superusers may write, even inside a text. */
function* namesOf({ filter, sort }: ListQuery): Generator<Operand> {
  if (filter !== undefined) yield* othersIn(filter)
  for (const { by } of sort) if (by.kind === 'path' && isOther(by)) yield by
}

function* othersIn({ terms }: Filter): Generator<Operand> {
  for (const term of terms) {
    if (term.kind === 'group') yield* othersIn(term.inner)
    else yield* [term.left, term.right].filter(isOther)
  }
}

const isOther = (operand: Operand): boolean => {
  if (operand.kind === 'text') return /@(collection|request)\./.test(operand.text)
  if (operand.kind === 'call') return operand.args.some(isOther)
  return operand.kind === 'path' && operand.from.kind !== 'row'
}

const ruleOf = ({ listRules }: World, { name }: Collection): Rule => listRules[name] ?? null

export const placeOf = (collection: Collection, key: string): Place => ({
  ...{ key, collection, joins: [], isMulti: false, hasAffinity: true },
})

/** What a collection that a client's path enters lets them see: it prunes the whole query. */
const relatedRule = (world: World, { key, collection }: Place, scope: Scope): Condition => {
  const rule = ruleOf(world, collection)
  if (rule === null) throw new Refused(`${collection.name} is for superusers`)
  if (rule === '') return { joins: [], truth: () => true }
  const condition = compile(rule, { ...scope, base: placeOf(collection, key) })
  return {
    joins: condition.joins,
    truth: (joined) => or([joined.get(key) === null, condition.truth(joined)]),
  }
}

interface Sorting {
  readonly joins: readonly JoinStep[]
  readonly isMulti: boolean
  read(joined: Joined, row: Row): Value
}

const compileSort = ({ by }: SortKey, scope: Scope): Sorting => {
  if (by.kind === 'rowid') {
    const { rows } = scope.base.collection
    const read: Sorting['read'] = (_joined, row) => BigInt(rows.indexOf(row))
    return { joins: [], isMulti: false, read }
  }
  const resolved: Resolved = resolve(by, scope)
  if (resolved.role !== 'column' && resolved.role !== 'json') {
    throw new Refused('no field to sort by')
  }
  return resolved
}

/** More joined rows of one record than this are not looked at. */
const maxJoined = 20_000

/** The joined rows of a record for which everything holds. */
function* joinedRows(
  row: Row,
  joins: readonly JoinStep[],
  conditions: readonly Condition[],
): Generator<Joined> {
  let seen = 0
  for (const joined of expand(joins, new Map<string, Cell>([[rootKey, row]]))) {
    if (++seen > maxJoined) throw new Undecided('too many joined rows')
    if (and(conditions.map((condition) => condition.truth(joined))) === true) yield joined
  }
}

interface Found {
  readonly row: Row
  readonly keys: readonly Value[]
  /** Has other keys in other joined rows: which of them is the first is the database's choice where several paths are joined. */
  readonly isOpen: boolean
}

const page = (
  rows: readonly Found[],
  { sort, page: number, perPage, skipTotal }: ListQuery,
): Listed => {
  const isOpen = rows.some((found) => found.isOpen)
  const order = (a: Found, b: Found): number => {
    if (isOpen) return 0
    for (const [index, { descending }] of sort.entries()) {
      const found = sortOrder(a.keys[index] ?? null, b.keys[index] ?? null)
      if (found !== 0) return descending ? -found : found
    }
    return 0
  }
  const groups: string[][] = []
  let before: Found | undefined
  for (const found of rows.toSorted(order)) {
    if (before === undefined || order(before, found) !== 0) groups.push([])
    groups.at(-1)?.push(String(found.row.get('id')))
    before = found
  }
  return {
    kind: 'page',
    groups: slice(groups, (number - 1) * perPage, number * perPage),
    total: skipTotal ? -1 : rows.length,
  }
}

/** @throws Undecided when records of the same rank are on both sides of an edge. */
const slice = (
  groups: readonly (readonly string[])[],
  from: number,
  to: number,
): readonly (readonly string[])[] => {
  let at = 0
  return groups.flatMap((group) => {
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, group.length)]
    at += group.length
    if (end <= start) return []
    if (end - start < group.length) throw new Undecided('a tie at the edge of a page')
    return [group]
  })
}
