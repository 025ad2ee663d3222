import { createServer, type Socket } from 'node:net'
import { Exchange } from './exchange.ts'
import type { RunningServer, Target } from './target.ts'

/** Small things that the tests of the kit judge with it: made-up answers, tiny servers, a target of them. */
export interface MadeAnswer {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const request = { method: 'GET', url: 'http://127.0.0.1:1/api/x', headers: [] }

/** An exchange that never was. */
export const answered = ({ status = 200, body = '', headers = {} }: MadeAnswer): Exchange =>
  new Exchange(
    request,
    { status, headers: new Headers(headers), bytes: new TextEncoder().encode(body) },
    1,
  )

/** An exchange whose server did not answer. */
export const unanswered = (why = 'connection refused'): Exchange => new Exchange(request, why, 1)

export type Handler = (request: Request) => Response | Promise<Response>

/** Servers to be ended by the test that started them. */
const open: (() => unknown)[] = []

export const closeServers = (): void => {
  for (const close of open.splice(0)) close()
}

/** A server that somebody else runs at `url`. */
export const runningAt = (url: string, changes: Partial<RunningServer> = {}): RunningServer => ({
  url,
  superuser: { email: 'root@example.com', password: 'x' },
  log: () => '',
  stop: () => Promise.resolve(0),
  kill: () => Promise.resolve(),
  start: () => Promise.resolve(),
  restart: () => Promise.resolve(),
  cli: () => Promise.resolve({ code: 0, stdout: '', stderr: '' }),
  close: () => Promise.resolve(),
  ...changes,
})

export const serve = (handler: Handler): RunningServer => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handler })
  open.push(() => server.stop(true))
  return runningAt(`http://127.0.0.1:${server.port}`)
}

/** A server below HTTP: what it says on a connection is up to it. */
export const listen = async (onSocket: (socket: Socket) => void): Promise<RunningServer> => {
  const server = createServer(onSocket)
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  open.push(() => server.close())
  const address = server.address()
  return runningAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
}

/** Answers the sign-in, so that a case gets as far as its own request. */
export const signedIn =
  (handler: Handler): Handler =>
  (incoming) =>
    incoming.url.endsWith('/auth-with-password') ? Response.json({ token: 'x' }) : handler(incoming)

/** A target that can only be launched, as `launch` says. */
export const targetOf = (launch: Target['launch']): Target => ({
  name: 'miniature',
  version: '0.36.6',
  capabilities: new Set(['private']),
  launch,
  close: () => Promise.resolve(),
})
