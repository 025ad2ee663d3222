import { createLikeness, type Likeness } from '../harness/drawn.ts'
import type { Exchange } from '../harness/exchange.ts'
import { relevantHeaders } from '../harness/relevant-headers.ts'
import type { Both } from '../generated/pair.ts'

/** The first thing that two servers did differently in one case. */
export interface Difference {
  readonly about: 'request' | 'status' | 'headers' | 'body'
  /** The request, as a command that repeats it. */
  readonly curl: string
  readonly seen: Both<string>
}

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

/** Text of bodies that one server has and the other lacks, wherever it comes; left out before anything is compared. */
export type Everywhere = readonly RegExp[]

const without = (text: string, everywhere: Everywhere): string =>
  everywhere.reduce((left, pattern) => left.replace(pattern, ''), text)

const statusOf = ({ status, failure }: Exchange): string =>
  String(status ?? `no answer: ${failure}`)

/** An order that was asked to be random is no part of an answer. */
const bodyOf = ({ request, body }: Exchange): string =>
  /[?&]sort=[^&]*@random/.test(readable(request.url)) ? '' : body

const differenceOf = (
  a: Exchange,
  b: Exchange,
  likeness: Likeness,
  everywhere: Everywhere,
): Difference | undefined => {
  const views = { status: statusOf, headers: relevantHeaders, body: bodyOf }
  for (const [about, view] of Object.entries(views)) {
    const seen = { a: without(view(a), everywhere), b: without(view(b), everywhere) }
    if (!likeness.same(seen.a, seen.b)) {
      // a key of views
      const where = about as keyof typeof views
      return { about: where, curl: a.curl(), seen: likeness.show(seen.a, seen.b) }
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
export const compare = (
  a: readonly Exchange[],
  b: readonly Exchange[],
  everywhere: Everywhere = [],
): Difference | undefined => {
  const likeness = createLikeness()
  const asked = (exchange: Exchange): string => without(requestOf(exchange), everywhere)
  const left = inOrder(b)
  for (const exchange of inOrder(a)) {
    const at = left.findIndex((other) => likeness.same(asked(exchange), asked(other)))
    const [other] = at < 0 ? [] : left.splice(at, 1)
    if (other === undefined) {
      const next = left[0]
      return {
        about: 'request',
        curl: exchange.curl(),
        seen: likeness.show(asked(exchange), next === undefined ? 'no request' : asked(next)),
      }
    }
    const difference = differenceOf(exchange, other, likeness, everywhere)
    if (difference !== undefined) return difference
  }
  const [extra] = left
  if (extra === undefined) return undefined
  return {
    about: 'request',
    curl: extra.curl(),
    seen: { a: 'no request', b: asked(extra) },
  }
}
