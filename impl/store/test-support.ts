import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs `body` with a directory of its own and removes it. */
export const withTempDir = async (body: (dir: string) => Promise<void> | void): Promise<void> => {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
  try {
    await body(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** What the promise rejects with; undefined when it does not. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )

/** Whether this process was free to do something else until the answer came. */
export const isElsewhere = async (read: Promise<unknown>): Promise<boolean> => {
  let wasFree = false
  setImmediate(() => (wasFree = true))
  await read
  return wasFree
}

/** Looks until the condition holds, at most `deadlineMs`; answers whether it came to hold. */
export const comesTrue = async (condition: () => boolean, deadlineMs = 5000): Promise<boolean> => {
  const end = performance.now() + deadlineMs
  while (!condition()) {
    if (performance.now() > end) return false
    await Bun.sleep(5)
  }
  return true
}

/** Whether the process runs; one that ended and was not yet collected by its parent does not. */
export const isAlive = (pid: number): boolean => {
  const { stdout } = Bun.spawnSync(['ps', '-o', 'stat=', '-p', String(pid)])
  const state = stdout.toString().trim()
  return state !== '' && !state.startsWith('Z')
}

/** Starts a program that prints the ids of its child processes as JSON, and reads them. */
export const startParent = async (script: string) => {
  const parent = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe' })
  const { value } = await parent.stdout.getReader().read()
  const pids: unknown = JSON.parse(new TextDecoder().decode(value))
  return { parent, children: Array.isArray(pids) ? pids.map(Number) : [] }
}

/** A query that never ends by itself. */
export const endless =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c'
