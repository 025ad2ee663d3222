import { assemble } from './assemble.ts'
import { createHashers } from './auth/hashers.ts'
import { issueToken } from './auth/tokens.ts'
import { findSuperuser, upsertSuperuser } from './cli/owner.ts'
import { createListener } from './http/listener.ts'
import type { HttpRequest } from './http/transport/message.ts'
import { createCopies } from './store/copies.ts'

/** The reference server as part of a program: the door of the package `pocket-plumbline`. */
export interface ServerOptions {
  /** The data directory, created when missing; `:memory:` for a private one that is gone at the end. */
  readonly dir: string
  /** Static files; default `pb_public` of the working directory, as the command line has it. */
  readonly publicDir?: string
  /** Allowed CORS origins; default: all. */
  readonly origins?: readonly string[]
  /** Time limit of one query, 30 s by default. */
  readonly queryTimeoutMs?: number
  /** Hears of defects and of what nobody waits for; default: stderr. */
  readonly complain?: (text: string) => void
}

export interface Superuser {
  readonly email: string
  readonly password: string
}

export interface Server {
  /** Answers a request without a socket. */
  fetch(request: Request): Promise<Response>
  /** Listens, on a free port of loopback unless told otherwise. Rejects when the address cannot be had. */
  listen(address?: {
    readonly hostname?: string
    readonly port?: number
  }): Promise<{ readonly url: string; readonly port: number }>
  /** Creates a superuser, or gives the one with this address another password; answers an auth token. */
  upsertSuperuser(superuser: Superuser): Promise<{ readonly token: string }>
  /** Makes what the server holds now the state that `reset` goes back to. For `:memory:` only. */
  checkpoint(): Promise<void>
  /**
   * Goes back to the last checkpoint, or to the empty server. Requests under way may finish first, for 1 s at most, and are
   * refused after that; requests that come meanwhile wait. For `:memory:` only: a directory of yours is never thrown away.
   */
  reset(): Promise<void>
  /** Takes no more requests, lets those under way finish for 1 s at most, and closes the files. */
  stop(): Promise<void>
}

const graceMs = 1000

/** A request that came by no socket does not say that it has a body, as the readers expect (http.body.empty). */
const framed = (request: Request): Request => {
  const { body, headers } = request
  if (body === null || headers.has('content-length')) return request
  const withFraming = new Headers(headers)
  withFraming.set('transfer-encoding', 'chunked')
  return new Request(request, { headers: withFraming })
}

/** Opens a data directory and serves it, in this process. Throws `DataDirError` when it cannot be used. Needs Bun. */
export const createServer = (options: ServerOptions): Server => {
  const { dir } = options
  const copies = dir === ':memory:' ? createCopies() : undefined
  const passwords = createHashers()
  const underWay = new Set<Promise<Response>>()
  /** Requests wait here while the directory is exchanged. */
  let gate: Promise<void> | undefined
  /** The exchange under way, or the last one. */
  let exchange: Promise<unknown> = Promise.resolve()
  let stopping: Promise<void> | undefined

  const answer = async (request: HttpRequest): Promise<Response> => {
    while (gate !== undefined) await gate
    if (stopping !== undefined) throw new Error('The server is stopped.')
    const answering = current.http.fetch(request)
    underWay.add(answering)
    try {
      return await answering
    } finally {
      underWay.delete(answering)
    }
  }
  const listener = createListener(answer)
  const open = () => {
    const { publicDir = 'pb_public', origins = ['*'], queryTimeoutMs = 30_000 } = options
    const { complain = (text) => process.stderr.write(`${text}\n`) } = options
    return assemble({
      dir: copies?.path ?? dir,
      durable: copies === undefined,
      publicDir,
      indexFallback: true,
      origins,
      queryTimeoutMs,
      passwords,
      complain,
    })
  }
  let current = open()

  const finishRequests = async (): Promise<void> => {
    if (underWay.size === 0) return
    const patience = Promise.withResolvers<void>()
    const timer = setTimeout(patience.resolve, graceMs)
    await Promise.race([Promise.allSettled(underWay), patience.promise])
    clearTimeout(timer)
  }

  /** Everything that the server knows is opened anew, so nothing of before can be remembered. */
  const exchangeDirectory = async (lay: () => void): Promise<void> => {
    if (stopping !== undefined) throw new Error('The server is stopped.')
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    try {
      await finishRequests()
      await current.app.close()
      lay()
      current = open()
    } finally {
      gate = undefined
      resolve()
    }
  }

  const inTurn = async (name: string, lay: (() => void) | undefined): Promise<void> => {
    if (lay === undefined) throw new Error(`${name}() is for ":memory:" only, not for "${dir}".`)
    const turn = exchange.then(() => exchangeDirectory(lay))
    exchange = turn.catch(() => undefined)
    await turn
  }

  const stop = async (): Promise<void> => {
    await listener.stop(graceMs)
    await exchange
    await finishRequests()
    await Promise.all([current.app.close(), passwords.close()])
    copies?.remove()
  }

  return {
    fetch: (request) => answer(framed(request)),
    async listen({ hostname = '127.0.0.1', port: wanted = 0 } = {}) {
      const { port } = await listener.listen({ hostname, port: wanted })
      const host = hostname.includes(':') ? `[${hostname}]` : hostname
      return { url: `http://${host}:${String(port)}`, port }
    },
    async upsertSuperuser({ email, password }) {
      const { app } = current
      await upsertSuperuser(app, email, password)
      const record = await findSuperuser(app, email)
      if (record === undefined) throw new Error('The superuser went while it was made.')
      return { token: await issueToken({ clock: () => new Date() }, record, { refreshable: true }) }
    },
    checkpoint: () => inTurn('checkpoint', copies && (() => copies.keep())),
    reset: () => inTurn('reset', copies && (() => copies.renew())),
    stop: () => (stopping ??= stop()),
  }
}
