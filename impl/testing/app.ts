import { type App, createApp } from '../app.ts'
import { bcryptPasswords } from '../auth/passwords.ts'
import { ApiError, type Refusal } from '../errors.ts'
import { openLocalFiles } from '../files/files.ts'
import type { Log } from '../log.ts'
import type { Mailer } from '../mail/message.ts'
import type { Incoming } from '../request.ts'
import type { AuthRecord } from '../rules/query.ts'
import { openStore } from '../store/embedded.ts'
import type { Row, Store } from '../store/store.ts'
import { systemRandom } from '../values/random.ts'

export interface TestApp extends App {
  /** Creates a collection as a superuser; fields may be given by type and name alone. */
  readonly define: (config: Readonly<Record<string, unknown>>) => Promise<string>
  /** Creates a record as a superuser and answers its id. */
  readonly insert: (collection: string, body?: Body) => Promise<string>
  /** Rows as they are stored. */
  readonly rows: (sql: string) => readonly Row[]
}

export interface TestAppOptions {
  /** Stands between the use cases and the store. */
  readonly wrap?: (store: Store) => Store
  readonly clock?: () => Date
  /** Happens while a password is being hashed, off the main thread. */
  readonly duringHash?: () => Promise<unknown>
  /** Default: a private directory. */
  readonly dir?: string
  /** Default: the transports of the settings. */
  readonly mailer?: Mailer
  readonly log?: Log
}

type Body = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>

/** Runs `body` with the whole server but its HTTP edge. Passwords are hashed at the lowest cost. */
export const withApp = async (
  body: (app: TestApp) => Promise<void>,
  {
    wrap = (store) => store,
    clock = () => new Date(),
    dir = ':memory:',
    duringHash,
    mailer,
    log = () => undefined,
  }: TestAppOptions = {},
): Promise<void> => {
  const store = openStore({ dir })
  const app = createApp({
    store: wrap(store),
    files: openLocalFiles(store.dir, systemRandom),
    clock,
    random: systemRandom,
    log,
    ...(mailer === undefined ? {} : { mailer }),
    ...bcryptPasswords,
    async hashPassword(password) {
      await duringHash?.()
      return bcryptPasswords.hashPassword(password, 4)
    },
  })
  const { collections, records } = app.useCases
  try {
    await body({
      ...app,
      async define(config) {
        const text = await collections.create(incoming({ body: { type: 'base', ...config } }))
        return idIn(text)
      },
      insert: async (collection, values = {}) =>
        idIn(await records.create(collection, incoming({ body: values }))),
      rows: (sql) => store.readNow({ sql, args: [] }),
    })
  } finally {
    await app.close()
  }
}

const idIn = (text: string): string => String(readObject(text)['id'])

/** The object that a use case answered as text. */
export const readObject = (text: string | undefined): Readonly<Record<string, unknown>> =>
  JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>> // answers are objects

export interface Request {
  readonly body?: Body
  readonly query?: string
  /** `superuser` by default. */
  readonly by?: 'superuser' | 'guest' | AuthRecord
  readonly token?: string
}

export const incoming = ({
  body = {},
  query = '',
  by = 'superuser',
  token = '',
}: Request = {}): Incoming => ({
  info: {
    method: 'POST',
    context: 'default',
    query: new Map(new URLSearchParams(query)),
    headers: new Map(),
    auth: typeof by === 'string' ? undefined : by,
    now: new Date(),
  },
  isSuperuser: by === 'superuser',
  realIp: '127.0.0.1',
  token,
  isForm: false,
  conceal: () => undefined,
  body: () => Promise.resolve(new Map(body instanceof Map ? body : Object.entries(body))),
})

/** The stored record as the caller that it signs in. */
export const callerOf = (app: App, collection: string, id: string): AuthRecord => {
  const found = app.collections.find(collection)
  if (found === undefined) throw new Error(`no collection ${collection}`)
  return { collection: found, id, values: { id } }
}

/** What an operation is refused with; fails for one that is answered or breaks. */
export const refusalOf = async (answer: Promise<unknown>): Promise<Refusal> => {
  try {
    await answer
  } catch (error) {
    if (error instanceof ApiError) return error.refusal
    throw error
  }
  throw new Error('was not refused')
}

/** Codes of the issues by field. */
export const codesOf = (refused: Refusal): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(refused.kind === 'invalid' ? (refused.fields ?? {}) : {}).map(
      ([name, { code }]) => [name, code],
    ),
  )
