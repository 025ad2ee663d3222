import { Database, type SQLQueryBindings } from 'bun:sqlite'
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { type RunningServer, seeOf } from '../harness/target.ts'

export type DataFile = 'data.db' | 'auxiliary.db'

type Row = Readonly<Record<string, unknown>>
type Directory = Pick<RunningServer, 'dataDir' | 'see'>

/** Rows of a database of a running or stopped server. The connection can only read. */
export const readRows = (
  server: Directory,
  file: DataFile,
  sql: string,
  ...params: SQLQueryBindings[]
): readonly Row[] =>
  seeOf(server)(`rows of ${file}: ${sql} ${JSON.stringify(params)}`, () =>
    withDatabase(server, file, 'read', (db) =>
      db.query<Row, SQLQueryBindings[]>(sql).all(...params),
    ),
  )

/**
 * Changes rows behind a server's back, and answers how many. Only for a stopped server, to give a row an age that nobody
 * would wait for: a running one may hold what it read before.
 */
export const changeRows = (
  server: Directory,
  file: DataFile,
  sql: string,
  ...params: SQLQueryBindings[]
): number => withDatabase(server, file, 'write', (db) => db.query(sql).run(...params).changes)

const withDatabase = <T>(
  { dataDir }: Directory,
  file: DataFile,
  mode: 'read' | 'write',
  use: (db: Database) => T,
): T => {
  if (dataDir === undefined)
    throw new Error('the case reads the data directory but does not declare the need "data-dir"')
  const db = new Database(
    join(dataDir, file),
    mode === 'read' ? { readonly: true } : { readwrite: true },
  )
  try {
    // A running server may hold the lock for a moment.
    db.run('PRAGMA busy_timeout = 5000')
    return use(db)
  } finally {
    db.close()
  }
}

export type TokenType = 'auth' | 'file' | 'verification' | 'passwordReset' | 'emailChange'

export interface TokenRequest {
  readonly type: TokenType
  /** Name or id of the auth collection. */
  readonly collection: string
  readonly recordId: string
  /** Added to the claims of an ordinary token of this type; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** Signs with this instead of the stored secrets, to see that it is refused. */
  readonly key?: string
  /** Seconds from now to `exp`; an hour unless told, negative for one that has expired. */
  readonly lifetimeSeconds?: number
  /** `none`: no signature. HS256 unless told, the only one that is accepted. */
  readonly algorithm?: 'HS256' | 'HS384' | 'HS512' | 'none'
  /** Signs with the collection's secret for this kind of token instead of its own. */
  readonly secretOf?: TokenType
  /** The text of the header before it is encoded; that of an ordinary token unless told. */
  readonly header?: string
  /** Changes the text of the claims before it is encoded and signed. */
  readonly rewrite?: (claims: string) => string | Buffer
  /** Changes what is signed: both parts, encoded, with the dot between them. */
  readonly encode?: (text: string) => string
}

/**
 * A token as the server would have issued it, signed with the secrets in its database, so that no case has to wait for a
 * token to expire or to read it from a mail. Key and claims: the record's token key followed by the collection's secret.
 */
export const forgeToken = (server: Directory, request: TokenRequest): Promise<string> =>
  seeOf(server)(`token for ${JSON.stringify(request)}`, () => signToken(server, request))

const signToken = async (server: Directory, request: TokenRequest): Promise<string> => {
  const { type, recordId, claims = {}, lifetimeSeconds = 3600, algorithm = 'HS256' } = request
  const { collectionId, secret, tokenKey, email } = readSecrets(server, request)
  const own = type === 'auth' ? { refreshable: true } : type === 'file' ? {} : { email }
  const exp = Math.floor(Date.now() / 1000) + lifetimeSeconds
  const payload = { ...own, collectionId, exp, id: recordId, type, ...claims }
  // PocketBase writes claims in the order of their names.
  const entries = Object.entries(payload).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const present = Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  const { header = JSON.stringify({ alg: algorithm, typ: 'JWT' }) } = request
  const { rewrite = String, encode = String } = request
  // By hand: these tokens are right in their signature and may be wrong in all else, which no library writes.
  const parts = [header, rewrite(JSON.stringify(present))]
  const text = encode(parts.map((part) => Buffer.from(part).toString('base64url')).join('.'))
  const hash = hashes[algorithm]
  if (hash === undefined) return `${text}.`
  const signature = createHmac(hash, request.key ?? tokenKey + secret).update(text)
  return `${text}.${signature.digest('base64url')}`
}

const hashes = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512', none: undefined } as const

interface Secrets {
  readonly collectionId: string
  readonly secret: string
  readonly tokenKey: string
  readonly email: string
}

const readSecrets = (
  server: Directory,
  { type, collection, recordId, secretOf = type }: TokenRequest,
): Secrets => {
  const [found] = readRows(
    server,
    'data.db',
    `SELECT id, name, json_extract(options, ?) AS secret FROM _collections WHERE ? IN (id, name)`,
    `$.${secretOf}Token.secret`,
    collection,
  )
  if (found === undefined)
    throw new Error(`there is no collection "${collection}" to forge a token for`)
  const table = String(found['name']).replaceAll('"', '""')
  const [record] = readRows(
    server,
    'data.db',
    `SELECT tokenKey, email FROM "${table}" WHERE id = ?`,
    recordId,
  )
  if (record === undefined)
    throw new Error(`"${collection}" has no record "${recordId}" to forge a token for`)
  return {
    collectionId: String(found['id']),
    secret: String(found['secret']),
    tokenKey: String(record['tokenKey']),
    email: String(record['email']),
  }
}
