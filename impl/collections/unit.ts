import type { Statement, Step } from '../store/store.ts'
import { type CollectionRow, collectionRows } from '../store/tables.ts'
import { toJsonText } from '../values/json.ts'
import { quoteName } from '../values/sql-name.ts'
import type { CollectionConfig } from './compile.ts'
import type { CollectionContext } from './context.ts'
import { alterTable, createIndexes, createTable, rebuildsIndexes } from './ddl.ts'
import { parseIndex } from './index-sql.ts'
import type { Collection } from './model.ts'
import type { StoredSchema } from './schema-facts.ts'
import { Stale } from './stale.ts'

/** A collection on its way into the database. */
export interface Saving {
  /** Undefined for a new one. */
  readonly before: Collection | undefined
  readonly after: Collection
  /** What `after` was compiled from. */
  readonly config: CollectionConfig
}

/** The steps of one save, without the guards of what it was decided on. */
export interface SaveSteps {
  readonly after: Collection
  /** To be run before the renames of any other save of the unit (see `Alteration`). */
  readonly conversions: readonly Step[]
  /** The row and the table. */
  readonly base: readonly Step[]
  /** One per listed index, at its position; none when the indexes stay as they are. */
  readonly indexes: readonly Step[]
}

/** Tags of guards that hold unless the save itself is wrong. */
export const notAnIndex = 'not an index'
export const idChange = 'id change'

type Args = Statement['args']

export const writeStep = ({ sql, args }: Statement): Step => ({ kind: 'write', sql, args })

export const staleGuard = (expect: 'some' | 'none', sql: string, args: Args): Step => ({
  kind: 'guard',
  expect,
  tag: 'stale',
  sql,
  args,
})

/** The row is compared value by value: an update that somebody else made in between must not be lost. */
const unchangedGuard = (
  { catalog }: Pick<CollectionContext, 'catalog'>,
  collection: Collection,
) => {
  const row = catalog.rowOf(collection)
  if (row === undefined) throw new Stale()
  return staleGuard(
    'some',
    `SELECT 1 FROM _collections WHERE ${collectionRows.columns.map((column) => `${quoteName(column)} IS ?`).join(' AND ')}`,
    row,
  )
}

const nameGuard = ({ id, name }: Collection): Step =>
  staleGuard('none', 'SELECT 1 FROM _collections WHERE id <> ? AND lower(name) = lower(?)', [
    id,
    name,
  ])

/** The collections that fields of this one point at, itself left out, must exist. */
const targetGuards = ({ id, fields }: Collection): readonly Step[] => {
  const targets = fields
    .filter(({ type }) => type.references !== undefined)
    .map(({ config }) => String(config['collectionId']))
  return [...new Set(targets)]
    .filter((target) => target !== id)
    .map((target) => staleGuard('some', 'SELECT 1 FROM _collections WHERE id = ?', [target]))
}

const indexNameGuards = (before: Collection | undefined, after: Collection): readonly Step[] => {
  const names = after.indexes.map((sql) => parseIndex(sql)?.name.toLowerCase() ?? '')
  if (names.length === 0) return []
  const places = names.map(() => '?').join(', ')
  return [
    staleGuard(
      'none',
      `SELECT 1 FROM sqlite_master WHERE type = 'index' AND lower(name) IN (${places}) AND lower(tbl_name) NOT IN (lower(?), lower(?))`,
      [...names, after.name, before?.name ?? after.name],
    ),
  ]
}

/** The collections are all as the catalog has them. */
export const unchangedGuards = (context: Pick<CollectionContext, 'catalog'>): readonly Step[] => {
  const all = context.catalog.all()
  return [
    staleGuard('some', 'SELECT 1 WHERE (SELECT count(*) FROM _collections) = ?', [all.length]),
    ...all.map((collection) => unchangedGuard(context, collection)),
  ]
}

/** What the decision on one collection rested on must still hold when the unit is applied. */
export const saveGuards = (
  context: CollectionContext,
  { before, after }: Saving,
): readonly Step[] => [
  before === undefined
    ? staleGuard('none', 'SELECT 1 FROM _collections WHERE id = ?', [after.id])
    : unchangedGuard(context, before),
  nameGuard(after),
  ...targetGuards(after),
  ...indexNameGuards(before, after),
]

/** What follows collections to their new names. */
export const renameSteps = (
  { onRename }: CollectionContext,
  savings: readonly Pick<Saving, 'before' | 'after'>[],
): readonly Step[] => {
  const renamed = savings.flatMap(({ before, after }) =>
    before === undefined || before.name === after.name ? [] : [[before.name, after.name] as const],
  )
  return renamed.length === 0 ? [] : onRename(new Map(renamed))
}

const rowOf = (config: CollectionConfig): CollectionRow => ({
  id: config.id,
  system: config.system ? 1 : 0,
  type: config.type,
  name: config.name,
  fields: toJsonText(config.fields),
  indexes: toJsonText(config.indexes),
  ...config.rules,
  options: toJsonText(config.options),
  created: config.created,
  updated: config.updated,
})

const storeRow = ({ before, config }: Saving): Step => {
  const row = rowOf(config)
  return writeStep(before === undefined ? collectionRows.insert(row) : collectionRows.update(row))
}

const indexStep = (created: Statement | undefined): Step =>
  created === undefined
    ? { kind: 'guard', expect: 'some', tag: notAnIndex, sql: 'SELECT 1 WHERE 0', args: [] }
    : writeStep(created)

const idGuard = ({ before, after }: Saving): readonly Step[] =>
  before === undefined || before.id === after.id
    ? []
    : [{ kind: 'guard', expect: 'some', tag: idChange, sql: 'SELECT 1 WHERE 0', args: [] }]

/** `schema` is that of the database when the unit begins. */
export const saveSteps = (saving: Saving, schema: StoredSchema): SaveSteps => {
  const { before, after } = saving
  // A table that got lost is created again.
  const existing =
    before !== undefined && schema.tables.has(before.name.toLowerCase()) ? before : undefined
  const { conversions, rest } =
    existing === undefined
      ? { conversions: [], rest: createTable(after) }
      : alterTable(existing, after, schema.views)
  const rebuilds = existing === undefined || rebuildsIndexes(existing, after)
  return {
    after,
    conversions: conversions.map(writeStep),
    // The row comes first: it is a taken name that the contract reports, not a taken table.
    base: [...idGuard(saving), storeRow(saving), ...rest.map(writeStep)],
    indexes: rebuilds ? createIndexes(after).map(indexStep) : [],
  }
}
