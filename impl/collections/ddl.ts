import type { Statement } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'
import { buildIndex, parseIndex } from './index-sql.ts'
import type { Collection, Field } from './model.ts'

/** A SQL view of the data directory as `sqlite_master` keeps it. */
export interface SqlView {
  readonly name: string
  readonly sql: string
}

const statement = (sql: string): Statement => ({ sql, args: [] })

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const columnDefinition = ({ config, type }: Field): string =>
  `${quoteName(config.name)} ${type.column(config)}`

/** One column per field, sorted by name (schema.column.order). Of fields with one name, which are refused, the last counts. */
export const createTable = ({ name, fields }: Collection): readonly Statement[] => {
  const byName = new Map(fields.map((field) => [field.config.name, field]))
  const sorted = [...byName.values()].sort((a, b) => byBytes(a.config.name, b.config.name))
  return [statement(`CREATE TABLE ${quoteName(name)} (${sorted.map(columnDefinition).join(', ')})`)]
}

/** One statement per listed index, on the collection's own table; undefined for what is no index. */
export const createIndexes = ({ name, indexes }: Collection): readonly (Statement | undefined)[] =>
  indexes.map((sql) => {
    const index = name === '' ? undefined : parseIndex(sql)
    return index === undefined ? undefined : statement(buildIndex({ ...index, table: name }))
  })

const dropIndexes = ({ indexes }: Collection): readonly Statement[] =>
  indexes.flatMap((sql) => {
    const index = parseIndex(sql)
    return index === undefined ? [] : [statement(`DROP INDEX IF EXISTS ${quoteName(index.name)}`)]
  })

export const dropTable = ({ name, type }: Collection): Statement =>
  statement(`DROP ${type === 'view' ? 'VIEW' : 'TABLE'} IF EXISTS ${quoteName(name)}`)

/** Whether an update rebuilds the indexes: the table gets another name, or fields or indexes changed in any way. */
export const rebuildsIndexes = (before: Collection, after: Collection): boolean =>
  before.name.toLowerCase() !== after.name.toLowerCase() ||
  JSON.stringify(before.fields.map(({ config }) => config)) !==
    JSON.stringify(after.fields.map(({ config }) => config)) ||
  JSON.stringify(before.indexes) !== JSON.stringify(after.indexes)

const isMultiple = ({ config, type }: Field): boolean => type.multiple(config)

/** Names that no column has, in any letter case, for columns on their way to another name. */
const temporaryNames = (collections: readonly Collection[]): (() => string) => {
  const taken = new Set(
    collections.flatMap(({ fields }) => fields.map(({ config }) => config.name.toLowerCase())),
  )
  let counter = 0
  return () => {
    let name: string
    do name = `_moving_${String(++counter)}`
    while (taken.has(name))
    return name
  }
}

const renameColumn = (table: string, from: string, to: string): Statement =>
  statement(`ALTER TABLE ${table} RENAME COLUMN ${quoteName(from)} TO ${quoteName(to)}`)

/** How the stored text of a column becomes that of the other kind (schema.multi.*). */
const conversion = (column: string, toMultiple: boolean): string => {
  const isArray = `json_valid(${column}) AND json_type(${column}) = 'array'`
  return toMultiple
    ? `CASE WHEN coalesce(${column}, '') = '' THEN '[]' WHEN ${isArray} THEN ${column} ELSE json_array(${column}) END`
    : `CASE WHEN coalesce(${column}, '[]') = '[]' THEN '' WHEN ${isArray} THEN coalesce(json_extract(${column}, '$[#-1]'), '') ELSE ${column} END`
}

const convertColumn = (
  table: string,
  old: Field,
  next: Field,
  temporary: string,
): readonly Statement[] => {
  const { name } = old.config
  const from = quoteName(temporary)
  return [
    renameColumn(table, name, temporary),
    statement(`ALTER TABLE ${table} ADD ${quoteName(name)} ${next.type.column(next.config)}`),
    statement(`UPDATE ${table} SET ${quoteName(name)} = ${conversion(from, isMultiple(next))}`),
    statement(`ALTER TABLE ${table} DROP COLUMN ${from}`),
  ]
}

/** Whether a new column can have its name at once. Anything doubtful is renamed at the end, where the contract's server fails. */
const isFree = (name: string, before: Collection, after: Collection): boolean => {
  const isNamed = ({ config }: Field) => config.name.toLowerCase() === name.toLowerCase()
  return (
    /^\w+$/.test(name) && !before.fields.some(isNamed) && after.fields.filter(isNamed).length === 1
  )
}

