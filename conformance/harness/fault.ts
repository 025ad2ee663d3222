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

export const withStatus =
  (from: number, to: number): Fault =>
  (send) =>
  async (request) => {
    const response = await send(request)
    if (response.status !== from) return response
    return new Response(response.body, { status: to, headers: response.headers })
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

/** Replaces the body text of every response that has one. */
export const withBody =
  (change: (text: string) => string): Fault =>
  (send) =>
  async (request) => {
    const response = await send(request)
    const text = await response.text()
    return new Response(text === '' ? null : change(text), {
      status: response.status,
      headers: response.headers,
    })
  }

/** Replaces the value at a JSON pointer wherever a response has it; undefined drops the key. */
export const withJson = (pointer: string, value: unknown): Fault =>
  withBody((text) => {
    const json = parse(text)
    const split = pointer.lastIndexOf('/')
    const parent = readPointer(json, pointer.slice(0, split))
    const key = pointer.slice(split + 1)
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return text
    if (value === undefined) Reflect.deleteProperty(parent, key)
    else Reflect.set(parent, key, value)
    return `${JSON.stringify(json)}\n`
  })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // what is not JSON passes unchanged
  }
}
