import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory of this store alone. */
export interface PrivateDir {
  readonly path: string
  remove(): void
}

/**
 * What `:memory:` means: SQLite's own shared in-memory databases lock readers out during a write and have no WAL, so it
 * is a directory in memory (tmpfs) where there is one and in the temporary directory elsewhere.
 */
export const createPrivateDir = (): PrivateDir => {
  const parent = isWritable('/dev/shm') ? '/dev/shm' : tmpdir()
  const path = mkdtempSync(join(parent, `plumbline-${String(process.pid)}-`))
  const erase = () => {
    rmSync(path, { recursive: true, force: true })
  }
  // Memory that nobody frees would stay taken after a process that did not close its store.
  process.once('exit', erase)
  return {
    path,
    remove() {
      process.off('exit', erase)
      erase()
    },
  }
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
