/** What a request's Origin is answered with in Access-Control-Allow-Origin; undefined for no CORS headers at all. */
export type AllowOrigin = (origin: string) => string | undefined

/** A scheme, the longest host, and a port (http.cors.pattern-form). */
const maxMatched = 261

/**
 * The policy of `--origins` (http.cors.*): a listed or matching Origin is echoed and any other is answered with `*` where that is
 * listed, too. In a pattern `*` stands for any run of characters and `?` for one.
 */
export const createAllowOrigin = (listed: readonly string[]): AllowOrigin => {
  const anyAt = listed.indexOf('*')
  // Nothing behind the star is looked at.
  const origins = anyAt < 0 ? listed : listed.slice(0, anyAt)
  const exact = new Set(origins)
  const patterns = origins.map(patternOf)
  const matches = (origin: string): boolean =>
    origin.length <= maxMatched &&
    origin.includes('://') &&
    patterns.some((pattern) => pattern.test(origin))
  return (origin) => {
    if (exact.has(origin) || matches(origin)) return origin
    return anyAt < 0 ? undefined : '*'
  }
}

const patternOf = (origin: string) => {
  const literal = origin.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`)
}
