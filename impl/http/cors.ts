/** What a request's Origin is answered with in Access-Control-Allow-Origin; undefined for no CORS headers at all. */
export type AllowOrigin = (origin: string) => string | undefined

/**
 * The policy of `--origins` (http.cors.*): `*` alone answers the literal star, everything else echoes a listed or
 * matching Origin. In a pattern `*` stands for any run of characters and `?` for one.
 */
export const createAllowOrigin = (origins: readonly string[]): AllowOrigin => {
  if (origins.includes('*')) return () => '*'
  const patterns = origins.map(patternOf)
  return (origin) => (patterns.some((pattern) => pattern.test(origin)) ? origin : undefined)
}

const patternOf = (origin: string) => {
  const literal = origin.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`)
}
