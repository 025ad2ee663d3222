import { join, resolve } from 'node:path'
import { SQLiteError } from 'bun:sqlite'
import { createBus } from './bus.ts'
import { openConnection, optimize } from './connection.ts'
import { openDataDir } from './data-dir/open.ts'
import { openLogStore } from './log-store.ts'
import { createPrivateDir } from './private-dir.ts'
import { createReach } from './reach.ts'
import { createReaders } from './readers.ts'
import { SqlFailure, type Change, type Row, type Statement, type Store } from './store.ts'
import { createWriter } from './writer.ts'

export interface StoreOptions {
  /** Path of the data directory, created when missing; `:memory:` for a private one that ends with the store. */
  readonly dir: string
  /** False: commits are not synchronised to the disk. Default: whether the directory outlives the store. */
  readonly durable?: boolean
  readonly queryTimeoutMs?: number
  /** Encrypts the text of the settings of a new directory. */
  readonly sealSettings?: (json: string) => string
  /** Reader processes at most. */
  readonly readers?: number
  /** Hears what a `changes` callback threw; by default it is thrown on, outside of the commit. */
  readonly onDefect?: (cause: unknown) => void
}

/** A store that lives in a directory of this machine. */
export interface EmbeddedStore extends Store {
  readonly dir: string
}

interface StoreSubjects {
  readonly changed: { readonly message: Change; readonly reply: void }
}

const throwLater = (cause: unknown): void => {
  queueMicrotask(() => {
    throw cause
  })
}

/**
 * Opens the data directory with the embedded engine: one writer connection, one connection for cheap reads in this
 * process, reader processes for all other reads. Throws {@link DataDirError} when the directory cannot be used.
 */
export const openStore = (options: StoreOptions): EmbeddedStore => {
  const { dir, queryTimeoutMs = 30_000, readers: size = 2, onDefect = throwLater } = options
  const { sealSettings } = options
  const privateDir = dir === ':memory:' ? createPrivateDir() : undefined
  const root = privateDir?.path ?? resolve(dir)
  const { durable = privateDir === undefined } = options
  openDataDir(root, { durable, ...(sealSettings === undefined ? {} : { sealSettings }) })
  const path = join(root, 'data.db')
  const writing = openConnection(path, { mode: 'write', durable })
  const reading = openConnection(path, { mode: 'read', durable })
  const reach = createReach(reading)
  const readers = createReaders({ path, size, queryTimeoutMs })
  const logs = openLogStore({ path: join(root, 'auxiliary.db'), durable, queryTimeoutMs })
  const bus = createBus<StoreSubjects>({ onDefect })
  let revision = 0

  const announce = (change: Change): void => {
    reach.forget()
    bus.publish('changed', change)
  }
  const writer = createWriter({
    connection: writing,
    nextRevision: () => ++revision,
    onCommitted({ touches = [] }, committed) {
      if (touches.length > 0) announce({ revision: committed, origin: 'own', touches })
    },
  })

  const readDataVersion = () => writing.all('PRAGMA data_version')[0]?.[0]
  let seenDataVersion = readDataVersion()
  let closing: Promise<void> | undefined

  const readNow = ({ sql, args }: Statement): readonly Row[] => {
    if (closing) throw new SqlFailure('The store is closed.')
    try {
      return reading.all(sql, args)
    } catch (error) {
      if (error instanceof SQLiteError) throw new SqlFailure(error.message, { cause: error })
      throw error
    }
  }

  const close = async (): Promise<void> => {
    await writer.drain()
    await Promise.all([readers.close(), logs.close()])
    reading.close()
    // Last, so that SQLite folds the write-ahead log into the file.
    writing.close()
    privateDir?.remove()
  }

  return {
    dir: root,
    // Every connection sees what is committed, so there is no revision to wait for.
    async read(plan) {
      if ((plan.reach ?? reach.of(plan.sql, plan.visits)) === 'scan')
        return await readers.read(plan)
      const started = performance.now()
      const rows = readNow(plan)
      reach.took(plan.sql, performance.now() - started)
      return rows
    },
    readNow,
    commit: (unit) => writer.commit(unit),
    changes: (on) => bus.subscribe('changed', on),
    notice() {
      if (closing) return
      const dataVersion = readDataVersion()
      if (dataVersion === seenDataVersion) return
      seenDataVersion = dataVersion
      announce({ revision: ++revision, origin: 'foreign', touches: ['collections', 'settings'] })
    },
    optimize() {
      optimize(writing)
      logs.optimize()
    },
    logs,
    close: () => (closing ??= close()),
  }
}
