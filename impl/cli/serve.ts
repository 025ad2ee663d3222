import type { Command } from 'commander'
import { createHashers } from '../auth/hashers.ts'
import type { ListenAddress } from '../http/listener.ts'
import type { Http } from '../http/server.ts'
import { CommandError } from './command-error.ts'
import { addGlobalFlags, appOptions, type Environment, type GlobalFlags } from './flags.ts'
import { announceInstaller } from './installer.ts'
import { stamp } from './stamp.ts'

interface ServeFlags extends GlobalFlags {
  readonly http: string
  readonly origins: readonly string[]
}

type Say = (line: string) => void

const defaultAddress = '127.0.0.1:8090'

/** `serve`: opens the data directory, listens, and stays until SIGINT or SIGTERM (cli.serve.*, cli.shutdown.graceful). */
export const addServeCommand = (program: Command, say: Say, env: Environment): void => {
  addGlobalFlags(
    program.command('serve').description(`Starts the web server (default to ${defaultAddress})`),
  )
    .option('--http <string>', 'TCP address to listen for the HTTP server', defaultAddress)
    .option(
      '--origins <strings>',
      'CORS allowed domain origins list',
      (value: string, before: readonly string[] | undefined) => [
        ...(before ?? []),
        // An empty text lists nothing (cli.serve.origins-empty).
        ...(value === '' ? [] : value.split(',')),
      ],
    )
    .action((_options: unknown, command: Command) =>
      serve(command.optsWithGlobals<ServeFlags>(), say, env),
    )
}

const serve = async (flags: ServeFlags, say: Say, env: Environment): Promise<void> => {
  const address = flags.http === '' ? defaultAddress : flags.http
  const { hostname, port } = readAddress(address)
  // Loaded here: the other commands start in a third less time without the HTTP framework.
  const { assemble } = await import('../assemble.ts')
  const passwords = createHashers()
  const complain = (text: string) => process.stderr.write(`${stamp(new Date())} ${text}\n`)
  const { app, http } = assemble({
    ...appOptions(flags, env),
    publicDir: flags.publicDir,
    indexFallback: flags.indexFallback,
    origins: flags.origins === undefined || flags.origins.length === 0 ? ['*'] : flags.origins,
    passwords,
    complain,
  })
  // Before anybody can know that the server runs: a signal that came earlier would end the process its own way.
  const stopped = untilStopped()
  try {
    const bound = await listen(http, address, { hostname, port })
    const base = `http://${port === 0 ? `${address.slice(0, address.lastIndexOf(':'))}:${bound.port}` : address}`
    say(`${stamp(new Date())} Server started at ${base}`)
    say(`├─ REST API:  ${base}/api/`)
    say(`└─ Dashboard: ${base}/_/`)
    void app.logs.purge().catch((error: unknown) => complain(String(error)))
    await announceInstaller(app, base, say)
    await stopped
    await http.stop()
  } finally {
    await app.close()
    await passwords.close()
  }
}

const listen = async (http: Http, address: string, at: ListenAddress) => {
  try {
    return await http.listen(at)
  } catch (error) {
    throw listenError(address, error)
  }
}

const readAddress = (address: string): ListenAddress => {
  const split = address.lastIndexOf(':')
  if (split < 0) throw new CommandError(`listen tcp: address ${address}: missing port in address`)
  const text = address.slice(split + 1)
  const port = Number(text)
  if (!/^\d*$/.test(text)) throw new CommandError(`listen tcp: lookup tcp/${text}: unknown port`)
  if (port > 65535) throw new CommandError(`listen tcp: address ${text}: invalid port`)
  const hostname = address.slice(0, split).replace(/^\[(.*)\]$/, '$1')
  return { hostname: hostname === '' ? '0.0.0.0' : hostname, port }
}

/** What the operating system says, in its words (cli.serve.address-in-use). */
const causes: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
}

const listenError = (address: string, cause: unknown): CommandError => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new CommandError(`listen tcp ${address}: bind: ${causes[code] ?? code}`, { cause })
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => resolve())
    }
  })
