import { ApiError } from '../errors.ts'
import { asOwner } from '../records/owner.ts'
import { findStored, idOf, type StoredRecord } from '../records/record.ts'
import type { AuthContext } from './context.ts'

/** The system collections in which sign-ins keep what they need again. */
type Table = '_mfas' | '_otps' | '_authOrigins'

/** How their rows name the record that they belong to. */
export const refsTo = (record: StoredRecord) => ({
  collectionRef: record.collection.id,
  recordRef: idOf(record),
})

export const findRow = async (
  { store, collections }: AuthContext,
  table: Table,
  id: string,
): Promise<StoredRecord | undefined> => {
  const collection = collections.find(table)
  return collection && findStored(store, collection, id)
}

/** Whether the row was there: of two that remove it at once, one is told so. */
export const removeRow = async (
  { records }: AuthContext,
  table: Table,
  id: string,
): Promise<boolean> => {
  try {
    await records.delete(table, id, asOwner())
    return true
  } catch (error) {
    if (error instanceof ApiError && error.refusal.kind === 'not-found') return false
    throw error
  }
}
