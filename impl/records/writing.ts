import type { Collection } from '../collections/model.ts'
import { Stale } from '../collections/stale.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { RowSource } from '../rules/query.ts'
import { SqlFailure, type SqlValue, type Step } from '../store/store.ts'
import { formatDate } from '../values/date.ts'
import { quoteName } from '../values/sql-name.ts'
import type { RecordContext } from './context.ts'
import type { FileChanges } from '../files/record-files.ts'
import { isUnhashable } from './auth-form.ts'
import { emptyValues, idOf, type StoredRecord, textOf, type Values } from './record.ts'

/** What a write rests on, and what its caller hears when the store does not take it. */
interface Write {
  readonly steps: readonly Step[]
  /** Left out: no file comes or goes with it. */
  readonly files?: FileChanges
  readonly collection: Collection
  /** All collections as they were when the decision began. */
  readonly builtOn: readonly Collection[]
  /** A guard refused with this tag; never `stale`. */
  readonly refused: (tag: string) => Error | Promise<Error>
  readonly constraint: (text: string) => Error
  /** The steps do not run. */
  readonly failed: Error
}

/**
 * Commits a unit. Throws {@link Stale} when it was decided on values or a collection that changed meanwhile: it may rest on
 * a rule that no longer stands, or name a column, of whatever collection, that is gone.
 */
export const commitWrite = async (
  context: Pick<RecordContext, 'store' | 'collections' | 'random' | 'log'>,
  write: Write,
): Promise<void> => {
  const { store, collections, random } = context
  const { collection, builtOn } = write
  // Other collections may come and go while a password is hashed; only a change of its own makes the decision void.
  if (collections.find(collection.id) !== collection) throw new Stale()
  await storeFiles(write)
  const outcome = await store.commit({ key: random.id(), steps: write.steps })
  // Of an unknown outcome the row may be there, and then its files have to be.
  if (outcome.kind !== 'ok' && outcome.kind !== 'unknown') await write.files?.undo()
  switch (outcome.kind) {
    case 'ok':
      await tidy(context, 'replaced files', async () => write.files?.removeReplaced())
      return
    case 'refused':
      throw outcome.tag === 'stale' ? new Stale() : await write.refused(outcome.tag)
    case 'constraint':
      throw write.constraint(outcome.text)
    case 'failed':
      // Another process may have changed the schema since this request looked.
      store.notice()
      throw collections.all() === builtOn ? write.failed : new Stale()
    case 'unknown':
      throw outcome.cause
    default:
      outcome satisfies never
  }
}

/**
 * Reads what a write will rest on. A statement that does not run because its collection went since the decision began
 * makes the decision void ({@link Stale}); it is no failure of the request.
 */
export const readToDecide = async <T>(
  { store, collections }: Pick<RecordContext, 'store' | 'collections'>,
  builtOn: readonly Collection[],
  read: () => Promise<T>,
): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error
    store.notice()
    throw collections.all() === builtOn ? error : new Stale()
  }
}

const storeFiles = async ({ files, failed }: Write): Promise<void> => {
  try {
    await files?.store()
  } catch (cause) {
    // A file that cannot be stored fails the write like a statement that does not run.
    failed.cause = cause
    throw failed
  }
}

/** Removes files that nothing names any more. One that resists is left behind: what was asked for has happened. */
export const tidy = async (
  { log }: Pick<RecordContext, 'log'>,
  what: string,
  remove: () => Promise<void>,
): Promise<void> => {
  try {
    await remove()
  } catch (cause) {
    log(4, `Failed to remove ${what}`, { error: String(cause) })
  }
}

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

/** Whether the rule's rows are not empty. Throws `SqlFailure` when it cannot run. `id` narrows it to one stored record. */
export const matches = async (
  { store }: Pick<RecordContext, 'store'>,
  source: RowSource,
  id?: string,
): Promise<boolean> => {
  const { sql, args } = ruleGuard(source, '', id)
  return (await store.read({ sql, args, reach: store.reachOf(sql) })).length > 0
}

/** Does the rule hold right now? One that cannot run does not. A decision that rests on it also needs its guard. */
export const holds = async (
  context: RecordContext,
  source: RowSource,
  id?: string,
): Promise<boolean> => {
  try {
    return await matches(context, source, id)
  } catch (error) {
    if (error instanceof SqlFailure) return false
    throw error
  }
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
