import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Subprocess } from 'bun'
import type { ReaderAnswer, ReaderQuery } from './reader-protocol.ts'
import { QueryTimeout, SqlFailure, type Row, type Statement } from './store.ts'

/**
 * Child processes that run the queries that may take long. A query over its time limit ends with its process, which is
 * the only way to stop one inside SQLite.
 */
export interface Readers {
  /** Rejects with {@link QueryTimeout} or {@link SqlFailure}. */
  read(statement: Statement): Promise<readonly Row[]>
  /** Ends the processes and rejects what is queued or running. */
  close(): Promise<void>
  /** Ids of the processes that have not ended. */
  pids(): readonly number[]
}

export interface ReadersOptions {
  readonly path: string
  /** At most this many processes. Spawned on demand, and one ahead of demand. */
  readonly size: number
  /** From the moment a query is asked for, so that waiting behind others counts. */
  readonly queryTimeoutMs: number
}

interface Query {
  readonly message: ReaderQuery
  readonly resolve: (rows: readonly Row[]) => void
  readonly reject: (cause: QueryTimeout | SqlFailure) => void
  readonly timer: ReturnType<typeof setTimeout>
  /** Its first reader died under it. */
  retried: boolean
}

interface Reader {
  readonly child: Subprocess
  query: Query | undefined
}

const entry = fileURLToPath(new URL('./reader-process.ts', import.meta.url))

export const createReaders = ({ path, size, queryTimeoutMs }: ReadersOptions): Readers => {
  const readers = new Set<Reader>()
  /** Also those already killed, until they are gone. */
  const processes = new Set<Subprocess>()
  const waiting: Query[] = []
  let closed = false

  const spawn = (): Reader => {
    const child = Bun.spawn([process.execPath, entry, path, String(queryTimeoutMs)], {
      // Bun reads bunfig.toml and .env of its working directory; the caller's are not meant for this process.
      cwd: dirname(entry),
      stdio: ['ignore', 'ignore', 'inherit'],
      serialization: 'advanced',
      ipc: (answer: ReaderAnswer) => {
        settle(reader, answer)
      },
      onExit: () => {
        processes.delete(child)
        lost(reader)
      },
    })
    processes.add(child)
    const reader: Reader = { child, query: undefined }
    readers.add(reader)
    return reader
  }

  const idle = (): Reader | undefined => {
    for (const reader of readers) if (reader.query === undefined) return reader
    return undefined
  }

  const dispatch = (): void => {
    while (waiting.length > 0) {
      const reader = idle() ?? (readers.size < size ? spawn() : undefined)
      if (reader === undefined) return
      const query = waiting.shift()
      if (query === undefined) return
      reader.query = query
      reader.child.send(query.message)
    }
    // The next long query should not have to wait for a process to start.
    if (readers.size > 0 && readers.size < size && idle() === undefined) spawn()
  }

  const settle = (reader: Reader, answer: ReaderAnswer): void => {
    const { query } = reader
    if (query === undefined) return
    reader.query = undefined
    clearTimeout(query.timer)
    if (answer.kind === 'rows') query.resolve(answer.rows)
    else query.reject(new SqlFailure(answer.text))
    dispatch()
  }

  /** The process has gone, by itself or by our hand. */
  const lost = (reader: Reader): void => {
    readers.delete(reader)
    const { query } = reader
    reader.query = undefined
    if (query !== undefined && query.retried) {
      clearTimeout(query.timer)
      query.reject(new SqlFailure('The reader process ended twice while it ran the query.'))
    } else if (query !== undefined) {
      query.retried = true
      waiting.unshift(query)
    }
    if (!closed) dispatch()
  }

  const expire = (query: Query): void => {
    const place = waiting.indexOf(query)
    if (place >= 0) waiting.splice(place, 1)
    for (const reader of readers) {
      if (reader.query !== query) continue
      reader.query = undefined
      readers.delete(reader)
      reader.child.kill('SIGKILL')
    }
    query.reject(new QueryTimeout(`The query took longer than ${String(queryTimeoutMs)} ms.`))
    dispatch()
  }

  return {
    read({ sql, args }) {
      if (closed) return Promise.reject(new SqlFailure('The store is closed.'))
      return new Promise((resolve, reject) => {
        const query: Query = {
          message: { sql, args },
          resolve,
          reject,
          timer: setTimeout(() => {
            expire(query)
          }, queryTimeoutMs),
          retried: false,
        }
        waiting.push(query)
        dispatch()
      })
    },
    async close() {
      closed = true
      const running = [...readers].flatMap(({ query }) => query ?? [])
      for (const query of [...running, ...waiting.splice(0)]) {
        clearTimeout(query.timer)
        query.reject(new SqlFailure('The store is closed.'))
      }
      for (const reader of readers) reader.query = undefined
      const exits = [...processes].map((child) => {
        child.kill('SIGKILL')
        return child.exited
      })
      await Promise.all(exits)
    },
    pids: () => [...processes].map(({ pid }) => pid),
  }
}
