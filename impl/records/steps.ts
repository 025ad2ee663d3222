import type { Collection } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { SqlValue, Step } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'
import { idOf, type StoredRecord, type Values } from './record.ts'

export const toRow = (
  { fields }: Collection,
  values: Readonly<Values>,
): Record<string, SqlValue> => {
  const row = Object.create(null) as Record<string, SqlValue> // column names are chosen by callers
  for (const { config, type } of fields) {
    row[config.name] = type.toSql(values[config.name] as FieldValue)
  }
  return row
}

export const insertStep = (table: string, row: Readonly<Record<string, SqlValue>>): Step => {
  const names = Object.keys(row)
  const sql = `INSERT INTO ${quoteName(table)} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  return { kind: 'write', sql, args: names.map((name) => row[name] ?? null) }
}

/** Writes the columns in which a record differs from its stored state; none when there is no difference. */
export const updateSteps = (before: StoredRecord, after: Readonly<Values>): readonly Step[] => {
  const changes = changedColumns(before, after)
  const names = Object.keys(changes)
  if (names.length === 0) return []
  const assignments = names.map((name) => `${quoteName(name)} = ?`).join(', ')
  const sql = `UPDATE ${quoteName(before.collection.name)} SET ${assignments} WHERE id = ?`
  const args = [...names.map((name) => changes[name] ?? null), idOf(before)]
  return [{ kind: 'write', sql, args }]
}

/** The columns in which two states of one record differ, with the later value. */
export const changedColumns = (
  { collection, values }: StoredRecord,
  later: Readonly<Values>,
): Record<string, SqlValue> => {
  const was = toRow(collection, values)
  const row = toRow(collection, later)
  for (const name of Object.keys(row)) if (row[name] === was[name]) delete row[name]
  return row
}

/** The row exists and these columns are as they were read. */
export const unchangedGuard = (
  record: StoredRecord,
  names: readonly string[],
  tag: string,
): Step => {
  const { collection, values } = record
  const row = toRow(collection, values)
  const same = names.map((name) => ` AND ${quoteName(name)} IS ?`).join('')
  return {
    kind: 'guard',
    sql: `SELECT 1 FROM ${quoteName(collection.name)} WHERE id = ?${same}`,
    args: [idOf(record), ...names.map((name) => row[name] ?? null)],
    expect: 'some',
    tag,
  }
}
