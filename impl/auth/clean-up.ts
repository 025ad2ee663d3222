import { formatDate } from '../values/date.ts'
import { authOptionsOf } from './collection.ts'
import type { AuthContext } from './context.ts'
import { removeRow } from './rows.ts'

/**
 * Removes one-time passwords, or sessions of a second factor, that are older than their collection lets them be, whether or not
 * it offers the method (auth.system.cleanup-crons).
 */
export const removeExpired = async (
  context: AuthContext,
  table: '_otps' | '_mfas',
): Promise<void> => {
  const { collections, store, clock } = context
  for (const collection of collections.all()) {
    if (collection.type !== 'auth') continue
    const { otp, mfa } = authOptionsOf(collection)
    const { duration } = table === '_otps' ? otp : mfa
    const before = formatDate(new Date(clock().getTime() - duration * 1000))
    const sql = `SELECT id FROM ${table} WHERE collectionRef = ? AND created < ?`
    const rows = await store.read({ sql, args: [collection.id, before], reach: 'scan' })
    for (const [id] of rows) await removeRow(context, table, String(id))
  }
}
