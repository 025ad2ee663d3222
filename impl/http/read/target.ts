import { decodePercent } from './percent.ts'

/** Path and query of a request, as sent: still percent-encoded. */
export interface Target {
  readonly path: string
  /** Without the question mark. */
  readonly query: string
}

/** `url` is absolute, or begins with `/` for a client that sent no host (HTTP/1.0). */
export const readTarget = (url: string): Target => {
  // Behind `http://` or `https://` the next slash begins the path.
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('//') + 2)
  const question = url.indexOf('?', start)
  return question < 0
    ? { path: url.slice(start), query: '' }
    : { path: url.slice(start, question), query: url.slice(question + 1) }
}

/**
 * Segments of a path, decoded one by one: an encoded slash stays inside its segment (http.route.path-param-decoding).
 * The leading slash gives no segment; `/a/` gives `a` and an empty one.
 */
export const readSegments = (path: string): readonly string[] =>
  path
    .slice(1)
    .split('/')
    .map((segment) => decodePercent(segment) ?? segment)

/**
 * The path with duplicate slashes and dot segments taken out, a final slash kept (http.route.clean-path-redirect). The
 * same text when there is nothing to clean.
 */
export const cleanPath = (path: string): string => {
  if (!needsCleaning.test(path)) return path
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  const cleaned = `/${kept.join('/')}`
  return path.endsWith('/') && cleaned !== '/' ? `${cleaned}/` : cleaned
}

const needsCleaning = /\/\/|\/\.\.?(?:\/|$)/

/**
 * The one spelling under which the router knows a path: `/%61pi` is `/api`. Undefined when an escape is malformed. The
 * same text when it is spelled so already.
 */
export const canonicalPath = (path: string): string | undefined => {
  if (!path.includes('%')) return path
  const segments: string[] = []
  for (const segment of path.split('/')) {
    const decoded = decodePercent(segment)
    if (decoded === undefined) return undefined
    // What is not UTF-8 has no other spelling and stays as it is.
    segments.push(decoded.includes('\ufffd') ? segment : encodeURIComponent(decoded.toWellFormed()))
  }
  return segments.join('/')
}
