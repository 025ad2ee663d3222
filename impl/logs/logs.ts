import type { Settings } from '../settings/shape.ts'
import type { LogRow, LogStore } from '../store/log-store.ts'
import { formatDate } from '../values/date.ts'
import type { Random } from '../values/random.ts'
import { createLogQueries, type LogQueryContext } from './queries.ts'

export interface LogsContext extends Omit<LogQueryContext, 'store'> {
  readonly store: LogStore
  readonly settings: () => Settings
  readonly clock: () => Date
  readonly random: Random
  /** Hears why entries could not be written. */
  readonly report: (cause: unknown) => void
}

/** Something that happened. `data` holds JSON values. */
export interface LogEntry {
  readonly level: number
  readonly message: string
  readonly data: Readonly<Record<string, unknown>>
}

interface Queued extends LogEntry {
  readonly created: Date
}

/** logs.flush.delay */
const flushedAt = 200
const quietMs = 3000
const busyPauseMs = 100
/** While another process holds the file the oldest entries go first. */
const queuedAtMost = 20_000
const dayMs = 86_400_000

/**
 * What is taken down of requests and of the server's own work (logs.*): queued in memory, written in batches to auxiliary.db,
 * kept for `logs.maxDays`, and read by the use cases of `/api/logs`.
 */
export const createLogs = (context: LogsContext) => {
  const { store, settings, clock, random, report } = context
  let queue: Queued[] = []
  let lastAdded = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** One is on its way: at the end of this turn, or when the file may be free. */
  let isFlushing = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const isKept = ({ level }: Pick<LogEntry, 'level'>): boolean => {
    const { maxDays, minLevel } = settings().logs
    return maxDays > 0 && level >= minLevel
  }

  const toRow = ({ level, message, data, created }: Queued): LogRow => ({
    id: random.id(),
    level,
    message,
    data: JSON.stringify(data),
    created: formatDate(created),
  })

  const arm = (delayMs: number): void => {
    timer ??= setTimeout(look, delayMs)
  }

  /** One timer for all entries: each restarts the wait by its time alone. */
  const look = (): void => {
    timer = undefined
    const left = lastAdded + quietMs - performance.now()
    if (left > 0) arm(left)
    else flush()
  }

  const flush = (): void => {
    clearTimeout(retry)
    isFlushing = false
    const entries = queue.filter(isKept)
    queue = []
    if (entries.length === 0) return
    try {
      // Rows are made when the file is ours: what waits for it may be much.
      if (store.insert(entries.values().map(toRow))) return
      queue = entries.slice(-queuedAtMost)
      isFlushing = true
      retry = setTimeout(flush, busyPauseMs)
    } catch (error) {
      report(error)
    }
  }

  const oldest = (): string =>
    formatDate(new Date(Math.max(0, clock().getTime() - settings().logs.maxDays * dayMs)))

  return {
    /** Whether an entry of this level would be kept; asked before an entry is made. */
    keeps: (level: number): boolean => isKept({ level }),
    write(entry: LogEntry): void {
      if (!isKept(entry)) return
      queue.push({ ...entry, created: clock() })
      lastAdded = performance.now()
      if (queue.length < flushedAt) arm(quietMs)
      else if (!isFlushing) {
        // Behind the answers of this turn of the event loop.
        isFlushing = true
        setImmediate(flush)
      }
    },
    /** Deletes what is too old by now (logs.cleanup.job). */
    cleanUp: (): Promise<void> => store.delete({ sql: 'created <= ?', args: [oldest()] }),
    /** Deletes what new settings do not keep (settings.effect.logs-purge, settings.effect.logs-off). */
    async purge(): Promise<void> {
      const { maxDays, minLevel } = settings().logs
      await store.delete({ sql: 'created <= ? OR level < ?', args: [oldest(), minLevel] })
      if (maxDays === 0) store.shrink()
    },
    /** Writes what is queued, where anybody could read it later. */
    close(): void {
      clearTimeout(timer)
      if (store.isDurable) flush()
      clearTimeout(retry)
    },
    useCases: createLogQueries(context),
  }
}
