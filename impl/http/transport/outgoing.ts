import { Answer, type Content, dateField, fieldText, reasonOf } from './answer.ts'

/** The part of a socket that takes bytes. */
export interface Sink {
  /** Takes as many bytes as the system does, and tells how many; negative when it is closed. */
  write(data: string | Uint8Array): number
}

export interface SendingOptions {
  readonly isHead: boolean
  readonly isHttp10: boolean
  /** Header fields as {@link fieldsOf} gives them. */
  readonly fields: string
  /** The connection ends behind it. */
  readonly isLast: boolean
}

const nothing = new Uint8Array()
const encoder = new TextEncoder()
const headBytes = 4096
/** Where an answer of text is put together; nothing in it outlives the call that did it. */
const scratch = Buffer.alloc(headBytes + 262_144)
const scratchBody = scratch.subarray(headBytes)
/** A part of a file up to this size is sent in one piece. */
const smallFileBytes = 262_144

const connectionClose = 'Connection: close\r\n'

export const fieldsOf = (response: Response): string =>
  response instanceof Answer ? response.fields.text : fieldText(response.headers)

export const endsConnection = (fields: string): boolean => fields.includes(connectionClose)

/** The answers of one connection, as bytes. What the system does not take at once waits here. */
export class Outgoing {
  readonly #sink: Sink
  /** Called when something has to wait for the client, and whenever the client took some of it. */
  readonly #waits: () => void
  #unsent: Uint8Array = nothing
  #isClosed = false
  #wake: (() => void) | undefined
  #stopPieces: (() => void) | undefined

  constructor(sink: Sink, waits: () => void) {
    this.#sink = sink
    this.#waits = waits
  }

  get isWaiting(): boolean {
    return this.#unsent.length > 0
  }

  /**
   * Sends a response. Resolves when the system has taken all of it, to whether its end can be told; false when only the end
   * of the connection tells it, or when it broke off.
   */
  send(response: Response, options: SendingOptions): boolean | Promise<boolean> {
    const { status } = response
    if (!(response instanceof Answer)) return this.#sendForeign(response, options)
    const { content } = response
    const start = startOf(status, options)
    if (content === null || typeof content === 'string') {
      const text = content ?? ''
      this.#sendText(start, text, { ...options, isBare: status === 204 || status === 304 })
      return this.isWaiting ? this.#whenTaken() : true
    }
    return this.#sendContent(start, content, options)
  }

  /** Sends bytes as they are. */
  write(data: string | Uint8Array): void {
    if (this.#isClosed) return
    if (this.isWaiting) {
      this.#unsent = Buffer.concat([this.#unsent, asBytes(data)])
      return
    }
    const written = this.#sink.write(data)
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.length
    if (written < 0 || written >= size) return
    // A copy, since bytes of the scratch are overwritten by the next answer.
    this.#unsent = Buffer.from(asBytes(data).subarray(written))
    this.#waits()
  }

  /** The system takes bytes again. */
  flush(): void {
    if (!this.isWaiting) return
    const written = this.#sink.write(this.#unsent)
    if (written <= 0) return
    this.#unsent = this.#unsent.subarray(written)
    this.#waits()
    if (!this.isWaiting) this.#wakeUp()
  }

  /** The connection is gone. */
  close(): void {
    this.#isClosed = true
    this.#unsent = nothing
    this.#stopPieces?.()
    this.#wakeUp()
  }

  async #sendForeign(response: Response, options: SendingOptions): Promise<boolean> {
    const text = response.body === null ? '' : await response.text()
    const { status } = response
    const isBare = status === 204 || status === 304
    // The router's answer to HEAD tells the length of no content, which is not that of the file (RFC 9110, section 8.6).
    const fields = isBare ? options.fields.replace(/^Content-Length: .*\r\n/m, '') : options.fields
    this.#sendText(startOf(status, { ...options, fields }), text, { ...options, isBare })
    return this.isWaiting ? this.#whenTaken() : true
  }

