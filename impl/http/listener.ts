import { headerLimitFlag, maxHeaderBytes } from '../header-limit.ts'

export interface ListenAddress {
  readonly hostname: string
  /** 0 lets the system choose. */
  readonly port: number
}

export interface Listener {
  /** Resolves to the bound port; rejects when the address cannot be had. */
  listen(address: ListenAddress): Promise<{ readonly port: number }>
  /** Takes no more requests, lets those under way finish for `graceMs` (1 s) at most, and then drops them. */
  stop(graceMs?: number): Promise<void>
  /** The TCP peer of a request that is being answered; empty for one that came by no socket. */
  peerOf(request: Request): string
}

/** The runtime's longest. */
const idleTimeoutSeconds = 255
const defaultGraceMs = 1000

/** The only door to this limit besides a flag of Bun; it is read when the server is made. */
const raiseHeaderLimit = async (): Promise<void> => {
  // The package starts with the flag, because this module alone takes 15 ms to load.
  if (process.execArgv.includes(headerLimitFlag)) return
  const { default: http } = await import('node:http')
  Object.assign(http, { maxHeaderSize: maxHeaderBytes })
}

const asksToClose = /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i

/** The runtime closes the connection when it is asked to, but does not say so (http.server.connection-close). */
const announceEnd = (request: Request, response: Response): Response => {
  const connection = request.headers.get('connection')
  if (connection !== null && asksToClose.test(connection)) {
    response.headers.set('connection', 'close')
  }
  return response
}

/** The socket side of the server. */
export const createListener = (fetch: (request: Request) => Promise<Response>): Listener => {
  let server: Bun.Server<undefined> | undefined
  return {
    async listen({ hostname, port }) {
      await raiseHeaderLimit()
      server = Bun.serve({
        hostname,
        port,
        fetch: async (request) => announceEnd(request, await fetch(request)),
        idleTimeout: idleTimeoutSeconds,
        // Our readers answer 413 in the contract's words; the transport would only say "413".
        maxRequestBodySize: Number.MAX_SAFE_INTEGER,
        // Whatever escapes `fetch` must not show its stack.
        development: false,
        // Outside of development mode the runtime would share a busy port instead of refusing it.
        reusePort: false,
      })
      return { port: server.port ?? port }
    },
    async stop(graceMs = defaultGraceMs) {
      if (server === undefined) return
      const stopping = server
      server = undefined
      const impatient = setTimeout(() => void stopping.stop(true), graceMs)
      await stopping.stop(false)
      clearTimeout(impatient)
    },
    peerOf: (request) => server?.requestIP(request)?.address ?? '',
  }
}
