import { readPointer } from './exchange.ts'

export type Send = (request: Request) => Promise<Response>

/** A wrong server: it stands between the client and the real one and changes one thing. */
export type Fault = (send: Send) => Send

/** Changes the query of every request before the server sees it. */
export const withQuery =
  (change: (query: URLSearchParams) => void): Fault =>
  (send) =>
  (request) => {
    const url = new URL(request.url)
    change(url.searchParams)
    return send(new Request(url.href, request))
  }

/** Statuses that a response with a body is refused for. */
const bodiless = new Set([204, 205, 304])

export const withStatus =
  (from: number, to: number): Fault =>
  (send) =>
  async (request) => {
    const response = await send(request)
    if (response.status !== from) return response
    const body = bodiless.has(to) ? null : response.body
    return new Response(body, { status: to, headers: response.headers })
  }

export const withHeader =
  (name: string, value: string | undefined): Fault =>
  (send) =>
  async (request) => {
    const response = await send(request)
    const headers = new Headers(response.headers)
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
    return new Response(response.body, { status: response.status, headers })
  }

/**
 * Replaces the body text of every response that has one, and its length where the server told it. A text that is not changed
 * leaves the bytes alone: a file is not always text.
 */
export const withBody =
  (change: (text: string) => string): Fault =>
  (send) =>
  async (request) => {
    const response = await send(request)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const headers = new Headers(response.headers)
    const { status } = response
    if (bytes.length === 0) return new Response(null, { status, headers })
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const changed = change(text)
    if (changed === text) return new Response(bytes, { status, headers })
    const body = new TextEncoder().encode(changed)
    if (headers.has('Content-Length')) headers.set('Content-Length', String(body.length))
    return new Response(body, { status, headers })
  }

/** Replaces the value at a JSON pointer wherever a response has it; undefined drops the key. */
export const withJson = (pointer: string, value: unknown): Fault =>
  withBody((text) => {
    const json = parse(text)
    const split = pointer.lastIndexOf('/')
    const parent = readPointer(json, pointer.slice(0, split))
    const key = pointer.slice(split + 1)
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return text
    Reflect.set(parent, key, value) // of an undefined value JSON drops the key, too
    return `${JSON.stringify(json)}\n`
  })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // what is not JSON passes unchanged
  }
}