/** A field of the new version: what it was before, or the name that its new column has until the end. */
type Change =
  | { readonly kind: 'kept'; readonly old: Field; readonly next: Field }
  | { readonly kind: 'added'; readonly next: Field; readonly under: string }

const addColumn = (
  table: string,
  { next, under }: Change & { readonly kind: 'added' },
): Statement =>
  statement(`ALTER TABLE ${table} ADD ${quoteName(under)} ${next.type.column(next.config)}`)

const converts = (change: Change): boolean =>
  change.kind === 'kept' && isMultiple(change.old) !== isMultiple(change.next)

/** New single columns, then in order of the fields the new multiple ones and those that become the other kind. */
const addAndConvert = (
  table: string,
  changes: readonly Change[],
  views: readonly SqlView[],
  temporary: () => string,
): readonly Statement[] => {
  const added = changes.filter((change) => change.kind === 'added')
  // SQLite drops no column while a view reads it.
  const around = changes.some(converts) ? views : []
  return [
    ...added.filter(({ next }) => !isMultiple(next)).map((change) => addColumn(table, change)),
    ...around.map(({ name }) => statement(`DROP VIEW ${quoteName(name)}`)),
    ...changes.flatMap((change) => {
      if (change.kind === 'added') return isMultiple(change.next) ? [addColumn(table, change)] : []
      return converts(change) ? convertColumn(table, change.old, change.next, temporary()) : []
    }),
    ...around.map(({ sql }) => statement(sql)),
  ]
}

/** Swaps of names would collide, so every renamed column passes through a temporary name. */
const renameColumns = (
  table: string,
  changes: readonly Change[],
  temporary: () => string,
): readonly Statement[] => {
  const moves = changes.flatMap((change) => {
    const to = change.next.config.name
    if (change.kind === 'added') {
      return change.under === to ? [] : [{ from: change.under, over: change.under, to }]
    }
    const from = change.old.config.name
    return from === to ? [] : [{ from, over: temporary(), to }]
  })
  return [
    ...moves
      .filter(({ from, over }) => from !== over)
      .map(({ from, over }) => renameColumn(table, from, over)),
    ...moves.map(({ over, to }) => renameColumn(table, over, to)),
  ]
}

export interface Alteration {
  /**
   * Values that become single or multiple. These quote the views as they are now, so in a unit they come before whatever
   * renames a table or column: SQLite rewrites the views then.
   */
  readonly conversions: readonly Statement[]
  readonly rest: readonly Statement[]
}

/**
 * The statements that bring the table from one version of its collection to the next, without creating the indexes.
 * Fields are matched by id (collections.update.fields-matched-by-id). Dropping a column that a view selects fails, as it
 * must (collections.update.drop-field-used-by-view).
 */
export const alterTable = (
  before: Collection,
  after: Collection,
  views: readonly SqlView[],
): Alteration => {
  const oldTable = quoteName(before.name)
  const table = quoteName(after.name)
  const temporary = temporaryNames([before, after])
  const oldById = new Map(before.fields.map((field) => [field.config.id, field]))
  const newIds = new Set(after.fields.map(({ config }) => config.id))
  const changes = after.fields.map((next): Change => {
    const old = oldById.get(next.config.id)
    if (old !== undefined) return { kind: 'kept', old, next }
    // To rename a column SQLite reads the whole schema several times, 20 ms of it with 1,000 collections.
    const { name } = next.config
    return { kind: 'added', next, under: isFree(name, before, after) ? name : temporary() }
  })
  const first = [
    ...(rebuildsIndexes(before, after) ? dropIndexes(before) : []),
    ...addAndConvert(oldTable, changes, views, temporary),
  ]
  const renames = [
    // collections.name.case-only-rename: SQLite compares names without case, there is nothing to rename.
    ...(before.name.toLowerCase() === after.name.toLowerCase()
      ? []
      : [statement(`ALTER TABLE ${oldTable} RENAME TO ${table}`)]),
    ...before.fields
      .filter(({ config }) => !newIds.has(config.id))
      .map(({ config }) => statement(`ALTER TABLE ${table} DROP COLUMN ${quoteName(config.name)}`)),
    ...renameColumns(table, changes, temporary),
  ]
  return changes.some(converts)
    ? { conversions: first, rest: renames }
    : { conversions: [], rest: [...first, ...renames] }
}