  #sendText(
    start: string,
    text: string,
    { isHead, isBare, fields }: SendingOptions & { readonly isBare: boolean },
  ): void {
    if (isBare) {
      this.write(headOf(`${start}\r\n`))
      return
    }
    // Text and head are encoded side by side: as one string they would be copied twice more.
    const { read, written } = encoder.encodeInto(text, scratchBody)
    const isWhole = read === text.length
    const length = isWhole ? written : Buffer.byteLength(text)
    const head = `${start}${hasLength(fields) ? '' : lengthField(length)}\r\n`
    if (isHead) this.write(headOf(head))
    else if (!isWhole || head.length > headBytes) {
      this.write(headOf(head))
      this.write(text)
    } else {
      const from = headBytes - head.length
      scratch.write(head, from, 'latin1')
      this.write(scratch.subarray(from, headBytes + written))
    }
  }

  async #sendContent(
    start: string,
    content: Exclude<Content, string | null>,
    { isHead, isHttp10, fields }: SendingOptions,
  ): Promise<boolean> {
    const size = content instanceof Blob ? content.size : lengthIn(fields)
    const isChunked = size === undefined && !isHttp10
    const framing =
      size === undefined ? (isChunked ? 'Transfer-Encoding: chunked\r\n' : '') : lengthField(size)
    this.write(headOf(`${start}${hasLength(fields) ? '' : framing}\r\n`))
    if (isHead) return true
    const sent = await this.#sendPieces(piecesOf(content), isChunked)
    // Half an answer must not look like a whole one.
    return sent !== undefined && (isChunked || sent === size)
  }

  /** The number of bytes that were sent; undefined when they broke off. */
  async #sendPieces(
    pieces: AsyncIterable<Uint8Array>,
    isChunked: boolean,
  ): Promise<number | undefined> {
    const iterator = pieces[Symbol.asyncIterator]()
    // Whoever makes the pieces may be waiting for something to tell, and need not any more.
    this.#stopPieces = () => void iterator.return?.()
    let sent = 0
    try {
      for (;;) {
        const step = await iterator.next()
        if (this.#isClosed) return undefined
        if (step.done === true) break
        const piece = step.value
        if (piece.length === 0) continue
        sent += piece.length
        if (isChunked) this.write(`${piece.length.toString(16)}\r\n`)
        this.write(piece)
        if (isChunked) this.write('\r\n')
        if (this.isWaiting) await this.#whenTaken()
      }
    } catch {
      return undefined
    } finally {
      this.#stopPieces = undefined
    }
    if (isChunked) this.write('0\r\n\r\n')
    if (this.isWaiting) await this.#whenTaken()
    return sent
  }

  async #whenTaken(): Promise<true> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    await promise
    return true
  }

  #wakeUp(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}

const startOf = (status: number, { fields, isLast, isHttp10 }: SendingOptions): string => {
  // Each version names what it does not do unasked.
  const connection =
    isLast === isHttp10 || endsConnection(fields)
      ? ''
      : isLast
        ? connectionClose
        : 'Connection: keep-alive\r\n'
  return `HTTP/1.1 ${String(status)} ${reasonOf(status)}\r\n${fields}${dateField()}${connection}`
}

const lengthField = (bytes: number): string => `Content-Length: ${String(bytes)}\r\n`
const hasLength = (fields: string): boolean => fields.includes('Content-Length: ')
const lengthIn = (fields: string): number | undefined => {
  const [, length] = /Content-Length: (\d+)/.exec(fields) ?? []
  return length === undefined ? undefined : Number(length)
}

/** A character of a header field is a byte, and not all are ASCII. */
const headOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

const asBytes = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? Buffer.from(data) : data

async function* inOnePiece(bytes: Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await bytes
}

const piecesOf = (content: Blob | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => {
  if (!(content instanceof Blob)) return content
  return content.size <= smallFileBytes ? inOnePiece(content.bytes()) : content.stream()
}
