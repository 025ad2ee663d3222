import { reasonOf } from './answer.ts'
import { IncomingBody } from './body.ts'
import { badRequest, type Head, HeadError, parseHead } from './head.ts'
import type { HttpRequest } from './message.ts'
import { endsConnection, fieldsOf, Outgoing, type Sink } from './outgoing.ts'
import { Pending } from './pending.ts'
import { SocketRequest } from './request.ts'

/** The part of a socket that a connection uses. */
export interface Wire extends Sink {
  pause(): void
  resume(): void
  /** Ends both sides behind what was written. */
  end(): void
  /** Ends our side behind what was written; the client may still send. */
  shutdown(): void
  /** Ends at once. */
  terminate(): void
}

export interface ConnectionOptions {
  readonly wire: Wire
  readonly fetch: (request: HttpRequest) => Promise<Response>
  readonly peer: string
  /** Milliseconds of a clock that does not go back. */
  readonly now: () => number
}

/** The contract's server has the same ones (http.message.head-size, http.message.slow-head, http.message.slow-body). */
export const limits = {
  /** Larger heads are answered 431. */
  headBytes: 1_052_672,
  /** From the end of the request before, or the begin of the connection, to the end of a head. */
  headMs: 60_000,
  /** Between two requests. */
  idleMs: 300_000,
  /** From the end of a head to the end of the body behind it, however it drips. */
  bodyMs: 300_000,
  /** Without the client taking anything of an answer. */
  sendMs: 300_000,
  /** So much of a body that nobody wanted is read past to keep the connection. */
  surplusBytes: 262_144,
  /** So long a client that is told to go may still send: one that is cut off while it sends never sees the answer. */
  lingerMs: 2000,
} as const

/** Whoever answers says what went wrong; this stands for an answer that never came. */
const failed = new Response(null, { status: 500 })

