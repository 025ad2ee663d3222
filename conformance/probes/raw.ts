import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type HttpMessage, HttpSyntaxError, parseResponse } from './http-message.ts'

export interface RawOptions {
  /** How many responses to wait for; 1 unless told. Interim ones (1xx) do not count. */
  readonly responses?: number
  /** Says after the last byte that nothing more will be sent. */
  readonly halfClose?: boolean
  /** Goes on reading until the server closes the connection, to see that it does. */
  readonly untilClose?: boolean
  readonly timeoutMs?: number
}

/** What came back over the connection. Without a response, `failure` says why and `status` is undefined. */
export interface RawAnswer {
  /** Of the first response. */
  readonly status: number | undefined
  /** Of the first response; empty without one. */
  readonly headers: Headers
  /** Body of the first response as text. */
  readonly text: string
  readonly responses: readonly HttpMessage[]
  /** 1xx responses, in order. */
  readonly interim: readonly HttpMessage[]
  /** The server closed the connection before we did. */
  readonly closed: boolean
  readonly failure: string | undefined
  /** Everything that was received. */
  readonly bytes: Uint8Array
}

const defaultTimeoutMs = 10_000

/**
 * Sends bytes to the server behind `url` over a connection of its own and reads the responses. A list is sent piece by
 * piece, each in a write of its own. Never rejects: a refused or reset connection is an answer without responses.
 */
export const sendRaw = async (
  url: string,
  bytes: string | Uint8Array | readonly (string | Uint8Array)[],
  options: RawOptions = {},
): Promise<RawAnswer> => {
  const pieces = typeof bytes === 'string' || bytes instanceof Uint8Array ? [bytes] : bytes
  const methods = methodsOf(pieces)
  const { responses: wanted = 1, untilClose = false } = options
  const exchange = await converse(new URL(url), pieces, options, (received) => {
    const { responses, failure } = readAll(received, methods, false)
    return !untilClose && (responses.length >= wanted || failure !== undefined)
  })
  const read = readAll(exchange.bytes, methods, exchange.closed)
  const [first] = read.responses
  return {
    status: first?.status,
    headers: first?.headers ?? new Headers(),
    text: new TextDecoder().decode(first?.body),
    ...read,
    closed: exchange.closed,
    failure: read.failure ?? (first === undefined ? exchange.failure : undefined),
    bytes: exchange.bytes,
  }
}

/** Request methods in order, needed because only they tell that an answer has no body. */
const methodsOf = (pieces: readonly (string | Uint8Array)[]): readonly string[] => {
  const text = pieces.map((piece) => Buffer.from(piece).toString('latin1')).join('')
  return [...text.matchAll(/^([A-Z]+) \S+ HTTP\/1\.\d\r?$/gm)].map(([, method = '']) => method)
}

interface ReadAll {
  readonly responses: readonly HttpMessage[]
  readonly interim: readonly HttpMessage[]
  readonly failure: string | undefined
}

const readAll = (bytes: Uint8Array, methods: readonly string[], isAtEnd: boolean): ReadAll => {
  const responses: HttpMessage[] = []
  const interim: HttpMessage[] = []
  let failure: string | undefined
  try {
    for (let at = 0; at < bytes.length;) {
      const isHead = methods[responses.length] === 'HEAD'
      const parsed = parseResponse(bytes.subarray(at), { isHead, isAtEnd })
      if (parsed === undefined) break
      const isInterim = parsed.message.status < 200 && parsed.message.status !== 101
      ;(isInterim ? interim : responses).push(parsed.message)
      at += parsed.end
    }
  } catch (error) {
    if (!(error instanceof HttpSyntaxError)) throw error
    failure = error.message
  }
  return { responses, interim, failure }
}

interface Received {
  readonly bytes: Uint8Array
  readonly closed: boolean
  readonly failure: string
}

const converse = (
  url: URL,
  pieces: readonly (string | Uint8Array)[],
  { halfClose = false, timeoutMs = defaultTimeoutMs }: RawOptions,
  isDone: (received: Uint8Array) => boolean,
): Promise<Received> =>
  new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    const socket = open(url)
    const finish = (closed: boolean, failure: string): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ bytes: Buffer.concat(chunks), closed, failure })
    }
    const timer = setTimeout(() => finish(false, `no answer in ${timeoutMs} ms`), timeoutMs)
    socket.setNoDelay(true)
    socket.on('error', (error) => finish(true, error.message))
    socket.on('end', () => finish(true, 'the server closed the connection without an answer'))
    socket.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk)
      if (isDone(Buffer.concat(chunks))) finish(false, '')
    })
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      void writeAll(socket, pieces).then(() => {
        if (halfClose) socket.end()
      })
    })
  })

const open = ({ protocol, hostname, port }: URL): Socket => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (protocol === 'http:')
    return connectTcp({ host, port: Number(port || 80), allowHalfOpen: true })
  return connectTls({ host, port: Number(port || 443), servername: host })
}

/** Resolves when every piece was handed to the kernel or the connection broke, which its error event tells. */
const writeAll = async (
  socket: Socket,
  pieces: readonly (string | Uint8Array)[],
): Promise<void> => {
  for (const piece of pieces) {
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()))
  }
}
