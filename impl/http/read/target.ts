import { decodePercent } from './percent.ts'

/** Path and query of a request, as sent: still percent-encoded. */
export interface Target {
  readonly path: string
  /** Without the question mark. */
  readonly query: string
}

/** Of an absolute URL. Its path is empty when nothing but a query, or nothing at all, follows the host. */
export const readTarget = (url: string): Target => {
  const question = url.indexOf('?')
  const end = question < 0 ? url.length : question
  // Behind `http://` or `https://` the next slash begins the path.
  const slash = url.indexOf('/', url.indexOf('//') + 2)
  return {
    path: slash < 0 ? '' : url.slice(slash, end),
    query: url.slice(end + 1),
  }
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
 * The path with duplicate slashes and dot segments taken out, a final slash kept (http.route.clean-path-redirect); an empty
 * one is that of the root (http.target.empty-path). The same text when there is nothing to clean.
 */
export const cleanPath = (path: string): string => {
  if (path === '') return '/'
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
 * The one spelling under which the router knows a path without malformed escapes: `/%61pi` is `/api`. The same text when
 * it is spelled so already.
 */
export const canonicalPath = (path: string): string => {
  if (!path.includes('%')) return path
  const segments: string[] = []
  for (const segment of path.split('/')) {
    const decoded = decodePercent(segment) ?? segment
    // What is not UTF-8 has no other spelling and stays as it is.
    segments.push(decoded.includes('\ufffd') ? segment : encodeURIComponent(decoded.toWellFormed()))
  }
  return segments.join('/')
}
