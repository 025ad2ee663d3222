import { type HttpHeaders, linesOf } from '../transport/message.ts'

/**
 * All headers for rules but Host, which they do not have (rules.request.headers-host): names in snake case, `X-Token` is
 * `x_token` (rules.request.*).
 */
export const readHeaders = (headers: HttpHeaders): ReadonlyMap<string, string> => {
  const values = new Map<string, string>()
  // Each line is looked at once: a head has room for a hundred thousand.
  headers.forEach((value, name) => {
    const key = name.toLowerCase().replaceAll('-', '_')
    if (key !== 'host' && !values.has(key)) values.set(key, asUtf8(value))
  })
  return values
}

// Header bytes arrive as one character each; the contract reads them as UTF-8.
const asUtf8 = (value: string) =>
  /[\u0080-\u00ff]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value

/** The first of several lines of the same header; empty without one. */
export const firstLine = (headers: HttpHeaders, name: string): string =>
  linesOf(headers, name)[0] ?? ''

/** The same as the text that its bytes are. */
export const firstText = (headers: HttpHeaders, name: string): string =>
  asUtf8(firstLine(headers, name))

/** The token of the Authorization header, bare or behind `Bearer ` in any letter case (http.auth.header). */
export const readToken = (headers: HttpHeaders): string => {
  const value = firstLine(headers, 'authorization')
  return value.length > 7 && value.slice(0, 7).toLowerCase() === 'bearer ' ? value.slice(7) : value
}
