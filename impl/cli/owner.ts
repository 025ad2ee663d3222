import type { App } from '../app.ts'
import { superusers } from '../records/superusers.ts'
import type { Incoming } from '../request.ts'
import { quoteName } from '../values/sql-name.ts'

/** A request of the owner of the machine: a superuser without a token. */
export const asOwner = (body: Readonly<Record<string, unknown>> = {}): Incoming => ({
  info: {
    method: 'POST',
    context: 'default',
    query: new Map(),
    headers: new Map(),
    body: new Map(),
    auth: undefined,
    now: new Date(),
  },
  isSuperuser: true,
  realIp: '',
  token: '',
  body: () => Promise.resolve(new Map(Object.entries(body))),
})

/** The id of the superuser with exactly this address. */
export const findSuperuserId = async (
  { store }: App,
  email: string,
): Promise<string | undefined> => {
  const sql = `SELECT id FROM ${quoteName(superusers)} WHERE email = ?`
  const [row] = await store.read({ sql, args: [email], reach: 'point' })
  return row === undefined ? undefined : String(row[0])
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