/** One client: its requests are answered one after the other, in the order in which they were sent. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #wire: Wire
  readonly #pending = new Pending()
  readonly #outgoing: Outgoing
  /** When it is ended unless something happens. */
  deadline: number
  #body: IncomingBody | undefined
  #isAnswering = false
  #isPaused = false
  /** The client sends no more. */
  #isEnded = false
  #isClosed = false
  /** Our last answer is out; what comes is thrown away. */
  #isLingering = false
  /** The server stops: the request under way is the last. */
  #isRetired = false
  #wasToldToGoOn = false
  /** Old clients send an empty line behind the body of a POST. */
  #maySkipLineEnds = false

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#wire = options.wire
    this.#outgoing = new Outgoing(options.wire, () => this.#allow(limits.sendMs))
    this.deadline = options.now() + limits.headMs
  }

  /** Bytes came. */
  receive(bytes: Buffer): void {
    if (this.#isLingering) return
    const rest = this.#feedBody(bytes)
    if (rest.length > 0) {
      if (!this.#isAnswering && this.#pending.length === 0) this.#allow(limits.headMs)
      this.#pending.append(rest)
    }
    if (!this.#isAnswering) this.#next()
    this.#holdBack()
  }

  /** The client sends no more. */
  finish(): void {
    this.#isEnded = true
    this.#body?.end('the client ended the connection')
    if (this.#isLingering || this.#isIdle) this.#wire.end()
  }

  /** The system takes bytes again. */
  drain(): void {
    this.#outgoing.flush()
    if (this.#isAnswering && !this.#outgoing.isWaiting) this.#allowAnswer()
  }

  /** The connection is gone. */
  close(): void {
    this.#isClosed = true
    this.#body?.end('the connection is gone')
    this.#outgoing.close()
  }

  /** Ends it behind the answer under way, if there is one. */
  retire(): void {
    this.#isRetired = true
    if (this.#isIdle) this.#wire.end()
  }

  /** Its time is over. */
  expire(): void {
    if (this.#isLingering || this.#outgoing.isWaiting) this.terminate()
    else if (this.#isAnswering) {
      this.#body?.end('the body took too long')
      this.#allow(Infinity)
    } else if (this.#pending.length > 0 && !this.#pending.hasLine) this.#refuse(badRequest())
    else this.#wire.end()
  }

  terminate(): void {
    this.#wire.terminate()
  }

  get #isIdle(): boolean {
    return !this.#isAnswering && !this.#outgoing.isWaiting
  }

  #allow(ms: number): void {
    this.deadline = this.#options.now() + ms
  }

  /** An answer may take its time, the body that it waits for may not. */
  #allowAnswer(): void {
    this.#allow(this.#body === undefined || this.#body.isOver ? Infinity : limits.bodyMs)
  }

  /** What does not belong to the body under way. */
  #feedBody(bytes: Buffer): Buffer {
    const body = this.#body
    if (body === undefined || body.isOver) return bytes
    this.#pending.append(bytes)
    const rest = body.feed(this.#pending.takeAll())
    if (body.isOver && !this.#outgoing.isWaiting) this.#allow(Infinity)
    return rest
  }

  /** No more is read than the answer under way leaves room for. */
  #holdBack(): void {
    const isFull =
      this.#isAnswering && (this.#body?.isFull === true || this.#pending.length > limits.headBytes)
    if (isFull === this.#isPaused) return
    this.#isPaused = isFull
    if (isFull) this.#wire.pause()
    else this.#wire.resume()
  }

  /** Begins with the next request, when all of its head is there. */
  #next(): void {
    const head = this.#takeHead()
    if (head === undefined) return
    const body =
      head.framing.kind === 'none'
        ? undefined
        : new IncomingBody({ framing: head.framing, wanted: () => this.#askForMore(head) })
    this.#body = body
    this.#isAnswering = true
    this.#wasToldToGoOn = false
    if (body !== undefined) {
      if (this.#pending.length > 0) this.#pending.append(body.feed(this.#pending.takeAll()))
      if (this.#isEnded) body.end('the client ended the connection')
    }
    this.#allowAnswer()
    void this.#answer(head, body)
  }

  #takeHead(): Head | undefined {
    if (this.#maySkipLineEnds) {
      this.#pending.skipLineEnds()
      this.#maySkipLineEnds = this.#pending.length === 0
    }
    if (this.#pending.length === 0) return undefined
    const text = this.#pending.takeHead()
    try {
      if ((text ?? this.#pending).length > limits.headBytes) throw tooLarge
      return text === undefined ? undefined : parseHead(text)
    } catch (error) {
      if (!(error instanceof HeadError)) throw error
      this.#refuse(error)
      return undefined
    }
  }

  /** What is no request is answered bare and ends the connection. */
  #refuse({ status, message }: HeadError): void {
    const line = `HTTP/1.1 ${String(status)} ${reasonOf(status)}`
    const fields = 'Content-Type: text/plain; charset=utf-8\r\nConnection: close'
    this.#outgoing.write(`${line}\r\n${fields}\r\n\r\n${message}`)
    this.#linger()
  }

  #askForMore({ expectsContinue }: Head): void {
    if (expectsContinue && !this.#wasToldToGoOn) {
      this.#wasToldToGoOn = true
      this.#outgoing.write('HTTP/1.1 100 Continue\r\n\r\n')
    }
    this.#holdBack()
  }

  async #answer(head: Head, body: IncomingBody | undefined): Promise<void> {
    const { fetch, peer } = this.#options
    let response = failed
    try {
      response = await fetch(new SocketRequest(head, body ?? null, peer))
    } catch {
      // It has been reported by whoever threw it.
    }
    if (this.#isClosed) return
    const fields = fieldsOf(response)
    const { isHttp10 } = head
    const isHead = head.method === 'HEAD'
    const goesOn = !this.#isRetired && head.keepsAlive && mayGoOn(head, body)
    const isLast = !goesOn || endsConnection(fields)
    const sending = this.#outgoing.send(response, { fields, isHead, isHttp10, isLast })
    const isDelimited = typeof sending === 'boolean' ? sending : await sending
    if (this.#isClosed) return
    if (!isDelimited && !isHttp10) this.terminate()
    else if (isLast || !isDelimited || this.#isRetired) this.#linger()
    else if (body === undefined || body.isWhole) this.#turn(head)
    else {
      const isPast = await body.readPast(limits.surplusBytes)
      if (!isPast) this.#linger()
      else if (!this.#isClosed) this.#turn(head)
    }
  }

  /** From one request to the next. */
  #turn({ method }: Head): void {
    this.#isAnswering = false
    this.#body = undefined
    this.#maySkipLineEnds = method === 'POST'
    this.#allow(this.#pending.length > 0 ? limits.headMs : limits.idleMs)
    this.#next()
    if (this.#isAnswering) return
    if (this.#isEnded && !this.#isLingering) this.#wire.end()
    this.#holdBack()
  }

  /** Says that this was all and reads past what still comes. */
  #linger(): void {
    if (this.#isClosed || this.#isLingering) return
    this.#isLingering = true
    this.#isAnswering = false
    this.#pending.clear()
    this.#allow(limits.lingerMs)
    if (this.#isEnded) this.#wire.end()
    else this.#wire.shutdown()
    this.#holdBack()
  }
}

const tooLarge = new HeadError(431, '431 Request Header Fields Too Large')

/** Whether the next request can follow: a body that nobody read and that is long ends the connection. */
const mayGoOn = ({ framing, expectsContinue }: Head, body: IncomingBody | undefined): boolean => {
  if (body === undefined || body.isWhole) return true
  if (body.isOver || expectsContinue) return false
  return framing.kind !== 'length' || framing.bytes - body.seenBytes <= limits.surplusBytes
}
