import { readToDecide } from '../collections/stale.ts'
import type { Collection } from '../collections/model.ts'
import type { ApiError } from '../errors.ts'
import { quoteName } from '../values/sql-name.ts'
import type { RecordContext } from './context.ts'
import { columnsOf, readRecord } from './record.ts'
import { planRemoval, removalFiles, removalSteps } from './references.ts'
import { commitWrite } from './commit.ts'

/**
 * Deletes all records of a collection in the order in which they were made, each as the records API does, in one unit.
 * Throws `refused` when one of them cannot be deleted, and `Stale` when it was decided on what changed meanwhile.
 */
export const clearRecords = async (
  context: Pick<RecordContext, 'store' | 'collections' | 'clock' | 'random' | 'files' | 'log'>,
  collection: Collection,
  refused: ApiError,
): Promise<void> => {
  const { store, collections } = context
  const builtOn = collections.all()
  const sql = `SELECT ${columnsOf(collection)} FROM ${quoteName(collection.name)} base ORDER BY base.rowid`
  const rows = await readToDecide(context, builtOn, () => store.read({ sql, args: [] }))
  const removal = await planRemoval(
    context,
    rows.map((row) => readRecord(collection, row)),
  )
  if (removal.blocked) throw refused
  await commitWrite(context, {
    collection,
    builtOn,
    files: removalFiles(context, removal),
    steps: removalSteps(context, removal),
    refused: () => refused,
    constraint: () => refused,
    failed: () => refused,
  })
}
