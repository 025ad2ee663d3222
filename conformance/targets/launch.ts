import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Need, ServerOptions } from '../harness/case.ts'
import type { Credentials, RunningServer, Target } from '../harness/target.ts'
import { findUpstream } from '../upstream/build.ts'
import { findChromium } from './chromium.ts'
import { makeTemporaryDir, removeTemporaryDir } from './leftovers.ts'
import { createLogRing } from './log-ring.ts'
import { findFreePort } from './port.ts'
import { runToEnd, type ServerProcess, StartError, startProcess } from './process.ts'
import type { Program, ServerDirs } from './program.ts'

const superuser: Credentials = { email: 'root@example.com', password: 'plumb line 1' }

/** A server that cannot be started; the message ends with the last of what it printed. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError'
}

const launchedCapabilities: readonly Need[] = [
  'private',
  'restart',
  'data-dir',
  'cli',
  'mail-sink',
  'loopback-reach',
]

/**
 * A target whose servers are started here: each on a free loopback port and on a fresh copy of a template directory. The
 * template is made once, by the server's own command line, and holds one superuser.
 */
export const launchedTarget = (program: Program): Target => {
  const browser: readonly Need[] = findChromium() === undefined ? [] : ['browser']
  const oracle: readonly Need[] = findUpstream('contract').isBuilt ? ['oracle'] : []
  let homes: string | undefined
  let template: Promise<string> | undefined
  return {
    name: program.name,
    version: program.version,
    capabilities: new Set([...launchedCapabilities, ...browser, ...oracle]),
    async launch(options) {
      homes ??= makeTemporaryDir(`plumbline-${program.name}-`)
      template ??= makeTemplate(program, homes)
      const home = mkdtempSync(join(homes, 'server-'))
      try {
        cpSync(await template, home, { recursive: true })
        if (options.dataFrom !== undefined) layData(options.dataFrom, dirsIn(home).dataDir)
        return await launch(program, home, options)
      } catch (error) {
        removeTemporaryDir(home)
        throw error
      }
    },
    close() {
      if (homes !== undefined) removeTemporaryDir(homes)
      homes = undefined
      template = undefined
      return Promise.resolve()
    },
  }
}

const dirsIn = (home: string): ServerDirs => ({
  dataDir: join(home, 'pb_data'),
  publicDir: join(home, 'pb_public'),
  hooksDir: join(home, 'pb_hooks'),
  migrationsDir: join(home, 'pb_migrations'),
})

/** Nothing of the template's data stays beside the copy. */
const layData = (from: string, to: string): void => {
  removeTemporaryDir(to)
  cpSync(from, to, { recursive: true })
}

const makeTemplate = async (program: Program, homes: string): Promise<string> => {
  const home = join(homes, 'template')
  const dirs = dirsIn(home)
  const { dataDir, publicDir, hooksDir, migrationsDir } = dirs
  for (const dir of [dataDir, publicDir, hooksDir, migrationsDir]) {
    mkdirSync(dir, { recursive: true })
  }
  const args = ['superuser', 'upsert', superuser.email, superuser.password]
  const command = [...program.command, ...args, ...program.flags(dirs)]
  const { code, stdout, stderr } = await runToEnd(command, { cwd: home })
  // PocketBase answers a refused command with exit code 0 and a line that begins with Error, so the code proves nothing.
  if (code === 0 && !/^Error:/m.test(stdout + stderr)) return home
  throw new LaunchError(
    `${program.name}: "superuser upsert" did not work (exit code ${code}): ${lastLines(stdout + stderr)}`,
  )
}

const logCapacity = 64 * 1024

const launch = async (
  program: Program,
  home: string,
  { flags = [], env = {}, publicFiles = {} }: ServerOptions,
): Promise<RunningServer> => {
  const dirs = dirsIn(home)
  const ownFlags = program.flags(dirs)
  const log = createLogRing(logCapacity)
  layFiles(dirs.publicDir, publicFiles)
  const startOn = async (port: number): Promise<ServerProcess> => {
    const command = [...program.command, 'serve', `--http=127.0.0.1:${port}`, ...ownFlags, ...flags]
    const url = `http://127.0.0.1:${port}`
    try {
      return await startProcess({ command, cwd: home, env, url, onOutput: log.add })
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      const message = `${program.name} ${error.message}: ${lastLines(log.read())}`
      throw new LaunchError(message, { cause: error })
    }
  }
  const started = await startOnFreePort(startOn)
  const { port } = started
  let { server } = started
  const startAgain = async (): Promise<void> => {
    if (!server.isRunning()) server = await startOn(port)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    superuser,
    dataDir: dirs.dataDir,
    publicDir: dirs.publicDir,
    log: log.read,
    stop: () => server.stop(),
    kill: () => server.kill(),
    start: startAgain,
    async restart() {
      await server.stop()
      await startAgain()
    },
    cli: (args, options = {}) =>
      runToEnd([...program.command, ...args, ...(options.bare ? [] : ownFlags)], {
        cwd: home,
        ...options,
        env: { ...env, ...options.env },
      }),
    async close() {
      // Its directory is thrown away, so there is nothing that a graceful end could save.
      await server.kill()
      removeTemporaryDir(home)
    },
  }
}

const portAttempts = 5

/** Between choosing a port and binding it another process may take it; then the next one is tried. */
const startOnFreePort = async (
  startOn: (port: number) => Promise<ServerProcess>,
): Promise<{ readonly port: number; readonly server: ServerProcess }> => {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    try {
      return { port, server: await startOn(port) }
    } catch (error) {
      const isTaken =
        error instanceof LaunchError && error.message.includes('address already in use')
      if (!isTaken || attempt === portAttempts) throw error
    }
  }
}

const layFiles = (directory: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, content] of Object.entries(files)) {
    const file = join(directory, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

const shownLines = 8

const lastLines = (text: string): string =>
  text.trim().split('\n').slice(-shownLines).join('\n') || 'it printed nothing'
