import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { constants, Database, SQLiteError, type Statement as Prepared } from 'bun:sqlite'
import { createLru } from './lru.ts'
import type { Row, SqlValue } from './store.ts'

/** One SQLite connection with its prepared statements. All calls are synchronous and throw `SQLiteError`. */
export interface Connection {
  /** All rows, values in the order of the SELECT list. */
  all(sql: string, args?: readonly SqlValue[]): readonly Row[]
  /** The steps of SQLite's plan for the statement. Throws for text that SQLite refuses. */
  explain(sql: string): readonly PlanStep[]
  /** Whether the SELECT finds a row; stops at the first. */
  some(sql: string, args: readonly SqlValue[]): boolean
  run(sql: string, args?: readonly SqlValue[]): void
  readonly inTransaction: boolean
  close(): void
}

/** A step of a query plan; steps of one parent are nested loops, in their order. */
export interface PlanStep {
  readonly id: number
  readonly parent: number
  readonly text: string
}

export interface ConnectionOptions {
  readonly mode: 'read' | 'write' | 'create'
  /** False: commits are not synchronised to the disk; for directories that end with the process. */
  readonly durable?: boolean
}

const maxPreparedStatements = 512

/** On every connection, in this order, busy_timeout first. */
const pragmas = ({ durable = true }: ConnectionOptions): readonly string[] => [
  'busy_timeout = 10000',
  'journal_mode = WAL',
  'journal_size_limit = 200000000',
  `synchronous = ${durable ? 'NORMAL' : 'OFF'}`,
  'foreign_keys = ON',
  'temp_store = MEMORY',
  'cache_size = -32000',
]

const openFlags = {
  read: { readonly: true },
  write: { readwrite: true },
  create: { readwrite: true, create: true },
} as const

export const openConnection = (path: string, options: ConnectionOptions): Connection => {
  const db = new Database(path, openFlags[options.mode])
  try {
    for (const pragma of pragmas(options)) runPatiently(db, `PRAGMA ${pragma}`)
  } catch (error) {
    db.close()
    throw error
  }
  return wrap(db)
}

/** Switching a new file to WAL needs it alone, and SQLite does not wait for processes that do the same (busy_timeout). */
const runPatiently = (db: Database, sql: string): void => {
  const end = performance.now() + 10_000
  for (;;) {
    try {
      db.run(sql)
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
    }
    Bun.sleepSync(5)
  }
}

/**
 * A connection that leaves no trace: where no write-ahead log waits, SQLite is told that nothing changes, so that it
 * makes no -wal and -shm files.
 */
export const openUnchanged = (path: string): Connection => {
  if (existsSync(`${path}-wal`)) {
    const db = new Database(path, openFlags.read)
    // Another process may be starting on the same directory, or recovering its log.
    db.run('PRAGMA busy_timeout = 10000')
    return wrap(db)
  }
  const uri = `${pathToFileURL(path).href}?immutable=1`
  return wrap(new Database(uri, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI))
}

const wrap = (db: Database): Connection => {
  const cache = createLru<string, Prepared<unknown, SqlValue[]>>(
    maxPreparedStatements,
    (dropped) => {
      dropped.finalize()
    },
  )
  const prepared = (sql: string): Prepared<unknown, SqlValue[]> => {
    const known = cache.get(sql)
    if (known) return known
    const statement = db.prepare<unknown, SqlValue[]>(sql)
    cache.set(sql, statement)
    return statement
  }
  return {
    // `bigint` appears in values() only for connections opened with safeIntegers.
    all: (sql, args = []) => prepared(sql).values(...args) as Row[],
    explain(sql) {
      // Finalised at once: Bun leaves an EXPLAIN unfinished, and while one is, reads of this connection stay on the
      // snapshot of the first that follows it.
      const statement = db.prepare<unknown, []>(`EXPLAIN QUERY PLAN ${sql}`)
      try {
        return statement.values().map(([id, parent, , text]) => ({
          id: Number(id),
          parent: Number(parent),
          text: String(text),
        }))
      } finally {
        statement.finalize()
      }
    },
    some: (sql, args) => prepared(sql).get(...args) !== null,
    run(sql, args = []) {
      prepared(sql).run(...args)
    },
    get inTransaction() {
      return db.inTransaction
    },
    close() {
      cache.clear()
      db.close()
    },
  }
}

/** Another connection holds the lock; nothing happened. */
export const isBusy = (error: unknown): boolean =>
  error instanceof SQLiteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code ?? '')

export const isConstraint = (error: unknown): error is SQLiteError =>
  error instanceof SQLiteError && (error.code ?? '').startsWith('SQLITE_CONSTRAINT')

const genericError = 1

/** SQLite's extended result code; that of a generic error for anything else that a statement threw. */
export const resultCodeOf = (error: unknown): number =>
  error instanceof SQLiteError ? error.errno : genericError

/**
 * Folds the write-ahead log into the file and renews the planner's statistics. Waits for nobody: what a reader still needs stays
 * in the log.
 */
export const optimize = (connection: Connection): void => {
  const [[patienceMs = 0] = []] = connection.all('PRAGMA busy_timeout')
  connection.run('PRAGMA busy_timeout = 0')
  try {
    connection.run('PRAGMA wal_checkpoint(TRUNCATE)')
    connection.run('PRAGMA optimize')
  } finally {
    connection.run(`PRAGMA busy_timeout = ${String(patienceMs)}`)
  }
}
