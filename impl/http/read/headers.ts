/**
 * All headers for rules but Host, which they do not have (rules.request.headers-host): names in snake case, `X-Token` is
 * `x_token` (facts "server", section 3).
 */
export const readHeaders = (headers: Headers): ReadonlyMap<string, string> => {
  const values = new Map<string, string>()
  headers.forEach((value, name) => {
    if (name === 'host') return
    values.set(name.toLowerCase().replaceAll('-', '_'), asUtf8(value))
  })
  return values
}

// Header bytes arrive as one character each; the contract reads them as UTF-8.
const asUtf8 = (value: string) =>
  /[\u0080-\u00ff]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value

/** The first of several lines of the same header; several arrive joined by a comma and a space. */
export const firstLine = (value: string) => {
  const comma = value.indexOf(', ')
  return comma < 0 ? value : value.slice(0, comma)
}

/** The token of the Authorization header, bare or behind `Bearer ` in any letter case (http.auth.header). */
export const readToken = (headers: Headers): string => {
  const sent = headers.get('authorization')
  if (sent === null) return ''
  const value = firstLine(sent)
  return value.length > 7 && value.slice(0, 7).toLowerCase() === 'bearer ' ? value.slice(7) : value
}
