import { Connection } from './transport/connection.ts'
import type { HttpRequest } from './transport/message.ts'

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
}

const defaultGraceMs = 1000
/** How exact the limits of time are. */
const sweepMs = 500

const now = (): number => performance.now()

/**
 * The socket side of the server, on TCP alone: `Bun.serve` of Bun 1.4.5 ends a connection whose next request arrives while
 * an answer is still awaited, so that pipelined requests lose their answers (oven-sh/bun#38128); it refuses methods that it does
 * not know, trailers and more than some hundred header lines, joins the lines of a header and drops the body of a GET.
 *
 * Measured with one small answer and 32 connections, CPU time of a request: `Bun.serve` 7 µs, this 9 to 10, `node:http` 15 to
 * 18, which has the same parser and so the same gaps; whole requests, `Bun.serve` against this: view 35 and 35, list 250
 * and 236, health check 18 and 19. The parser that others share, llhttp, knows a fixed list of methods and refuses `FOO`,
 * lines that end with LF alone and folded ones, all of which the contract's server takes (http.message.any-method,
 * http.message.line-ends, http.message.folded-line).
 */
export const createListener = (fetch: (request: HttpRequest) => Promise<Response>): Listener => {
  const connections = new Set<Connection>()
  let server: Bun.TCPSocketListener<Connection> | undefined
  let sweeper: NodeJS.Timeout | undefined
  let allGone: (() => void) | undefined

  const sweep = (): void => {
    const at = now()
    for (const connection of connections) if (connection.deadline < at) connection.expire()
  }

  return {
    // A busy address is told by an exception of `Bun.listen`.
    async listen({ hostname, port }) {
      server = Bun.listen<Connection>({
        hostname,
        port,
        // A client may end its side behind a request and still gets the answer (http.message.half-closed).
        allowHalfOpen: true,
        socket: {
          open(socket) {
            const peer = socket.remoteAddress
            socket.data = new Connection({ wire: socket, fetch, peer, now })
            connections.add(socket.data)
          },
          data: (socket, bytes) => socket.data.receive(bytes),
          drain: (socket) => socket.data.drain(),
          end: (socket) => socket.data.finish(),
          close(socket) {
            connections.delete(socket.data)
            socket.data.close()
            if (connections.size === 0) allGone?.()
          },
          // What breaks a connection ends it, and `close` follows.
          error: () => undefined,
        },
      })
      sweeper = setInterval(sweep, sweepMs)
      return { port: server.port }
    },
    async stop(graceMs = defaultGraceMs) {
      if (server === undefined) return
      server.stop(false)
      server = undefined
      if (connections.size > 0) {
        const { promise, resolve } = Promise.withResolvers<void>()
        allGone = resolve
        for (const connection of connections) connection.retire()
        const impatient = setTimeout(() => {
          for (const connection of connections) connection.terminate()
        }, graceMs)
        await promise
        clearTimeout(impatient)
      }
      clearInterval(sweeper)
    },
  }
}
