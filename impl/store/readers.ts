import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Subprocess } from 'bun'
import { pack, unpack, type ReaderAnswer, type ReaderQuery } from './reader-protocol.ts'
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

const entry = fileURLToPath(new URL(`./reader-process${extname(import.meta.url)}`, import.meta.url))

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
      serialization: 'json',
      ipc: (answer: ReaderAnswer) => {
        settle(reader, answer)
      },
      onExit: () => {
        processes.delete(child)
        lost(reader)
      },
    })
    // An idle reader is no reason for this process to stay.
    child.unref()
    const reader: Reader = { child, query: undefined }
    processes.add(child)
    readers.add(reader)
    return reader
  }

  /** One more reader, undefined when there are enough or none can be started. */
  const grow = (): Reader | undefined => {
    if (readers.size >= size) return undefined
    try {
      return spawn()
    } catch (cause) {
      // Without any reader nobody would ever come back to the queue.
      if (readers.size === 0) {
        for (const query of waiting.splice(0)) {
          refuse(query, new SqlFailure('No reader process can be started.', { cause }))
        }
      }
      return undefined
    }
  }

  const idle = (): Reader | undefined => {
    for (const reader of readers) if (reader.query === undefined) return reader
    return undefined
  }

  const refuse = (query: Query, cause: QueryTimeout | SqlFailure): void => {
    clearTimeout(query.timer)
    query.reject(cause)
  }

  const dispatch = (): void => {
    while (waiting.length > 0) {
      const reader = idle() ?? grow()
      const query = reader && waiting.shift()
      if (reader === undefined || query === undefined) return
      reader.query = query
      reader.child.ref()
      try {
        reader.child.send(query.message)
      } catch {
        // It has ended, and the news of that is still on its way.
        lost(reader)
      }
    }
  }

  /** The next long query should not have to wait for a process to start. */
  const keepSpare = (): void => {
    if (idle() === undefined) grow()
  }

  const settle = (reader: Reader, answer: ReaderAnswer): void => {
    const { query } = reader
    if (query === undefined) return
    reader.query = undefined
    reader.child.unref()
    if (answer.kind === 'rows') {
      clearTimeout(query.timer)
      query.resolve(unpack(answer.rows))
    } else {
      refuse(query, new SqlFailure(answer.text))
    }
    dispatch()
  }

  /** The process has gone, by itself or by our hand. */
  const lost = (reader: Reader): void => {
    // Not among the readers any more: ended by us, its query answered.
    const query = readers.delete(reader) ? reader.query : undefined
    reader.query = undefined
    if (query?.retried) {
      refuse(query, new SqlFailure('The reader process ended twice while it ran the query.'))
    } else if (query) {
      query.retried = true
      waiting.unshift(query)
    }
    dispatch()
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
    keepSpare()
  }

  return {
    read({ sql, args }) {
      if (closed) return Promise.reject(new SqlFailure('The store is closed.'))
      return new Promise((resolve, reject) => {
        const query: Query = {
          message: { sql, args: pack([args]) },
          resolve,
          reject,
          timer: setTimeout(() => {
            expire(query)
          }, queryTimeoutMs),
          retried: false,
        }
        waiting.push(query)
        dispatch()
        keepSpare()
      })
    },
    async close() {
      closed = true
      const running = [...readers].flatMap(({ query }) => query ?? [])
      readers.clear()
      for (const query of [...running, ...waiting.splice(0)]) {
        refuse(query, new SqlFailure('The store is closed.'))
      }
      const exits = [...processes].map((child) => {
        child.kill('SIGKILL')
        return child.exited
      })
      await Promise.all(exits)
    },
    pids: () => [...processes].map(({ pid }) => pid),
  }
}
