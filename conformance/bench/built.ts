import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CommandLineError } from '../command-line-error.ts'
import { type Program, referenceProgram } from '../targets/program.ts'

/** The reference server as it is shipped: what `bun run build` leaves in `dist/`. That is what the figures are about. */
const root = resolve(import.meta.dir, '../..')
const bundle = join(root, 'dist/bundle/plumbline.js')

/** The server inside of a Bun program. */
export const builtServerModule = join(root, 'dist/impl/server.js')

/** Executable and flags are the package's own business; it is asked in a process of its own, as conformance knows no server code. */
const commandModule = join(root, 'dist/impl/test-server/bun-command.js')

const builtProgram = (): Program => {
  const ask = `const { bunCommand } = await import(${JSON.stringify(commandModule)}); process.stdout.write(JSON.stringify(bunCommand(${JSON.stringify(bundle)})))`
  const { stdout, stderr, success } = Bun.spawnSync([process.execPath, '-e', ask])
  if (!success) throw new Error(`${commandModule} cannot be asked: ${stderr.toString()}`)
  // What the package starts itself with.
  const command = JSON.parse(stdout.toString()) as readonly string[]
  return { ...referenceProgram(), command }
}

const sources = ['impl', 'spec', 'plumbline.ts', 'build.ts', 'package.json', 'bun.lock']

const changedAt = (path: string): number => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(...readdirSync(path).map((name) => changedAt(join(path, name))))
}

const isFresh = (): boolean =>
  changedAt(bundle) > Math.max(...sources.map((name) => changedAt(join(root, name))))

/**
 * The program to measure; builds it unless it is newer than what it is built from.
 * @throws CommandLineError when it cannot be built.
 */
export const buildReference = async (): Promise<Program> => {
  if (isFresh()) return builtProgram()
  const child = Bun.spawn([process.execPath, 'build.ts'], {
    cwd: root,
    stdout: 'ignore',
    stderr: 'pipe',
  })
  const [told, code] = await Promise.all([child.stderr.text(), child.exited])
  if (code === 0) return builtProgram()
  throw new CommandLineError(`"bun run build" failed: ${told.trim().split('\n').at(-1) ?? code}`)
}
