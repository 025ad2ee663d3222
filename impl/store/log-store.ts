import { isBusy, openConnection, optimize, type Connection } from './connection.ts'
import { createReaders } from './readers.ts'
import type { Row, SqlValue, Statement } from './store.ts'

/** One row of `_logs`. `data` is JSON text, `created` a timestamp of the contract. */
export interface LogRow {
  readonly id: string
  readonly level: number
  readonly message: string
  readonly data: string
  readonly created: string
}

/** Table `_logs` of auxiliary.db, which holds nothing else. Apart from data.db, so that logs never wait for records or they for logs. */
export interface LogStore {
  /** The file outlives the store. */
  readonly isDurable: boolean
  /** All of them or, while another process holds the file, none: false, and `rows` is not begun. */
  insert(rows: Iterable<LogRow>): boolean
  /** Runs in a reader process; rejects like `Store.read`. */
  read(statement: Statement): Promise<readonly Row[]>
  /** Deletes what the condition holds for. Looks at a piece of the rows at a time, so that requests are answered in between. */
  delete(where: Statement): Promise<void>
  /** Gives the space of deleted rows back to the disk. */
  shrink(): void
  /** As `Store.optimize`. */
  optimize(): void
  close(): Promise<void>
}

export interface LogStoreOptions {
  readonly path: string
  readonly durable: boolean
  readonly queryTimeoutMs: number
}

const insertSql = 'INSERT INTO _logs (id, level, message, data, created) VALUES (?, ?, ?, ?, ?)'
/** About 5 ms when all of them go. */
const rowsAtOnce = 1000
const pieceEndSql = `SELECT max(rowid) FROM (SELECT rowid FROM _logs WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce})`

const busyPauseMs = 50

const nextTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Opens the file when it is first written, and its reader process when it is first read. */
export const openLogStore = ({ path, durable, queryTimeoutMs }: LogStoreOptions): LogStore => {
  const readers = createReaders({ path, size: 1, queryTimeoutMs })
  let writing: Connection | undefined
  const connection = (): Connection => {
    if (writing === undefined) {
      writing = openConnection(path, { mode: 'write', durable })
      // Who waits here keeps the thread that answers requests; the rows can wait instead.
      writing.run('PRAGMA busy_timeout = 0')
    }
    return writing
  }
  /** False: another process holds the file. */
  const inTransaction = (work: (connection: Connection) => void): boolean => {
    try {
      const at = connection()
      at.run('BEGIN IMMEDIATE')
      try {
        work(at)
        at.run('COMMIT')
      } finally {
        if (at.inTransaction) at.run('ROLLBACK')
      }
      return true
    } catch (error) {
      if (isBusy(error)) return false
      throw error
    }
  }
  return {
    isDurable: durable,
    insert: (rows) =>
      inTransaction((at) => {
        for (const { id, level, message, data, created } of rows) {
          at.run(insertSql, [id, level, message, data, created])
        }
      }),
    read: (statement) => readers.read(statement),
    async delete({ sql, args }) {
      const deleteSql = `DELETE FROM _logs WHERE rowid > ? AND rowid <= ? AND (${sql})`
      for (let after: SqlValue = 0, upTo: SqlValue = 0; ;) {
        const isDone = inTransaction((at) => {
          upTo = at.all(pieceEndSql, [after])[0]?.[0] ?? null
          if (upTo !== null) at.run(deleteSql, [after, upTo, ...args])
        })
        if (isDone && upTo === null) return
        if (isDone) after = upTo
        await (isDone ? nextTick() : Bun.sleep(busyPauseMs))
      }
    },
    shrink() {
      try {
        connection().run('VACUUM')
      } catch (error) {
        if (!isBusy(error)) throw error
      }
    },
    optimize: () => optimize(connection()),
    async close() {
      await readers.close()
      writing?.close()
    },
  }
}
