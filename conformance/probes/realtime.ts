import { createParser } from 'eventsource-parser'
import { Blocked } from '../harness/blocked.ts'
import type { Client } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import { type Arrival, createInbox } from './inbox.ts'

export interface RealtimeEvent {
  /** The event's name: for a record, the subscription exactly as it was submitted. */
  readonly event: string
  readonly id: string | undefined
  readonly data: string
  /** `data` as JSON; undefined when it is none. */
  readonly json: unknown
}

export interface SubscribeOptions {
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, unknown>>
  /** Whose token to send; the connection's own client's when absent. */
  readonly client?: Client
}

/** One connection to `/api/realtime`. */
export interface Subscriber {
  readonly clientId: string
  readonly status: number
  readonly headers: Headers
  /** Everything the connection has received, as it was on the wire. */
  text(): string
  /** Replaces the connection's topics; each gets the options. */
  subscribe(topics: readonly string[], options?: SubscribeOptions): Promise<Exchange>
  /**
   * The first event not seen by `next` before that matches. What does not arrive in time is a value ("nothing arrived in
   * 2000 ms"): silence is an observation.
   */
  next(
    matches?: (event: RealtimeEvent) => boolean,
    deadlineMs?: number,
  ): Promise<Arrival<RealtimeEvent>>
  /** Resolves when the server has ended the connection. */
  ended(deadlineMs?: number): Promise<Arrival<string>>
  close(): Promise<void>
}

const path = '/api/realtime'
const defaultDeadlineMs = 5_000

/**
 * Connects and waits for the server's greeting.
 * @throws Blocked when the server does not open a stream or does not greet in 5 s.
 */
export const connectRealtime = async (client: Client): Promise<Subscriber> => {
  const aborter = new AbortController()
  const response = await openStream(client, aborter.signal)
  const events = createInbox<RealtimeEvent>()
  const endings = createInbox<string>()
  let received = ''
  const parser = createParser({
    onEvent: ({ event = 'message', id, data }) =>
      events.add({ event, id, data, json: parseJson(data) }),
  })
  const reading = readText(response, (text) => {
    received += text
    parser.feed(text)
  }).then((because) => {
    events.end(because)
    endings.add(because)
  })
  const close = async (): Promise<void> => {
    aborter.abort()
    await reading
  }
  const greeting = await events.take(({ event }) => event === 'PB_CONNECT', defaultDeadlineMs)
  const clientId = greeting.value?.id
  if (clientId === undefined) {
    await close()
    throw new Blocked(`GET ${path}: no PB_CONNECT with an id: ${greeting.missing ?? received}`)
  }
  return {
    clientId,
    status: response.status,
    headers: response.headers,
    text: () => received,
    subscribe: (topics, { client: other = client, ...options } = {}) =>
      other.post(path, {
        clientId,
        subscriptions: topics.map((topic) => withOptions(topic, options)),
      }),
    next: (matches = () => true, deadlineMs = defaultDeadlineMs) =>
      events.take(matches, deadlineMs),
    ended: (deadlineMs = defaultDeadlineMs) => endings.find(() => true, deadlineMs),
    close,
  }
}

const openStream = async ({ url, token }: Client, signal: AbortSignal): Promise<Response> => {
  const headers = new Headers({ Accept: 'text/event-stream' })
  if (token !== undefined) headers.set('Authorization', token)
  let response: Response
  try {
    response = await fetch(url + path, { headers, signal, redirect: 'manual' })
  } catch (error) {
    throw new Blocked(`GET ${path} -> ${error instanceof Error ? error.message : String(error)}`)
  }
  if (response.ok) return response
  throw new Blocked(`GET ${path} -> ${response.status} ${await response.text()}`)
}

/** Hands on the text of a response as it comes; resolves with why it ended. */
const readText = async (response: Response, onText: (text: string) => void): Promise<string> => {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) onText(decoder.decode(chunk, { stream: true }))
    return 'the server ended the connection'
  } catch (error) {
    return `the connection ended: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** The official SDK's way to give a topic options. */
const withOptions = (topic: string, options: Omit<SubscribeOptions, 'client'>): string => {
  if (Object.keys(options).length === 0) return topic
  const separator = topic.includes('?') ? '&' : '?'
  return `${topic}${separator}options=${encodeURIComponent(JSON.stringify(options))}`
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // not JSON is an observation, not an error
  }
}
