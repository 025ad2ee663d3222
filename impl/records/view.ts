import { readToDecide, requireCurrent, retryWhileStale } from '../collections/stale.ts'
import { ApiError } from '../errors.ts'
import { type Incoming, withBody } from '../request.ts'
import { SqlFailure, type Statement } from '../store/store.ts'
import { requireCollection, requireRule } from './access.ts'
import type { RecordContext } from './context.ts'
import type { RowQuery } from '../rules/query.ts'
import { quoteName } from '../values/sql-name.ts'
import { columnsOf, readRecord, type StoredRecord } from './record.ts'
import { ruleSource } from './rule-source.ts'
import { presentRecord } from './present.ts'

/** One record as JSON text, in one statement. A missing record and an unsatisfied rule look the same (404). */
export const viewRecord =
  (context: RecordContext) =>
  (nameOrId: string, id: string, incoming: Incoming): Promise<string> =>
    retryWhileStale(context, async () => {
      const { collections } = context
      const collection = requireCollection(collections, nameOrId)
      const caller = withBody(incoming, await incoming.body())
      requireCurrent(collections, collection)
      const rule = requireRule(collection, 'viewRule', incoming)
      const query = { collection, rule, request: caller.info }
      const record = await findVisible(context, id, query)
      if (record === undefined) throw new ApiError({ kind: 'not-found' })
      return presentRecord(context, record, caller)
    })

/**
 * The record if it exists and satisfies the rule (undefined: no rule). A rule that cannot run hides it, too. Throws `Stale`
 * when it cannot because a collection changed meanwhile.
 */
export const findVisible = async (
  context: RecordContext,
  id: string,
  { collection, rule, request }: Omit<RowQuery, 'rule'> & { readonly rule: string | undefined },
): Promise<StoredRecord | undefined> => {
  const { store, planner, collections } = context
  const builtOn = collections.all()
  const columns = columnsOf(collection)
  let statement: Statement
  if (rule === undefined) {
    const sql = `SELECT ${columns} FROM ${quoteName(collection.name)} base WHERE base.id = ?`
    statement = { sql, args: [id] }
  } else {
    const source = ruleSource(planner, { collection, rule, request })
    if (source === undefined) return undefined
    const { from, where } = source
    const sql = `SELECT ${columns} FROM ${from.sql} WHERE base.id = ? AND (${where.sql}) LIMIT 1`
    statement = { sql, args: [...from.args, id, ...where.args] }
  }
  try {
    const [row] = await readToDecide(context, builtOn, () => store.read(statement))
    return row === undefined ? undefined : readRecord(collection, row)
  } catch (error) {
    if (error instanceof SqlFailure) return undefined
    throw error
  }
}
