import type { Collection } from '../collections/model.ts'
import { type Fragment, joined, name, sql } from './fragment.ts'

/** A row that expressions read columns of: the base row, or one that was joined to it. */
export interface Source {
  /** SQL alias. */
  readonly alias: Fragment
  /** The path that led here; the same path is the same joined row for a whole request. */
  readonly key: string
  /** What the keys of paths from this row start with. */
  readonly path: string
  readonly parent: Source | undefined
  /** One row of the parent may have several of these. */
  readonly many: boolean
  /** What follows LEFT JOIN; empty for the base row. */
  readonly join: Fragment
  /** A join that may fail, and must fail for every row of the base table that it is tried with. */
  readonly tried?: true
  /** Not a stored row but the values that a create request submitted. */
  readonly candidate?: true
}

/** A source whose columns belong to a collection, which a `json_each` of items is not. */
export interface RowOf extends Source {
  readonly collection: Collection
}

/** Joins of one SELECT in the order they were asked for. */
export interface Joins {
  readonly sources: Map<string, Source>
  readonly nextAlias: () => Fragment
}

interface Joining {
  readonly key: string
  readonly parent: Source | undefined
  readonly many: boolean
  readonly on: (alias: Fragment) => Fragment
}

/** The join of a path: the one that is there already, or a new one at the end. */
export const join = (joins: Joins, { key, parent, many, on }: Joining): Source => {
  const known = joins.sources.get(key)
  if (known !== undefined) return known
  const alias = joins.nextAlias()
  const source: Source = { alias, key, path: key, parent, many, join: on(alias) }
  joins.sources.set(key, source)
  return source
}

export interface RowJoining extends Omit<Joining, 'on'> {
  /** The condition of the join; absent: every row of the collection. */
  readonly where?: (alias: Fragment) => Fragment
}

/**
 * The join of a collection's rows. One key names one row: where a text gives the same `@collection` alias to two collections,
 * the last definition holds for both.
 */
export const joinRow = (
  joins: Joins,
  collection: Collection,
  { where, ...joining }: RowJoining,
): RowOf => {
  const on = (alias: Fragment): Fragment => {
    const table = sql`${name(collection.name)} AS ${alias}`
    return where === undefined ? table : sql`${table} ON ${where(alias)}`
  }
  const source = join(joins, { ...joining, on })
  const row = { ...source, join: on(source.alias), collection }
  joins.sources.set(row.key, row)
  return row
}

/** The value as a JSON array: itself, or an array that holds it. */
export const asArray = (value: Fragment): Fragment =>
  sql`iif(iif(json_valid(${value}), json_type(${value}) = 'array', 0), ${value}, json_array(${value}))`

/** One row per item of a list column. Shared by `f:each` and the hop over `f`. */
export const joinItems = (joins: Joins, parent: Source, field: string): Source =>
  join(joins, {
    key: `${parent.path}.${field}[]`,
    parent,
    many: true,
    on: (alias) => sql`json_each(${asArray(columnOf(parent, field))}) AS ${alias}`,
  })

export const columnOf = ({ alias }: Pick<Source, 'alias'>, field: string): Fragment =>
  sql`${alias}.${name(field)}`

/** The outermost ancestor that can repeat rows: what shares it is correlated. Undefined when the row is never repeated. */
export const rootOf = (source: Source): Source | undefined => {
  const above = source.parent && rootOf(source.parent)
  return above ?? (source.many ? source : undefined)
}

/** `LEFT JOIN ...` for each source, to be put after the table they start from. */
export const joinText = (sources: Iterable<Source>): Fragment =>
  joined(
    [...sources].map((source) => sql` LEFT JOIN ${source.join}`),
    '',
  )
