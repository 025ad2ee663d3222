import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killGroup, trackGroup } from '../../targets/leftovers.ts'
import { password, passwordHash } from '../data/data-set.ts'

/** The least that a piece of work could cost, measured with the server's own building blocks and nothing around them. */

export interface FloorStatement {
  readonly sql: string
  /** Arguments of each execution, taken in turn. */
  readonly args: readonly (readonly (string | number)[])[]
}

const run = async (script: string, args: readonly string[]): Promise<number> => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, script), ...args], {
    stdout: 'pipe',
    stderr: 'pipe',
    detached: true,
  })
  trackGroup(child.pid)
  const [out, err, code] = await Promise.all([
    child.stdout.text(),
    child.stderr.text(),
    child.exited,
  ])
  killGroup(child.pid)
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${err.trim()}`)
  return Number(out)
}

/** Executions a second on a copy of a database. */
export const measureStatement = async (
  statement: FloorStatement,
  { dataDir, directory, seconds }: Record<'dataDir' | 'directory', string> & { seconds: number },
): Promise<number> => {
  const database = join(directory, 'floor.db')
  const work = join(directory, 'floor.json')
  for (const suffix of ['-wal', '-shm']) writeFileSync(database + suffix, '')
  copyFileSync(join(dataDir, 'data.db'), database)
  writeFileSync(work, JSON.stringify({ ...statement, seconds }))
  return run('statement-script.ts', [database, work])
}

/** Password checks a second, `atOnce` of them at a time. */
export const measureBcrypt = (atOnce: number, seconds: number): Promise<number> =>
  run('bcrypt-script.ts', [passwordHash(), password, String(atOnce), String(seconds)])

export interface FloorRoute {
  readonly url: string
  close(): void
}

/** A server that answers every request of the API with the same bytes. */
export const startRoute = async (body: string, directory: string): Promise<FloorRoute> => {
  const file = join(directory, 'floor.body')
  writeFileSync(file, body)
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'route-script.ts'), file], {
    stdout: 'pipe',
    stderr: 'inherit',
    detached: true,
  })
  trackGroup(child.pid)
  const { value } = await child.stdout.getReader().read()
  if (value === undefined) throw new Error('the constant route did not start')
  return {
    url: `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`,
    close: () => killGroup(child.pid),
  }
}
