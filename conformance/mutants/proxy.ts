import { connect, createServer, type Socket } from 'node:net'
import { type HttpMessage, HttpSyntaxError, parseResponse } from '../probes/http-message.ts'
import { listen } from '../probes/listen.ts'
import {
  createFramer,
  framingOfRequest,
  framingOfResponse,
  type Head,
  readRequestLine,
  readStatus,
  type Segment,
} from './framer.ts'
import type { Change, RequestLine, WrongServer } from './mutant.ts'

/** Stands between the suite and a server and makes it wrong in one way, or in none. */
export interface MutatingProxy {
  readonly url: string
  /** From the next answer on; undefined makes the server itself again. */
  use(mutant: WrongServer | undefined): void
  /** How many answers were changed since the last `use`: a mutant that reaches nothing proves nothing. */
  readonly changed: number
  close(): Promise<void>
}

interface Active {
  readonly mutant: WrongServer | undefined
  readonly change: Change
  changed: number
}

/**
 * Starts a proxy before an http server. It works on bytes: what no mutant reaches passes exactly as it was written, header
 * spelling, chunks, malformed requests and streams included.
 */
export const startProxy = async (serverUrl: string): Promise<MutatingProxy> => {
  const { protocol, hostname, port } = new URL(serverUrl)
  if (protocol !== 'http:') throw new Error(`${serverUrl}: only an http server can be stood before`)
  let active: Active = activate(undefined)
  const open = new Set<Socket>()
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const server = connect({
      host: hostname,
      port: Number(port || 80),
      allowHalfOpen: true,
      noDelay: true,
    })
    for (const socket of [client, server]) {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    }
    join(client, server, () => active)
  })
  const ownPort = await listen(listener)
  return {
    url: `http://127.0.0.1:${ownPort}`,
    use: (mutant) => void (active = activate(mutant)),
    get changed() {
      return active.changed
    },
    close: () =>
      new Promise((closed) => {
        listener.close(() => closed())
        for (const socket of open) socket.destroy()
      }),
  }
}

const activate = (mutant: WrongServer | undefined): Active => ({
  mutant,
  change: mutant?.begin?.() ?? mutant?.change ?? ((answer) => answer),
  changed: 0,
})

/** Joins two ends. The requests that pass are remembered, because only they tell whose answer a response is. */
const join = (client: Socket, server: Socket, getActive: () => Active): void => {
  const asked: (RequestLine | undefined)[] = []
  const request = createFramer(framingOfRequest)
  const answer = createAnswerWriter(asked, getActive)
  pipe(client, server, (bytes) => {
    for (const segment of request(bytes)) {
      if (segment.kind === 'head') asked.push(toRequestLine(segment.head))
    }
    return [bytes]
  })
  pipe(server, client, answer.write, answer.end)
}

const pipe = (
  from: Socket,
  to: Socket,
  change: (bytes: Uint8Array) => readonly Uint8Array[],
  rest: () => readonly Uint8Array[] = () => [],
): void => {
  const forward = (all: readonly Uint8Array[]): void => {
    for (const bytes of all) {
      if (to.write(bytes)) continue
      from.pause()
      to.once('drain', () => from.resume())
    }
  }
  from.on('data', (bytes: Uint8Array) => forward(change(bytes)))
  from.on('end', () => {
    forward(rest())
    to.end()
  })
  // A broken end breaks the other, too: the client shall see what the server did, and the other way round.
  from.on('error', () => to.destroy())
  from.on('close', () => to.destroySoon())
}

const toRequestLine = (head: Head): RequestLine | undefined => {
  const line = readRequestLine(head)
  if (line === undefined) return undefined
  const [path = '', ...query] = line.target.split('?')
  return {
    method: line.method,
    path,
    query: new URLSearchParams(query.join('?')),
    token: head.header('authorization'),
  }
}

/** Passes answers on as they come, and holds back only those that the active mutant reaches, to change them whole. */
const createAnswerWriter = (asked: (RequestLine | undefined)[], getActive: () => Active) => {
  let held:
    | { readonly chunks: Uint8Array[]; readonly active: Active; readonly request: RequestLine }
    | undefined
  const framer = createFramer((head) => framingOfResponse(head, asked[0]?.method))

  const release = (): readonly Uint8Array[] => {
    if (held === undefined) return []
    const { chunks, active, request } = held
    held = undefined
    const bytes = Buffer.concat(chunks)
    const changed = changeAnswer(bytes, active.change, request)
    if (changed !== bytes) active.changed++
    return [changed]
  }

  const onSegment = (segment: Segment): readonly Uint8Array[] => {
    if (segment.kind === 'head') {
      const status = readStatus(segment.head) ?? 0
      // An interim answer (1xx) is not the answer: the same request is still waiting.
      const isFinal = status >= 200
      const request = isFinal ? asked[0] : undefined
      const active = getActive()
      const isStream = segment.head.header('content-type')?.startsWith('text/event-stream') === true
      if (request !== undefined && !isStream && active.mutant?.reaches(request) === true) {
        held = { chunks: [], active, request }
      }
      if (isFinal) asked.shift()
    }
    if (segment.kind === 'end') return release()
    if (held === undefined) return [segment.bytes]
    held.chunks.push(segment.bytes)
    return []
  }

  return {
    write(bytes: Uint8Array): readonly Uint8Array[] {
      const written: Uint8Array[] = []
      for (const segment of framer(bytes)) written.push(...onSegment(segment))
      return written
    },
    /** An answer whose end is the end of the connection. */
    end: release,
  }
}

/** The changed answer; the very same bytes when the mutant changes nothing in it. */
const changeAnswer = (bytes: Buffer, change: Change, request: RequestLine): Buffer => {
  const isHead = request.method === 'HEAD'
  try {
    const parsed = parseResponse(bytes, { isHead, isAtEnd: true })
    if (parsed === undefined) return bytes
    const changed = change(parsed.message, request)
    return changed === parsed.message ? bytes : serialise(changed, isHead)
  } catch (error) {
    if (error instanceof HttpSyntaxError) return bytes
    throw error
  }
}

/** The body gets its length stated, whatever framing it had: the framing of a changed answer is not what it is about. */
const serialise = (
  { version, status, reason, headerLines, body }: HttpMessage,
  isHead: boolean,
): Buffer => {
  const hasBody = !isHead && status !== 204 && status !== 304
  const isFraming = ([name]: readonly [string, string]): boolean =>
    /^(content-length|transfer-encoding)$/i.test(name)
  const kept = hasBody ? headerLines.filter((line) => !isFraming(line)) : headerLines
  const lines = kept.map(([name, value]) => `${name}: ${value}`)
  if (hasBody) lines.push(`Content-Length: ${body.length}`)
  const head = `${version} ${status} ${reason}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), hasBody ? body : new Uint8Array()])
}
