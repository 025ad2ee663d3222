import { Database } from 'bun:sqlite'
import { join } from 'node:path'
import type { Client } from '../../harness/client.ts'
import { createClients } from '../../harness/clients.ts'
import type { Exchange } from '../../harness/exchange.ts'
import type { RunningServer, Target } from '../../harness/target.ts'
import { forgeToken } from '../../probes/data-dir.ts'
import { createDraw, type Draw } from '../draw.ts'

type Value = string | number
export type Row = Readonly<Record<string, Value>>

/** Records of a collection as they lie in its table. */
export interface Rows {
  readonly collection: string
  readonly rows: readonly Row[]
}

/** A data directory that both servers get a copy of: same ids, same secrets, byte by byte. */
export interface DataSet {
  readonly name: string
  /** In the form that an import takes. */
  readonly collections: readonly Readonly<Record<string, unknown>>[]
  /** Takes away what a fresh server has besides them. */
  readonly deleteMissing?: boolean
  readonly settings?: Readonly<Record<string, unknown>>
  /** The records, in the order in which they are to be written. */
  rows(draw: Draw): readonly Rows[]
  /** Who signs in; there are tokens for the first few of them. */
  readonly callers?: { readonly collection: string; readonly amount: number }
}

/** What a scenario's requests can speak of. */
export interface Facts {
  /** Collection -> ids of its records. Throws for one that the data set does not have. */
  ids(collection: string): readonly string[]
  readonly callers: readonly { readonly id: string; readonly token: string }[]
}

export interface Seeded {
  readonly dataDir: string
  readonly facts: Facts
}

/** No run takes so long. */
const tokenSeconds = 7 * 24 * 3600

/** bcrypt at the cost that PocketBase has by default; the same for everybody, because each takes a twentieth of a second. */
export const password = '1234567890'
let hash: string | undefined
export const passwordHash = (): string => {
  // PocketBase writes 2a, Bun 2b; they mean the same.
  hash ??= Bun.password
    .hashSync(password, { algorithm: 'bcrypt', cost: 10 })
    .replace('$2b$', '$2a$')
  return hash
}

export const accepted = (answer: Exchange): Exchange => {
  if (answer.status === 200 || answer.status === 204) return answer
  throw new Error(`${answer.describe()}: ${answer.body.slice(0, 500)}`)
}

/** Collections may take longer than a request usually does. */
const importTimeoutMs = 300_000

const importCollections = async (
  superuser: Client,
  { collections, deleteMissing = false, settings }: DataSet,
) => {
  accepted(
    await superuser.send('PUT', '/api/collections/import', {
      json: { collections, deleteMissing },
      timeoutMs: importTimeoutMs,
    }),
  )
  // Logs are written beside the request; whoever measures a request does not want them.
  accepted(await superuser.patch('/api/settings', { logs: { maxDays: 0 }, ...settings }))
}

export type Seeder = ReturnType<typeof createSeeder>

/**
 * Makes data sets, each once, with a server of `target`: it creates the collections, and is stopped before the rows are
 * written into its database.
 */
export const createSeeder = (target: Target, seed: number) => {
  const made = new Map<DataSet, Promise<Seeded>>()
  const servers: RunningServer[] = []

  const make = async (data: DataSet): Promise<Seeded> => {
    const server = await target.launch({})
    servers.push(server)
    const { superuser } = await createClients({ server })
    await importCollections(superuser, data)
    await server.stop()
    const { dataDir } = server
    if (dataDir === undefined) throw new Error(`${target.name} has no data directory`)
    const all = data.rows(createDraw(seed, `rows of ${data.name}`))
    writeRows(join(dataDir, 'data.db'), all)
    const ids = new Map(
      all.map(({ collection, rows }) => [collection, rows.map(({ id }) => String(id))]),
    )
    const facts = {
      ids(collection: string) {
        const found = ids.get(collection)
        if (found === undefined) throw new Error(`${data.name} has no collection "${collection}"`)
        return found
      },
    }
    return { dataDir, facts: { ...facts, callers: await callersOf(dataDir, data, facts) } }
  }

  return {
    seed(data: DataSet): Promise<Seeded> {
      let seeded = made.get(data)
      if (seeded === undefined) {
        seeded = make(data)
        made.set(data, seeded)
      }
      return seeded
    },
    async close() {
      for (const server of servers) await server.close()
    },
  }
}

const callersOf = async (
  dataDir: string,
  { callers }: DataSet,
  facts: Pick<Facts, 'ids'>,
): Promise<Facts['callers']> => {
  if (callers === undefined) return []
  const { collection, amount } = callers
  const tokens = facts.ids(collection).slice(0, amount)
  return Promise.all(
    tokens.map(async (id) => ({
      id,
      token: await forgeToken(
        { dataDir },
        { type: 'auth', collection, recordId: id, lifetimeSeconds: tokenSeconds },
      ),
    })),
  )
}

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

const writeRows = (file: string, all: readonly Rows[]): void => {
  const db = new Database(file, { readwrite: true })
  try {
    db.run('PRAGMA synchronous = OFF')
    db.transaction(() => {
      for (const { collection, rows } of all) insertAll(db, collection, rows)
    })()
    // Statistics would come with time on a server in use; here both begin without them.
    db.run('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

const insertAll = (db: Database, collection: string, rows: readonly Row[]): void => {
  const [first] = rows
  if (first === undefined) return
  const names = Object.keys(first)
  const insert = db.prepare<unknown, Value[]>(
    `INSERT INTO ${quoteName(collection)} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  for (const row of rows) insert.run(...names.map((name) => row[name] ?? ''))
}

/** The time of the n-th record, a second apart. */
export const timeOf = (n: number): string =>
  new Date(Date.UTC(2024, 0, 1) + n * 1000).toISOString().replace('T', ' ')

/** Both times that every collection of a data set has. */
export const autodates = [
  { name: 'created', type: 'autodate', onCreate: true, onUpdate: false },
  { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true },
] as const

/** The columns that every auth record has besides those of its own. */
export const authColumns = (draw: Draw, email: string): Row => ({
  email,
  emailVisibility: 1,
  verified: 1,
  password: passwordHash(),
  tokenKey: `${draw.id()}${draw.id()}${draw.id()}${draw.id()}`.slice(0, 50),
})
