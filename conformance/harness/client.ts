import { Exchange, type SentRequest } from './exchange.ts'
import type { Fault, Send } from './fault.ts'
import { inTurn } from './turns.ts'

export interface FilePart {
  readonly name: string
  readonly content: string | Uint8Array
  readonly type?: string
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly json?: unknown
  /** URL-encoded form; a list repeats the key. */
  readonly form?: readonly (readonly [string, string])[]
  readonly multipart?: readonly (readonly [string, string | FilePart])[]
  /** Sent as is; give the content type in `headers`. */
  readonly raw?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** Does not wait for its turn: for a case about changes of collections that arrive at once. */
  readonly atOnce?: true
}

export interface ClientSettings {
  readonly url: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Hears every exchange; the case's evidence. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Changes of collections that name the same thing here are sent one after the other. */
  readonly turns?: object
  /** Wrong servers between this client and the real one. */
  readonly faults?: readonly Fault[]
}

const defaultTimeoutMs = 15_000

/** Creates, changes, removes, imports or truncates collections; everything below one is its records. */
const schemaPath = /^\/api\/collections(\/[^/]+(\/truncate)?)?$/

/**
 * Speaks HTTP to the server under test. No status is an exception, redirects are not followed, and a connection that fails
 * is an exchange without a response: what a server did is a value.
 */
export class Client {
  readonly #settings: ClientSettings
  readonly #send: Send

  constructor(settings: ClientSettings) {
    this.#settings = settings
    const faults = settings.faults ?? []
    this.#send = faults.reduce<Send>(
      (send, fault) => fault(send),
      (request) => fetch(request),
    )
  }

  get url(): string {
    return this.#settings.url
  }

  get token(): string | undefined {
    return this.#settings.token
  }

  withToken(token: string): Client {
    return new Client({ ...this.#settings, token })
  }

  withHeaders(headers: Readonly<Record<string, string>>): Client {
    return new Client({
      ...this.#settings,
      headers: { ...this.#settings.headers, ...headers },
    })
  }

  get(path: string, query?: RequestOptions['query']): Promise<Exchange> {
    return this.send('GET', path, query === undefined ? {} : { query })
  }

  post(path: string, json?: unknown): Promise<Exchange> {
    return this.send('POST', path, { json })
  }

  patch(path: string, json?: unknown): Promise<Exchange> {
    return this.send('PATCH', path, { json })
  }

  put(path: string, json?: unknown): Promise<Exchange> {
    return this.send('PUT', path, { json })
  }

  delete(path: string): Promise<Exchange> {
    return this.send('DELETE', path)
  }

  send(method: string, path: string, options: RequestOptions = {}): Promise<Exchange> {
    const { turns } = this.#settings
    const changesSchema = method !== 'GET' && schemaPath.test(path)
    const work = () => this.#sendNow(method, path, options)
    return turns !== undefined && changesSchema && !options.atOnce ? inTurn(turns, work) : work()
  }

  async #sendNow(method: string, path: string, options: RequestOptions): Promise<Exchange> {
    const { url: base, token, headers: own = {}, onExchange } = this.#settings
    const url = withQuery(base + path, options.query)
    const headers = new Headers(own)
    if (token !== undefined) headers.set('Authorization', token)
    const { payload, type, ...described } = encode(options)
    if (type !== undefined) headers.set('Content-Type', type)
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value)
    const request = new Request(url, {
      method,
      headers,
      redirect: 'manual',
      ...(payload === undefined ? {} : { body: payload }),
    })
    const sent: SentRequest = {
      method,
      url: request.url,
      headers: [...request.headers],
      ...described,
    }
    const started = performance.now()
    const result = await this.#exchange(request, options.timeoutMs ?? defaultTimeoutMs)
    const exchange = new Exchange(sent, result, performance.now() - started, started)
    onExchange?.(exchange)
    return exchange
  }

  async #exchange(request: Request, timeoutMs: number) {
    // AbortSignal.timeout would keep the request until its time is over, long after it was answered.
    const aborter = new AbortController()
    const { signal } = aborter
    const timer = setTimeout(() => aborter.abort(), timeoutMs)
    try {
      const response = await this.#send(new Request(request, { signal }))
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: response.headers, bytes }
    } catch (error) {
      if (signal.aborted) return `no answer in ${timeoutMs} ms`
      return error instanceof Error ? error.message : String(error)
    } finally {
      clearTimeout(timer)
    }
  }
}

type Pairs = readonly (readonly [string, string])[]

const isPairs = (query: NonNullable<RequestOptions['query']>): query is Pairs =>
  Array.isArray(query)

const encodePairs = (pairs: Pairs): string => {
  const params = new URLSearchParams()
  for (const [name, value] of pairs) params.append(name, value)
  return params.toString()
}

const withQuery = (url: string, query: RequestOptions['query']): string => {
  if (query === undefined) return url
  return `${url}?${encodePairs(isPairs(query) ? query : Object.entries(query))}`
}

/** What is sent, and the same as evidence: as text, or described. */
interface Encoded extends Pick<SentRequest, 'body' | 'bodyNote'> {
  readonly payload?: string | Uint8Array<ArrayBuffer> | FormData
  /** Absent: none, or fetch's own for a multipart body. */
  readonly type?: string
}

const encode = ({ json, form, multipart, raw }: RequestOptions): Encoded => {
  if (json !== undefined) return encodedText(JSON.stringify(json), 'application/json')
  if (form !== undefined) {
    return encodedText(encodePairs(form), 'application/x-www-form-urlencoded')
  }
  if (multipart !== undefined) {
    const data = new FormData()
    for (const [name, value] of multipart) {
      if (typeof value === 'string') data.append(name, value)
      else data.append(name, toBlob(value), value.name)
    }
    return { payload: data, bodyNote: `multipart ${describeParts(multipart)}` }
  }
  if (raw === undefined) return {}
  // As bytes, because fetch gives a string a content type of its own.
  if (typeof raw === 'string') return { payload: new TextEncoder().encode(raw), body: raw }
  return { payload: new Uint8Array(raw), bodyNote: `${raw.length} bytes` }
}

const encodedText = (body: string, type: string): Encoded => ({ payload: body, body, type })

/** Names and file names as JSON, so that the description stays one line whatever they are. */
const describeParts = (parts: NonNullable<RequestOptions['multipart']>): string =>
  JSON.stringify(
    parts.map(([name, value]) => (typeof value === 'string' ? name : `${name} (${value.name})`)),
  )

const toBlob = ({ content, type }: FilePart): Blob =>
  new Blob([typeof content === 'string' ? content : new Uint8Array(content)], {
    ...(type === undefined ? {} : { type }),
  })
