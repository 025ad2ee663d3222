import { type ChildProcess, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bunCommand } from './bun-command.ts'
import type { Command, Reply, StartOptions } from './messages.ts'

/** A server for tests, in a process of its own: the door `pocket-plumbline/testing`, for Node and Bun. */
export type { StartOptions } from './messages.ts'

export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** A superuser with an auth token, which stays good through every reset. */
  readonly superuser: { readonly email: string; readonly password: string; readonly token: string }
  /** Makes what the server holds now the state that `reset` goes back to. */
  checkpoint(): Promise<void>
  /** Goes back to the last checkpoint: at first, an empty server with its superuser. */
  reset(): Promise<void>
  /** Ends the process. Whoever forgets it leaves nothing behind: the server ends with the process that started it. */
  stop(): Promise<void>
}

const defaultSuperuser = { email: 'root@example.com', password: 'plumb line 1' }
const startTimeoutMs = 30_000
const stopTimeoutMs = 5000

/** The command line, whose hidden command `test-server` it is; in the package a bundle, which starts faster. */
const entry = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../plumbline.ts' : '../../bundle/plumbline.js',
    import.meta.url,
  ),
)

/**
 * Starts a server on a free port of loopback, with an empty private directory in memory and one superuser. Rejects when the
 * server does not come up, with its reason.
 */
export const startServer = async (options: StartOptions = {}): Promise<TestServer> => {
  const { superuser = defaultSuperuser } = options
  const [command, ...args] = bunCommand(entry)
  const child = spawn(command, [...args, 'test-server'], {
    // Bun reads bunfig.toml and .env of its working directory; the caller's are not meant for this process.
    cwd: dirname(entry),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'json',
  })
  const conversation = converse(child)
  const late = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs)
  const started = await conversation.ask({ kind: 'start', options: { ...options, superuser } })
  clearTimeout(late)
  if (started.kind !== 'started') {
    child.kill('SIGKILL')
    throw new Error(`The server did not start: ${reasonOf(started)}`)
  }
  const tell = async (command: Command): Promise<void> => {
    const reply = await conversation.ask(command)
    if (reply.kind === 'failed') throw new Error(`${command.kind}: ${reply.reason}`)
  }
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    const insist = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    // Whatever it answers, and also when it has ended already.
    await conversation.ask({ kind: 'stop' })
    if (child.connected) child.disconnect()
    await conversation.ended
    clearTimeout(insist)
  }
  return {
    url: started.url,
    superuser: { ...superuser, token: started.token },
    checkpoint: () => tell({ kind: 'checkpoint' }),
    reset: () => tell({ kind: 'reset' }),
    stop: () => (stopping ??= stop()),
  }
}

const reasonOf = (reply: Reply): string =>
  reply.kind === 'failed' ? reply.reason : `it answered "${reply.kind}"`

interface Conversation {
  /** Never rejects: a child that has ended, or ends meanwhile, is a failure. */
  ask(command: Command): Promise<Reply>
  readonly ended: Promise<void>
}

const converse = (child: ChildProcess): Conversation => {
  const asked: ((reply: Reply) => void)[] = []
  let end: Reply | undefined
  const { promise: ended, resolve: resolveEnded } = newPromise<undefined>()
  const refuse = (reason: string): void => {
    end ??= { kind: 'failed', reason }
    for (const resolve of asked.splice(0)) resolve(end)
    resolveEnded(undefined)
  }
  child.on('message', (reply: Reply) => {
    asked.shift()?.(reply)
    // An idle server is no reason for this process to stay.
    if (asked.length === 0) release(child)
  })
  child.on('error', (error) => refuse(`the process could not be started (${error.message})`))
  child.on('exit', (code, signal) => refuse(`the process ended with ${signal ?? String(code)}`))
  return {
    ended,
    ask(command) {
      if (end !== undefined) return Promise.resolve(end)
      const { promise, resolve } = newPromise<Reply>()
      asked.push(resolve)
      hold(child)
      child.send(command)
      return promise
    },
  }
}

/** Node 20 has no `Promise.withResolvers`. */
const newPromise = <T>() => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolver) => {
    resolve = resolver
  })
  return { promise, resolve }
}

/** Under Bun the channel counts with its process and has no such methods. */
const channelOf = ({ channel }: ChildProcess): Partial<NonNullable<ChildProcess['channel']>> =>
  channel ?? {}

const hold = (child: ChildProcess): void => {
  child.ref()
  channelOf(child).ref?.()
}

const release = (child: ChildProcess): void => {
  child.unref()
  channelOf(child).unref?.()
}
