/** First line and fields of a message, as text; its bytes come with the segment. */
export interface Head {
  /** `GET /path HTTP/1.1` or `HTTP/1.1 200 OK`. */
  readonly firstLine: string
  header(name: string): string | undefined
}

/** A stretch of a byte stream. Put together in order, the segments are the stream. */
export type Segment =
  | { readonly kind: 'head'; readonly bytes: Uint8Array; readonly head: Head }
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  /** The message is complete; no bytes. */
  | { readonly kind: 'end' }
  /** Not HTTP/1.x, or not any more: nothing is known about this and all that follows. */
  | { readonly kind: 'opaque'; readonly bytes: Uint8Array }

/** How the body of a message is delimited (RFC 9112, section 6.3). */
export type Framing = 'none' | 'chunked' | 'until-close' | { readonly length: number }

type State =
  | { readonly kind: 'head' }
  | { readonly kind: 'length'; readonly left: number }
  | { readonly kind: 'chunk-size' }
  | { readonly kind: 'chunk'; readonly left: number }
  | { readonly kind: 'trailer' }
  | { readonly kind: 'until-close' }
  | { readonly kind: 'opaque' }

type FramingOf = (head: Head) => Framing | undefined

/**
 * Cuts one direction of an HTTP/1.x connection into messages without holding bodies back, so that a stream of events passes
 * as it comes. `framingOf` decides about each head; undefined means that the rest of the connection is opaque. Segments are
 * made one by one, as they are asked for: what the reader of one message learns may decide about the next.
 */
export const createFramer = (framingOf: FramingOf): ((bytes: Uint8Array) => Iterable<Segment>) => {
  let state: State = { kind: 'head' }
  let pending: Buffer = Buffer.alloc(0)
  return function* (bytes) {
    pending = Buffer.concat([pending, bytes])
    while (pending.length > 0) {
      const step = advance(state, pending, framingOf)
      if (step === undefined) return
      pending = pending.subarray(step.used)
      state = step.next
      yield* step.segments
    }
  }
}

/** What is read next: its segments, how many bytes they are, and the state after them. */
interface Step {
  readonly used: number
  readonly segments: readonly Segment[]
  readonly next: State
}

/** One step, or undefined while bytes are missing. `pending` is not empty. */
const advance = (state: State, pending: Buffer, framingOf: FramingOf): Step | undefined => {
  switch (state.kind) {
    case 'head':
      return readHeadStep(pending, framingOf)
    case 'length':
    case 'chunk':
      return readCounted(state, pending)
    case 'chunk-size':
      return readChunkSize(pending)
    case 'trailer':
      return readTrailerLine(pending)
    case 'until-close':
      return { used: pending.length, segments: [{ kind: 'body', bytes: pending }], next: state }
    case 'opaque':
      return giveUp(pending)
    default:
      return state satisfies never
  }
}

const maxHeadBytes = 1 << 21

const readHeadStep = (pending: Buffer, framingOf: FramingOf): Step | undefined => {
  const bytes = upTo(pending, '\r\n\r\n')
  if (bytes === undefined) return pending.length > maxHeadBytes ? giveUp(pending) : undefined
  const head = readHead(bytes)
  const next = bodyState(framingOf(head))
  const segment: Segment = { kind: 'head', bytes, head }
  return next === undefined
    ? { used: bytes.length, segments: [segment, { kind: 'end' }], next: { kind: 'head' } }
    : { used: bytes.length, segments: [segment], next }
}

/** The state in which a body of this framing is read; undefined when there is no body. */
const bodyState = (framing: Framing | undefined): State | undefined => {
  if (framing === undefined) return { kind: 'opaque' }
  if (framing === 'none') return undefined
  if (framing === 'chunked') return { kind: 'chunk-size' }
  if (framing === 'until-close') return { kind: 'until-close' }
  return framing.length === 0 ? undefined : { kind: 'length', left: framing.length }
}

const readCounted = (
  { kind, left }: Extract<State, { kind: 'length' | 'chunk' }>,
  pending: Buffer,
): Step => {
  const bytes = pending.subarray(0, left)
  const body: Segment = { kind: 'body', bytes }
  const used = bytes.length
  if (used < left) return { used, segments: [body], next: { kind, left: left - used } }
  if (kind === 'chunk') return { used, segments: [body], next: { kind: 'chunk-size' } }
  return { used, segments: [body, { kind: 'end' }], next: { kind: 'head' } }
}

const readChunkSize = (pending: Buffer): Step | undefined => {
  const bytes = upTo(pending, '\r\n')
  if (bytes === undefined) return undefined
  const size = /^[\da-f]+/i.exec(bytes.toString('latin1'))?.[0]
  if (size === undefined) return giveUp(pending)
  const length = parseInt(size, 16)
  // A chunk is followed by a line end of its own.
  const next: State = length === 0 ? { kind: 'trailer' } : { kind: 'chunk', left: length + 2 }
  return { used: bytes.length, segments: [{ kind: 'body', bytes }], next }
}

const readTrailerLine = (pending: Buffer): Step | undefined => {
  const bytes = upTo(pending, '\r\n')
  if (bytes === undefined) return undefined
  const line: Segment = { kind: 'body', bytes }
  const isLast = bytes.length === 2
  return isLast
    ? { used: bytes.length, segments: [line, { kind: 'end' }], next: { kind: 'head' } }
    : { used: bytes.length, segments: [line], next: { kind: 'trailer' } }
}

const giveUp = (pending: Buffer): Step => ({
  used: pending.length,
  segments: [{ kind: 'opaque', bytes: pending }],
  next: { kind: 'opaque' },
})

/** The bytes up to and with a delimiter; undefined while it has not come. */
const upTo = (pending: Buffer, delimiter: string): Buffer | undefined => {
  const at = pending.indexOf(delimiter)
  return at < 0 ? undefined : pending.subarray(0, at + delimiter.length)
}

const readHead = (bytes: Uint8Array): Head => {
  const [firstLine = '', ...lines] = Buffer.from(bytes).toString('latin1').split('\r\n')
  return {
    firstLine,
    header(name) {
      const prefix = `${name.toLowerCase()}:`
      const line = lines.find((candidate) => candidate.toLowerCase().startsWith(prefix))
      return line?.slice(prefix.length).trim()
    },
  }
}

const bodyFraming = (head: Head): Framing | undefined => {
  if (/\bchunked$/i.test(head.header('transfer-encoding') ?? '')) return 'chunked'
  const length = head.header('content-length')
  return length !== undefined && /^\d+$/.test(length) ? { length: Number(length) } : undefined
}

const requestLine = /^([A-Za-z]+) (\S+) HTTP\/1\.[01]$/

/** Method and target of a request head; undefined when it is none. */
export const readRequestLine = (
  head: Head,
): { readonly method: string; readonly target: string } | undefined => {
  const [, method, target] = requestLine.exec(head.firstLine) ?? []
  return method === undefined || target === undefined ? undefined : { method, target }
}

export const framingOfRequest = (head: Head): Framing | undefined =>
  readRequestLine(head) === undefined ? undefined : (bodyFraming(head) ?? 'none')

/** Status of a response head; undefined when it is none. */
export const readStatus = ({ firstLine }: Head): number | undefined => {
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(firstLine)?.[1]
  return status === undefined ? undefined : Number(status)
}

export const framingOfResponse = (head: Head, method: string | undefined): Framing | undefined => {
  const status = readStatus(head)
  if (status === undefined || status === 101) return undefined
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return 'none'
  return bodyFraming(head) ?? 'until-close'
}
