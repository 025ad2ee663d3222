import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What this process must not leave behind: server processes and temporary directories. They go when the process ends,
 * whichever way: at its end, by `process.exit`, an uncaught exception, or a signal. Everything here is synchronous, because
 * an exit handler cannot wait.
 */
const groups = new Set<number>()
const directories = new Set<string>()
let isArmed = false

/** Makes a directory that is gone at the latest when this process ends. */
export const makeTemporaryDir = (prefix: string): string => {
  arm()
  const directory = mkdtempSync(join(tmpdir(), prefix))
  directories.add(directory)
  return directory
}

export const removeTemporaryDir = (directory: string): void => {
  // Retried because a killed server may still be writing the last of its files.
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  directories.delete(directory)
}

/** Remembers a process that leads its own group. */
export const trackGroup = (pid: number): void => {
  arm()
  groups.add(pid)
}

/** Kills a process and whatever it started, such as readers of its own; nothing happens when none is left. */
export const killGroup = (pid: number): void => {
  groups.delete(pid)
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Ends and removes everything at once. `bun test` fires no exit event, so its preload calls this after the last test. */
export const removeLeftovers = (): void => {
  for (const pid of groups) killGroup(pid)
  for (const directory of directories) removeTemporaryDir(directory)
}

const arm = (): void => {
  if (isArmed) return
  isArmed = true
  process.on('exit', removeLeftovers)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const end = (): void => {
      removeLeftovers()
      // Raised again without this listener, so that whoever started us sees a death by signal.
      process.off(signal, end)
      process.kill(process.pid, signal)
    }
    process.on(signal, end)
  }
}
