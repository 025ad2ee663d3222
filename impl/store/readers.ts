import { entryBeside, entryInBundle } from '../processes/entry.ts'
import { createProcessPool, PoolError, type PoolFailure } from '../processes/pool.ts'
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

const entry =
  typeof isBundled === 'undefined'
    ? entryBeside(import.meta.url, 'reader-process')
    : entryInBundle('reader-process')

const reasons: Readonly<Record<Exclude<PoolFailure, 'expired'>, string>> = {
  closed: 'The store is closed.',
  lost: 'The reader process ended twice while it ran the query.',
  'not-started': 'No reader process can be started.',
}

export const createReaders = ({ path, size, queryTimeoutMs }: ReadersOptions): Readers => {
  const { ask, close, pids } = createProcessPool<ReaderQuery, ReaderAnswer>({
    entry,
    args: [path, String(queryTimeoutMs)],
    size,
    limitMs: queryTimeoutMs,
    keepsSpare: true,
  })
  const explain = (cause: unknown): never => {
    if (!(cause instanceof PoolError)) throw cause
    if (cause.kind === 'expired') {
      throw new QueryTimeout(`The query took longer than ${String(queryTimeoutMs)} ms.`)
    }
    throw new SqlFailure(reasons[cause.kind], { cause })
  }
  return {
    async read({ sql, args }) {
      const answer = await ask({ sql, args: pack([args]) }).catch(explain)
      if (answer.kind === 'failure') throw new SqlFailure(answer.text)
      return unpack(answer.rows)
    },
    close,
    pids,
  }
}
