import type { Caller } from '../request.ts'
import { SqlFailure } from '../store/store.ts'
import { type StoredRecord, idOf } from './record.ts'
import type { RecordContext } from './context.ts'
import { ruleSource } from './rule-source.ts'
import type { Visibility } from './record-json.ts'

/**
 * What the caller may see of each record. E-mails of auth records are shown when they are public, to superusers, to the
 * record itself, and to those who satisfy the collection's manageRule for it (records.shape.email-visibility); that rule is
 * asked once for all records that need it.
 */
export const visibilityOf = async (
  context: RecordContext,
  records: readonly StoredRecord[],
  caller: Caller,
): Promise<(record: StoredRecord) => Visibility> => {
  const hidden = caller.isSuperuser
  const collection = records[0]?.collection
  if (hidden || collection?.type !== 'auth') return () => ({ hidden, showEmail: true })
  const { auth } = caller.info
  const isOpen = (record: StoredRecord): boolean =>
    record.values['emailVisibility'] === true ||
    (auth !== undefined && auth.collection.id === collection.id && auth.id === idOf(record))
  const managed = await managedIds(
    context,
    records.filter((record) => !isOpen(record)),
    caller,
  )
  return (record) => ({ hidden, showEmail: isOpen(record) || managed.has(idOf(record)) })
}

const managedIds = async (
  { store, planner }: RecordContext,
  records: readonly StoredRecord[],
  { info }: Caller,
): Promise<ReadonlySet<string>> => {
  const collection = records[0]?.collection
  const rule = collection?.options['manageRule']
  if (collection === undefined || typeof rule !== 'string' || rule === '') return new Set()
  const ids = records.map(idOf)
  const source = ruleSource(planner, { collection, rule, request: info })
  // A manageRule that no longer compiles shows nothing (rules.manage-rule.*).
  if (source === undefined) return new Set()
  const sql = `SELECT base.id FROM ${source.from.sql} WHERE base.id IN (${ids.map(() => '?').join(', ')}) AND (${source.where.sql})`
  const args = [...source.from.args, ...ids, ...source.where.args]
  try {
    const rows = await store.read({ sql, args, visits: ids.length })
    return new Set(rows.map(([id]) => String(id)))
  } catch (error) {
    // Nor does one that cannot run.
    if (error instanceof SqlFailure) return new Set()
    throw error
  }
}
