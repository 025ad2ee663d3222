import type { Command } from 'commander'
import { openApp } from '../app.ts'
import { createHttp } from '../http/server.ts'
import { CommandError } from './command-error.ts'
import { addGlobalFlags, type GlobalFlags } from './flags.ts'
import { announceInstaller } from './installer.ts'

interface ServeFlags extends GlobalFlags {
  readonly http: string
  readonly origins: readonly string[]
}

type Say = (line: string) => void

const defaultAddress = '127.0.0.1:8090'

/** `serve`: opens the data directory, listens, and stays until SIGINT or SIGTERM (cli.serve.*, cli.shutdown.graceful). */
export const addServeCommand = (program: Command, say: Say): void => {
  addGlobalFlags(
    program.command('serve').description(`Starts the web server (default to ${defaultAddress})`),
  )
    .option('--http <string>', 'TCP address to listen for the HTTP server', defaultAddress)
    .option(
      '--origins <strings>',
      'CORS allowed domain origins list',
      (value: string, before: readonly string[] | undefined) => [
        ...(before ?? []),
        ...value.split(','),
      ],
    )
    .action((_options: unknown, command: Command) =>
      serve(command.optsWithGlobals<ServeFlags>(), say),
    )
}

const serve = async (flags: ServeFlags, say: Say): Promise<void> => {
  const { hostname, port } = readAddress(flags.http)
  if (flags.encryptionEnv !== '') {
    throw new CommandError(
      '--encryptionEnv is not supported yet; start without it on a directory with plain settings',
    )
  }
  const app = openApp({ dir: flags.dir, queryTimeoutMs: flags.queryTimeout * 1000 })
  const http = createHttp({
    useCases: app.useCases,
    authenticate: app.authenticate,
    maxRecordBodyBytes: app.maxRecordBodyBytes,
    beforeRequest: () => app.store.notice(),
    clock: () => new Date(),
    publicDir: flags.publicDir,
    indexFallback: flags.indexFallback,
    origins: flags.origins ?? ['*'],
    report: (defect) => process.stderr.write(`${stamp(new Date())} ${inspect(defect)}\n`),
  })
  try {
    await http.listen({ hostname, port })
  } catch (error) {
    await app.close()
    throw listenError(flags.http, error)
  }
  const base = `http://${flags.http}`
  say(`${stamp(new Date())} Server started at ${base}`)
  say(`├─ REST API:  ${base}/api/`)
  say(`└─ Dashboard: ${base}/_/`)
  await announceInstaller(app, say)
  await untilStopped()
  await http.stop()
  await app.close()
}

const inspect = (defect: unknown): string => Bun.inspect(defect)

/** `YYYY/MM/DD HH:MM:SS`, local time, as PocketBase's log lines begin. */
const stamp = (now: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('/')
  return `${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')}`
}

const readAddress = (address: string): { hostname: string; port: number } => {
  const split = address.lastIndexOf(':')
  if (split < 0) throw new CommandError(`listen tcp: address ${address}: missing port in address`)
  const port = Number(address.slice(split + 1))
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new CommandError(`listen tcp: address ${address.slice(split + 1)}: invalid port`)
  }
  const hostname = address.slice(0, split).replace(/^\[(.*)\]$/, '$1')
  return { hostname: hostname === '' ? '0.0.0.0' : hostname, port }
}

const listenError = (address: string, error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new CommandError(`listen tcp ${address}: bind: address already in use`, { cause: error })
  }
  return new CommandError(`listen tcp ${address}: bind: ${String(code ?? error)}`, { cause: error })
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => resolve())
    }
  })
