import type { RunningServer } from '../harness/target.ts'
import { readRows } from '../probes/data-dir.ts'

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** White space and the quotes of names are SQLite's own business after an ALTER TABLE. */
const normalSql = (sql: unknown): string => String(sql).replaceAll('"', '`').replace(/\s+/g, ' ')

/**
 * What a server holds on disk besides its own tables, as lines of text that two servers must share but for drawn values: rows of `_collections`,
 * every table's columns (type, default) and rows (with storage class), every index.
 */
export const readSnapshot = (server: Pick<RunningServer, 'dataDir'>): readonly string[] => {
  const rows = (sql: string) => readRows(server, 'data.db', sql)
  const objects = rows(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
  )
  const tables = objects
    .filter(({ type }) => type === 'table')
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith('_'))
  return [
    ...rows('SELECT * FROM _collections ORDER BY id').map((row) => `collection ${showRow(row)}`),
    ...objects.map(({ type, name, tbl_name: table, sql }) =>
      // The text of a table depends on the way it came to be; its columns follow below.
      type === 'table'
        ? `table ${String(name)}`
        : `${String(type)} ${String(name)} on ${String(table)}: ${normalSql(sql)}`,
    ),
    ...tables.flatMap((table) => [
      ...readColumns(rows, table),
      ...readContent(rows, table).map((row) => `row of ${table} ${row}`),
    ]),
  ]
}

type Read = (sql: string) => ReturnType<typeof readRows>

const readColumns = (rows: Read, table: string): readonly string[] =>
  rows(
    `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table.replaceAll("'", "''")}') ORDER BY name`,
  ).map((column) => `column of ${table} ${JSON.stringify(column)}`)

const readContent = (rows: Read, table: string): readonly string[] =>
  rows(`SELECT * FROM ${quoteName(table)} ORDER BY id`).map(showRow)

/** The order of columns depends on the way a table came to be, and nobody sees it. */
const sortKeys = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** The storage class shows in JSON: text is quoted, numbers are not. */
const showRow = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(sortKeys(row), (_key, value: unknown) =>
    // Lists in stored options may be null, which every reader takes for empty.
    typeof value === 'string' ? value.replaceAll('"providers":null', '"providers":[]') : value,
  )
