import type { Exchange } from '../harness/exchange.ts'
import type { Both } from '../generated/pair.ts'
import { createLikeness, type Likeness } from './volatile.ts'

/** The first thing that two servers did differently in one case. */
export interface Difference {
  readonly about: 'request' | 'status' | 'headers' | 'body'
  /** The request, as a command that repeats it. */
  readonly curl: string
  readonly seen: Both<string>
}

/** Headers that tell of the connection or the moment. */
const unrelated = new Set([
  ...['date', 'content-length', 'connection', 'keep-alive', 'transfer-encoding'],
  ...['last-modified', 'etag'],
])

const headersOf = ({ response }: Exchange): string =>
  [...(response?.headers ?? [])]
    .filter(([name]) => !unrelated.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .toSorted()
    .join('\n')

/** The path as a reader sees it: escapes would hide where a drawn value begins. */
const readable = (url: string): string => {
  const path = url.replace(/^\w+:\/\/[^/]+/, '')
  try {
    return decodeURIComponent(path.replaceAll('+', ' '))
  } catch {
    return path
  }
}

const requestOf = ({ request: { method, url, body = '', bodyNote = '' } }: Exchange): string =>
  `${method} ${readable(url)}\n${body.startsWith('{') ? body : readable(body)}${bodyNote}`

const statusOf = ({ status, failure }: Exchange): string =>
  String(status ?? `no answer: ${failure}`)

const differenceOf = (a: Exchange, b: Exchange, likeness: Likeness): Difference | undefined => {
  const views = { status: statusOf, headers: headersOf, body: ({ body }: Exchange) => body }
  for (const [about, view] of Object.entries(views)) {
    const seen = { a: view(a), b: view(b) }
    if (!likeness.same(seen.a, seen.b)) {
      return { about: about as keyof typeof views, curl: a.curl(), seen } // a key of views
    }
  }
  return undefined
}

/** In the order in which they began. Of a request that was repeated until something showed only the last one counts. */
const inOrder = (exchanges: readonly Exchange[]): Exchange[] =>
  exchanges
    .toSorted((x, y) => x.startedAt - y.startedAt)
    .filter((exchange, at, all) => {
      const next = all[at + 1]
      return (
        next === undefined ||
        exchange.request.method !== 'GET' ||
        requestOf(next) !== requestOf(exchange)
      )
    })

/**
 * Compares what one case asked of two servers and what they said. Requests that a case sends at once may begin in any
 * order, so each is compared with the first of the other side that asks the same. A case goes another way on servers that
 * answer differently, so only the first difference tells something.
 */
export const compare = (a: readonly Exchange[], b: readonly Exchange[]): Difference | undefined => {
  const likeness = createLikeness()
  const left = inOrder(b)
  for (const exchange of inOrder(a)) {
    const at = left.findIndex((other) => likeness.same(requestOf(exchange), requestOf(other)))
    const [other] = at < 0 ? [] : left.splice(at, 1)
    if (other === undefined) {
      const next = left[0]
      return {
        about: 'request',
        curl: exchange.curl(),
        seen: { a: requestOf(exchange), b: next === undefined ? 'no request' : requestOf(next) },
      }
    }
    const difference = differenceOf(exchange, other, likeness)
    if (difference !== undefined) return difference
  }
  const [extra] = left
  if (extra === undefined) return undefined
  return {
    about: 'request',
    curl: extra.curl(),
    seen: { a: 'no request', b: requestOf(extra) },
  }
}
