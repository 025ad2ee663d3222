import type { Framing } from './head.ts'

/** A body whose bytes are not what its head announced, or that ended before it. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  /** What came before, where somebody gathered it. */
  arrived: Uint8Array = new Uint8Array()
}

/** All pieces in one; what a broken body had before is put into its error. */
export const gather = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const gathered: Uint8Array[] = []
  try {
    for await (const piece of pieces) gathered.push(piece)
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    if (cause instanceof BodyError) cause.arrived = Buffer.concat(gathered)
    throw error
  }
  return Buffer.concat(gathered)
}

/** So much may wait for its reader before the client is held back. */
const waitingBytesAtMost = 262_144
/** Longer lines between chunks are no chunked coding's. */
const maxLineBytes = 4096

export interface BodyOptions {
  readonly framing: Framing
  /** The reader begins, or wants more: the client may send again, and is told to if it waits for that. */
  readonly wanted: () => void
}

/** The body of one request: fed by the connection, read once by whoever answers. */
export class IncomingBody implements AsyncIterable<Uint8Array> {
  /** Nothing more belongs to it. */
  isWhole = false
  /** Bytes of content that came. */
  seenBytes = 0
  readonly #wanted: () => void
  readonly #decode: (bytes: Buffer) => number
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #failure: BodyError | undefined
  #wake: (() => void) | undefined
  #isDiscarded = false

  constructor({ framing, wanted }: BodyOptions) {
    this.#wanted = wanted
    this.#decode = framing.kind === 'chunked' ? this.#chunkDecoder() : this.#lengthDecoder(framing)
  }

  /** No more should come before the reader has taken some. */
  get isFull(): boolean {
    return this.#waitingBytes > waitingBytesAtMost
  }

  /** Whole or broken: nothing that comes belongs to it. */
  get isOver(): boolean {
    return this.isWhole || this.#failure !== undefined
  }

  /** Takes what belongs to the body and gives back the rest: what follows it, or what cannot be read before more comes. */
  feed(bytes: Buffer): Buffer {
    const rest = bytes.subarray(this.#decode(bytes))
    this.#notify()
    return rest
  }

  /** Nothing more will come. */
  end(reason: string): void {
    if (!this.isWhole) this.#fail(reason)
    this.#notify()
  }

  /** All of it, when all is there and nobody has begun to read. */
  takeWhole(): Uint8Array | undefined {
    if (!this.isWhole || this.#waitingBytes !== this.seenBytes) return undefined
    this.#wanted()
    const [only, ...others] = this.#waiting
    const all = only !== undefined && others.length === 0 ? only : Buffer.concat(this.#waiting)
    this.#discard()
    return all
  }

  #discard(): void {
    this.#isDiscarded = true
    this.#waiting = []
    this.#waitingBytes = 0
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    this.#wanted()
    for (;;) {
      const chunk = this.#waiting.shift()
      if (chunk !== undefined) {
        this.#waitingBytes -= chunk.length
        yield chunk
      } else if (this.#failure !== undefined) throw this.#failure
      else if (this.isWhole) return
      else await this.#more()
    }
  }

  /** Throws away what is there and what comes. Resolves to whether its end came within so many bytes. */
  async readPast(atMost: number): Promise<boolean> {
    this.#discard()
    const end = this.seenBytes + atMost
    while (!this.isOver && this.seenBytes <= end) await this.#more()
    return this.isWhole
  }

  #more(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    this.#wanted()
    return promise
  }

  #notify(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }

  #fail(reason: string): void {
    this.#failure ??= new BodyError(reason)
  }

  #keep(bytes: Buffer): void {
    this.seenBytes += bytes.length
    if (bytes.length === 0 || this.#isDiscarded) return
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
  }

  #lengthDecoder(framing: Exclude<Framing, { kind: 'chunked' }>): (bytes: Buffer) => number {
    let left = framing.kind === 'none' ? 0 : framing.bytes
    this.isWhole = left === 0
    return (bytes) => {
      const taken = Math.min(left, bytes.length)
      this.#keep(bytes.subarray(0, taken))
      left -= taken
      this.isWhole = left === 0
      return taken
    }
  }

  #chunkDecoder(): (bytes: Buffer) => number {
    let state: 'size' | 'data' | 'data end' | 'trailer' = 'size'
    let left = 0
    let trailerBytes = 0
    /** The number of bytes that were read; 0 when more must come first. */
    const step = (bytes: Buffer): number => {
      if (state === 'data') {
        const taken = Math.min(left, bytes.length)
        this.#keep(bytes.subarray(0, taken))
        left -= taken
        if (left === 0) state = 'data end'
        return taken
      }
      const newline = bytes.indexOf(10)
      if (newline > maxLineBytes || (newline < 0 && bytes.length > maxLineBytes)) {
        this.#fail('a line between chunks is too long')
        return 0
      }
      if (newline < 0) return 0
      const isCrLf = bytes[newline - 1] === 13
      const line = bytes.toString('latin1', 0, isCrLf ? newline - 1 : newline)
      if (state === 'size') {
        const [, digits] = /^([0-9a-fA-F]{1,16})[ \t]*(?:;.*)?$/.exec(line) ?? []
        if (digits === undefined || !isCrLf) this.#fail('a malformed chunk size')
        else {
          left = Number.parseInt(digits, 16)
          state = left === 0 ? 'trailer' : 'data'
        }
      } else if (state === 'data end') {
        if (line !== '' || !isCrLf) this.#fail('a chunk longer than its size')
        state = 'size'
      } else {
        trailerBytes += line.length
        if (line === '') this.isWhole = true
        else if (trailerBytes > maxLineBytes) this.#fail('a trailer is too long')
      }
      return newline + 1
    }
    return (bytes) => {
      let at = 0
      while (!this.isWhole && this.#failure === undefined && at < bytes.length) {
        const taken = step(bytes.subarray(at))
        if (taken === 0) break
        at += taken
      }
      return at
    }
  }
}
