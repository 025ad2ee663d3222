import type { App } from '../app.ts'
import { asOwner } from '../records/owner.ts'
import { findStored, type StoredRecord } from '../records/record.ts'
import { superusers } from '../records/superusers.ts'
import { quoteName } from '../values/sql-name.ts'

/** The id of the superuser with exactly this address. */
export const findSuperuserId = async (
  { store }: App,
  email: string,
): Promise<string | undefined> => {
  const sql = `SELECT id FROM ${quoteName(superusers)} WHERE email = ?`
  const [row] = await store.read({ sql, args: [email], reach: 'point' })
  return row === undefined ? undefined : String(row[0])
}

/** The superuser with exactly this address. */
export const findSuperuser = async (app: App, email: string): Promise<StoredRecord | undefined> => {
  const collection = app.collections.find(superusers)
  const id = await findSuperuserId(app, email)
  return collection && id !== undefined ? findStored(app.store, collection, id) : undefined
}

/** Creates a superuser. Throws `ApiError` for what is wrong with the address or the password. */
export const createSuperuser = (app: App, email: string, password: string): Promise<string> =>
  app.useCases.records.create(superusers, asOwner({ email, password, passwordConfirm: password }))

export const setPassword = (app: App, id: string, password: string): Promise<string> =>
  app.useCases.records.update(superusers, id, asOwner({ password, passwordConfirm: password }))

/** Creates the superuser, or gives the one with this address another password. Throws like {@link createSuperuser}. */
export const upsertSuperuser = async (
  app: App,
  email: string,
  password: string,
): Promise<string> => {
  const id = await findSuperuserId(app, email)
  return id === undefined ? createSuperuser(app, email, password) : setPassword(app, id, password)
}
