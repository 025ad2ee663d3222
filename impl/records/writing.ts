import type { Collection } from '../collections/model.ts'
import type { FieldIssues } from '../errors.ts'
import { ApiError } from '../errors.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { RowSource } from '../rules/query.ts'
import type { SqlValue, Step, WriteUnit } from '../store/store.ts'
import { formatDate } from '../values/date.ts'
import type { RecordContext } from './context.ts'
import { isUnhashable } from './auth-form.ts'
import { emptyValues, quote, textOf, type Values } from './record.ts'

/** The unit was built on values that somebody changed before it was committed; read again and retry. */
export class Stale extends Error {
  override readonly name = 'Stale'
}

const maxAttempts = 20

/**
 * What a unit that failed to run means. It was built on compiled collections; if these have changed since, it may have named a
 * table or column that is gone, and is built again. Otherwise `refusal` stands.
 */
export const failedUnit = (
  { collections }: RecordContext,
  builtOn: readonly Collection[],
  refusal: Error,
): Error => (collections.all() === builtOn ? refusal : new Stale())

/** Repeats a read-decide-commit cycle while others change what it read. */
export const retryWhileStale = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Stale) || tries === maxAttempts) throw error
    }
  }
}

export const refuseWrite = (message: string, fields?: FieldIssues): ApiError =>
  new ApiError({ kind: 'invalid', message, ...(fields === undefined ? {} : { fields }) })

/** A guard that the rule's rows are not empty. `id` narrows it to one stored record. */
export const ruleGuard = ({ from, where }: RowSource, tag: string, id?: string): Step => {
  const only = id === undefined ? '' : 'base.id = ? AND '
  return {
    kind: 'guard',
    sql: `SELECT 1 FROM ${from.sql} WHERE ${only}(${where.sql}) LIMIT 1`,
    args: [...from.args, ...(id === undefined ? [] : [id]), ...where.args],
    expect: 'some',
    tag,
  }
}

/** Does the rule hold right now? Used where the answer only chooses which refusal is shown. */
export const holds = async (
  { store }: RecordContext,
  source: RowSource,
  id?: string,
): Promise<boolean> => {
  const { sql, args } = ruleGuard(source, '', id)
  const rows = await store.read({ sql, args, reach: store.reachOf(sql) })
  return rows.length > 0
}

/** Sets what the server's clock sets. `event` chooses between creation and update (values.autodate.*). */
export const stampDates = (
  { fields }: Collection,
  values: Values,
  event: 'onCreate' | 'onUpdate',
  now: Date,
): void => {
  for (const { config, type } of fields) {
    if (type.clock?.(config)[event] === true) values[config.name] = formatDate(now)
  }
}

/** Replaces every newly set password by its hash. Plain text beyond bcrypt's 72 bytes has been refused before. */
export const hashSecrets = async (
  { hashPassword }: RecordContext,
  { fields }: Collection,
  values: Readonly<Values>,
  touched: ReadonlySet<string>,
): Promise<Values> => {
  const hashed = Object.assign(emptyValues(), values)
  for (const { config, type } of fields) {
    const plain = textOf(values[config.name])
    if (type.secret !== true || !touched.has(config.name) || plain === '') continue
    if (isUnhashable(plain)) continue
    const cost = Number(config['cost']) || 10
    hashed[config.name] = await hashPassword(plain, cost)
  }
  return hashed
}

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
  const sql = `INSERT INTO ${quote(table)} (${names.map(quote).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  return { kind: 'write', sql, args: names.map((name) => row[name] ?? null) }
}

export const updateStep = (
  table: string,
  id: string,
  changes: Readonly<Record<string, SqlValue>>,
): Step | undefined => {
  const names = Object.keys(changes)
  if (names.length === 0) return undefined
  const sql = `UPDATE ${quote(table)} SET ${names.map((name) => `${quote(name)} = ?`).join(', ')} WHERE id = ?`
  return { kind: 'write', sql, args: [...names.map((name) => changes[name] ?? null), id] }
}

export const unitOf = ({ random }: RecordContext, steps: readonly Step[]): WriteUnit => ({
  key: random.id(),
  steps,
})
