import { Blocked } from './blocked.ts'

export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** What was sent, as text; a description in angle brackets when it is not text. */
  readonly body?: string
}

export interface ReceivedResponse {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie'])
const secretKeys = /"(token|password|passwordConfirm|oldPassword|secret|clientSecret)":"[^"]*"/gi
const secretParams = /([?&]token=)[^&]*/gi

const redact = (text: string): string =>
  text.replace(secretKeys, '"$1":"***"').replace(secretParams, '$1***')

const quoteShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const maxShownBytes = 4000

const shorten = (text: string): string =>
  text.length <= maxShownBytes
    ? text
    : `${text.slice(0, maxShownBytes)}… (${text.length} characters)`

/** One request and what came back, kept as evidence. A server that did not answer leaves `failure` instead of a response. */
export class Exchange {
  readonly request: SentRequest
  readonly response: ReceivedResponse | undefined
  /** Why there is no response: connection refused or reset, no answer in time. */
  readonly failure: string | undefined
  readonly ms: number
  #json: { readonly value: unknown } | undefined

  constructor(request: SentRequest, result: ReceivedResponse | string, ms: number) {
    this.request = request
    this.response = typeof result === 'string' ? undefined : result
    this.failure = typeof result === 'string' ? result : undefined
    this.ms = ms
  }

  get status(): number | undefined {
    return this.response?.status
  }

  /** The body as text; empty when there was no response. */
  get body(): string {
    return this.response === undefined ? '' : new TextDecoder().decode(this.response.bytes)
  }

  /** The body as JSON; undefined when it is none. */
  get json(): unknown {
    this.#json ??= { value: parse(this.body) }
    return this.#json.value
  }

  header(name: string): string | undefined {
    return this.response?.headers.get(name) ?? undefined
  }

  /** The value at a JSON pointer; undefined when it is not there. */
  at(pointer: string): unknown {
    return readPointer(this.json, pointer)
  }

  /** The text at a JSON pointer, for a case that cannot go on without it. */
  text(pointer: string): string {
    const value = this.at(pointer)
    if (typeof value === 'string') return value
    throw new Blocked(`${this.describe()} has no text at ${pointer}`)
  }

  /** `METHOD /path -> status`. */
  describe(): string {
    const url = new URL(this.request.url)
    const outcome = this.response === undefined ? this.failure : String(this.response.status)
    return `${this.request.method} ${redact(url.pathname + url.search)} -> ${outcome}`
  }

  /** A command that repeats the request; secrets are left to be filled in. */
  curl(): string {
    const { method, url, headers, body } = this.request
    const parts = ['curl', '-i', '-X', method, quoteShell(redact(url))]
    for (const [name, value] of headers) {
      const shown = secretHeaders.has(name.toLowerCase()) ? '$TOKEN' : value
      parts.push('-H', shown === '$TOKEN' ? `"${name}: $TOKEN"` : quoteShell(`${name}: ${shown}`))
    }
    if (body !== undefined) parts.push('--data-binary', quoteShell(shorten(redact(body))))
    return parts.join(' ')
  }

  /** The whole exchange for a report, with secrets blotted out. */
  toEvidence() {
    const { method, url, body } = this.request
    return {
      request: {
        method,
        url: redact(url),
        ...(body === undefined ? {} : { body: shorten(redact(body)) }),
      },
      ...(this.response === undefined
        ? { failure: this.failure }
        : {
            response: {
              status: this.response.status,
              headers: Object.fromEntries(
                [...this.response.headers].map(([name, value]) => [
                  name,
                  secretHeaders.has(name) ? '***' : value,
                ]),
              ),
              body: shorten(redact(this.body)),
            },
          }),
      curl: this.curl(),
    }
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // not JSON is an observation, not an error
  }
}

/** RFC 6901 without the `-` token. */
export const readPointer = (json: unknown, pointer: string): unknown => {
  if (pointer === '') return json
  let value = json
  for (const token of pointer.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  return value
}
