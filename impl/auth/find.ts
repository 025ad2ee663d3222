import { parseIndex } from '../collections/index-sql.ts'
import type { Collection } from '../collections/model.ts'
import { columnsOf, readRecord, type StoredRecord } from '../records/record.ts'
import type { Incoming } from '../request.ts'
import type { Store } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'
import type { AuthContext } from './context.ts'
import { checkEmail, readForm, requireValid } from './form.ts'

/**
 * The record whose identity field has this value; the field's unique index says whether letter case counts
 * (auth.password.identity-collation, auth.common.email-lookup-case).
 */
export const findByField = async (
  store: Pick<Store, 'read'>,
  collection: Collection,
  name: string,
  value: string,
): Promise<StoredRecord | undefined> => {
  const collation = isNoCase(collection, name) ? ' COLLATE NOCASE' : ''
  const sql = `SELECT ${columnsOf(collection)} FROM ${quoteName(collection.name)} base WHERE base.${quoteName(name)} = ?${collation} LIMIT 1`
  const [row] = await store.read({ sql, args: [value] })
  return row === undefined ? undefined : readRecord(collection, row)
}

const isNoCase = ({ indexes }: Collection, name: string): boolean =>
  indexes.some((sql) => {
    const index = parseIndex(sql)
    const [column, ...more] = index?.columns ?? []
    if (index?.unique !== true || more.length > 0) return false
    return column?.name === name && column.collate?.toUpperCase() === 'NOCASE'
  })

/**
 * Whom a request for a mail is about: who has the address that it sends. Of an address that nobody has only the log hears, which
 * superusers read.
 */
export const findAddressed = async (
  { store }: Pick<AuthContext, 'store'>,
  collection: Collection,
  incoming: Incoming,
): Promise<StoredRecord | undefined> => {
  const { email } = await readForm(incoming, ['email'])
  requireValid({ email: checkEmail(email) })
  const record = await findByField(store, collection, 'email', email)
  if (record === undefined) {
    incoming.conceal(`No record of "${collection.name}" has the e-mail address ${email}.`)
  }
  return record
}
