import { Blocked } from './blocked.ts'
import { redact } from './redact.ts'

export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** What was sent, when it is text. */
  readonly body?: string
  /** What was sent, described in one line, when it is not. */
  readonly bodyNote?: string
}

export interface ReceivedResponse {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

const secretHeaders = new Set(['authorization', 'cookie', 'set-cookie'])

export const quoteShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const maxShownLength = 4000

const shorten = (text: string): string =>
  text.length <= maxShownLength
    ? text
    : `${text.slice(0, maxShownLength)}… (${text.length} characters)`

/** Keeps a byte order mark: a client would see it, too. */
const decode = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** What somebody has looked at in an answer: a server that differs elsewhere only could not be told from this one. */
export interface Looks {
  status: boolean
  /** Its text or its bytes. */
  body: boolean
  /** In lower case; `*` is all of them. */
  readonly headers: Set<string>
  /** JSON pointers; `''` is the whole body as JSON. */
  readonly pointers: Set<string>
}

/** One request and what came back, kept as evidence. A server that did not answer leaves `failure` instead of a response. */
export class Exchange {
  readonly request: SentRequest
  readonly #response: ReceivedResponse | undefined
  /** Why there is no response: connection refused or reset, no answer in time. */
  readonly failure: string | undefined
  readonly ms: number
  /** When the request was sent, in ms of the process's own clock. */
  readonly startedAt: number
  /** What was looked at until `seal`. */
  readonly looks: Looks = { status: false, body: false, headers: new Set(), pointers: new Set() }
  #isSealed = false
  #json: { readonly value: unknown } | undefined

  constructor(
    request: SentRequest,
    result: ReceivedResponse | string,
    ms: number,
    startedAt = performance.now() - ms,
  ) {
    this.request = request
    this.#response = typeof result === 'string' ? undefined : result
    this.failure = typeof result === 'string' ? result : undefined
    this.ms = ms
    this.startedAt = startedAt
  }

  /** Who looks from now on leaves no trace in `looks`. */
  seal(): void {
    this.#isSealed = true
  }

  /** All of the answer; undefined when there is none. */
  get response(): ReceivedResponse | undefined {
    this.#look((looks) => {
      looks.status = looks.body = true
      looks.headers.add('*')
    })
    return this.#response
  }

  get status(): number | undefined {
    this.#look((looks) => (looks.status = true))
    return this.#response?.status
  }

  /** The body as text; empty when there was no response. */
  get body(): string {
    this.#look((looks) => (looks.body = true))
    return this.#text
  }

  /** The body as JSON; undefined when it is none. */
  get json(): unknown {
    return this.at('')
  }

  header(name: string): string | undefined {
    this.#look(({ headers }) => headers.add(name.toLowerCase()))
    return this.#response?.headers.get(name) ?? undefined
  }

  /** The value at a JSON pointer; undefined when it is not there. */
  at(pointer: string): unknown {
    this.#look(({ pointers }) => pointers.add(pointer))
    this.#json ??= { value: parse(this.#text) }
    return readPointer(this.#json.value, pointer)
  }

  get #text(): string {
    return this.#response === undefined ? '' : decode(this.#response.bytes)
  }

  #look(note: (looks: Looks) => unknown): void {
    if (!this.#isSealed) note(this.looks)
  }

  /** The text at a JSON pointer, for a case that cannot go on without it. */
  text(pointer: string): string {
    const value = this.at(pointer)
    if (typeof value === 'string') return value
    throw new Blocked(`${this.describe()} has no text at ${pointer}`)
  }

  /** The list at this place, of items as the caller knows them; blocks when there is none. */
  list<Item>(pointer: string): readonly Item[] {
    const value = this.at(pointer)
    if (Array.isArray(value)) return value as readonly Item[] // what the items are is the caller's word
    throw new Blocked(`${this.describe()} has no list at ${pointer}`)
  }

  /** `METHOD /path -> status`. */
  describe(): string {
    const url = new URL(this.request.url)
    const outcome = this.failure ?? String(this.status)
    return `${this.request.method} ${redact(url.pathname + url.search)} -> ${outcome}`
  }

  /** A shell command that repeats the request; secrets, and a body that no argument can hold, are left to be filled in. */
  curl(): string {
    const { method, url, headers } = this.request
    const verb = method === 'HEAD' ? ['--head'] : ['-X', quoteShell(method)]
    // A URL may have brackets and braces of its own (`fields={...}`); they are no ranges.
    const parts = ['curl', '--include', '--globoff', ...verb, quoteShell(redact(url))]
    for (const [name, value] of headers) parts.push('-H', headerArgument(name, value))
    return [...parts, ...bodyArguments(this.request)].join(' ')
  }

  /** The whole exchange for a report, with secrets blotted out. */
  toEvidence() {
    const { method, url, body, bodyNote } = this.request
    const shown = body === undefined ? bodyNote && `<${bodyNote}>` : shorten(redact(body))
    return {
      request: { method, url: redact(url), ...(shown === undefined ? {} : { body: shown }) },
      ...(this.#response === undefined
        ? { failure: this.failure }
        : {
            response: {
              status: this.#response.status,
              headers: Object.fromEntries(
                [...this.#response.headers].map(([name, value]) => [
                  name,
                  secretHeaders.has(name) ? '***' : redact(value),
                ]),
              ),
              body: shorten(redact(this.#text)),
            },
          }),
      curl: this.curl(),
    }
  }
}

const headerArgument = (name: string, value: string): string => {
  if (secretHeaders.has(name.toLowerCase())) return `"${name}: $TOKEN"`
  // `name:` would take the header away; `name;` sends it empty.
  return quoteShell(value === '' ? `${name};` : `${name}: ${redact(value)}`)
}

const bodyArguments = ({ body, bodyNote }: SentRequest): readonly string[] => {
  if (body === undefined) return bodyNote === undefined ? [] : [`# without its body: ${bodyNote}`]
  if (body.length > maxShownLength || body.includes('\0'))
    return [`# without its body: ${body.length} characters`]
  // Not --data-binary: a body that begins with @ would be read as the name of a file.
  return ['--data-raw', quoteShell(redact(body))]
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // not JSON is an observation, not an error
  }
}

/** RFC 6901 without the `-` token. A pointer that is none would find nothing and make `absent` hold: it is refused. */
export const readPointer = (json: unknown, pointer: string): unknown => {
  if (pointer === '') return json
  if (!pointer.startsWith('/')) throw new TypeError(`not a JSON pointer: "${pointer}"`)
  let value = json
  for (const token of pointer.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[key] // an own key of an object
  }
  return value
}
