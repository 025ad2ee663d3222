import { gather, type IncomingBody } from './body.ts'
import type { Head } from './head.ts'
import type { HttpHeaders, HttpRequest } from './message.ts'

const nothing = new Uint8Array()

/** A request that came over a socket. */
export class SocketRequest implements HttpRequest {
  readonly method: string
  readonly url: string
  readonly sentTarget: string
  readonly headers: HttpHeaders
  readonly body: IncomingBody | null
  readonly peer: string

  constructor(
    { method, target, sentTarget, headers }: Head,
    body: IncomingBody | null,
    peer: string,
  ) {
    this.method = method
    // What the client calls us is in Host; here it would only have to be read past.
    this.url = target === '*' ? target : `http://localhost${target}`
    this.sentTarget = sentTarget
    this.headers = headers
    this.body = body
    this.peer = peer
  }

  async bytes(): Promise<Uint8Array> {
    return this.body === null ? nothing : (this.body.takeWhole() ?? (await gather(this.body)))
  }
}
