import { asc, eq, is, Placeholder, sql, type SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/bun-sqlite'
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SqlValue, Statement } from './store.ts'

/**
 * Statements on the tables whose columns are fixed (schema.datadir.*). drizzle checks the column names and
 * composes each text once, when this module loads; per call only the values are put in their places.
 */
const collections = sqliteTable('_collections', {
  id: text().primaryKey(),
  /** 0 or 1. */
  system: integer().notNull(),
  type: text().notNull(),
  name: text().notNull(),
  /** JSON arrays of field configurations and of CREATE INDEX expressions, and a JSON object. */
  fields: text().notNull(),
  indexes: text().notNull(),
  listRule: text(),
  viewRule: text(),
  createRule: text(),
  updateRule: text(),
  deleteRule: text(),
  options: text().notNull(),
  created: text().notNull(),
  updated: text().notNull(),
})

const params = sqliteTable('_params', {
  id: text().primaryKey(),
  /** The bytes of a JSON text; PocketBase reads TEXT, too. */
  value: blob(),
  created: text().notNull(),
  updated: text().notNull(),
})

const migrations = sqliteTable('_migrations', {
  file: text().primaryKey(),
  /** Unix time in microseconds. */
  applied: integer().notNull(),
})

export type CollectionRow = Readonly<Record<keyof typeof collections.$inferSelect, SqlValue>>
type ParamRow = Readonly<Record<keyof typeof params.$inferSelect, SqlValue>>
type MigrationRow = Readonly<Record<keyof typeof migrations.$inferSelect, SqlValue>>

/** Only composes: the statements run as parts of plans and units, on connections that drizzle never sees. */
const composer = drizzle.mock()

interface Composed {
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] }
}

const compose = <Values extends Readonly<Record<string, SqlValue>>>(
  query: Composed,
): ((values: Values) => Statement) => {
  const composed = query.toSQL()
  const places = composed.params.map((param) => {
    if (is(param, Placeholder)) return param.name
    throw new TypeError(`every value of "${composed.sql}" is to be a placeholder`)
  })
  return (values) => ({ sql: composed.sql, args: places.map((name) => values[name] ?? null) })
}

/** A place for the value of that name. */
const gap = (name: string): SQL => sql`${sql.placeholder(name)}`

const collectionGaps = {
  system: gap('system'),
  type: gap('type'),
  name: gap('name'),
  fields: gap('fields'),
  indexes: gap('indexes'),
  listRule: gap('listRule'),
  viewRule: gap('viewRule'),
  createRule: gap('createRule'),
  updateRule: gap('updateRule'),
  deleteRule: gap('deleteRule'),
  options: gap('options'),
  created: gap('created'),
  updated: gap('updated'),
}

const collectionById = eq(collections.id, gap('id'))

export const collectionRows = {
  /** All rows in the order they were inserted, columns in the order of {@link CollectionRow}. */
  all: compose(
    composer
      .select()
      .from(collections)
      .orderBy(asc(sql`rowid`)),
  )({}),
  columns: Object.keys(collections) as readonly (keyof CollectionRow)[],
  insert: compose<CollectionRow>(
    composer.insert(collections).values({ id: gap('id'), ...collectionGaps }),
  ),
  update: compose<CollectionRow>(
    composer.update(collections).set(collectionGaps).where(collectionById),
  ),
  delete: compose<Pick<CollectionRow, 'id'>>(composer.delete(collections).where(collectionById)),
}

const paramGaps = { value: gap('value'), created: gap('created'), updated: gap('updated') }

export const paramRows = {
  /** The value, if the row is there. */
  find: compose<Pick<ParamRow, 'id'>>(
    composer
      .select({ value: params.value })
      .from(params)
      .where(eq(params.id, gap('id'))),
  ),
  insert: compose<ParamRow>(composer.insert(params).values({ id: gap('id'), ...paramGaps })),
}

export const migrationRows = {
  files: compose(composer.select({ file: migrations.file }).from(migrations))({}),
  insert: compose<MigrationRow>(
    composer.insert(migrations).values({ file: gap('file'), applied: gap('applied') }),
  ),
}
