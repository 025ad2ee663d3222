import { RE2JS } from 're2js'

const ipv4 =
  '(?:[1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3]|24\\d|25[0-5])(?:\\.(?:\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])){2}(?:\\.(?:[0-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]))'
const ipv6 = '\\[[0-9a-fA-F:.]+\\]'
const prefix =
  '(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-_]+)?[a-zA-Z0-9](?:[-\\.][a-zA-Z0-9]+)*)|(?:(?:www\\.)|(?:[a-zA-Z0-9]+(?:[-_\\.]?[a-zA-Z0-9])*[a-zA-Z0-9]\\.[a-zA-Z0-9]+)))?'
const wide = '\\x{00a1}-\\x{ffff}'
const name = `${prefix}(?:(?:[a-zA-Z${wide}0-9]+-?-?)*[a-zA-Z${wide}0-9]+)(?:\\.(?:[a-zA-Z${wide}]{1,}))?`

// Nested quantifiers as the contract has them; a linear-time engine keeps them harmless.
const url = RE2JS.compile(
  `^(?:(?:ftp|tcp|udp|wss?|https?):\\/\\/)?(?:\\S+(?::\\S*)?@)?(?:${ipv4}|${ipv6}|${name})\\.?(?::\\d{1,5})?(?:(?:\\/|\\?|#)[^\\s]*)?$`,
)

/** An absolute URL or bare host in the contract's format (facts "values", section 5). */
export const isUrl = (text: string): boolean => {
  const length = [...text].length
  if (Buffer.byteLength(text) < 4 || length >= 2083 || text.startsWith('.')) return false
  const { host, path } = split(text)
  if (host === undefined || host.startsWith('.')) return false
  if (host === '' && path !== '' && !path.includes('.')) return false
  return url.matcher(text).find()
}

/** Host and path as a URL parser sees them; a text with a colon but no `//` is read as if it began with `http://`. */
const split = (text: string): { readonly host: string | undefined; readonly path: string } => {
  const full = text.includes(':') && !text.includes('://') ? `http://${text}` : text
  const match = /^[a-zA-Z][\w+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)/.exec(full)
  if (match === null)
    return { host: /^[^:]*$/.test(full) ? '' : undefined, path: full.split(/[?#]/)[0] ?? '' }
  return { host: match[1] ?? '', path: match[2] ?? '' }
}

/** The host of an accepted URL, without user and port; empty when it has no scheme. */
export const hostOf = (text: string): string => (split(text).host ?? '').replace(/:\d*$/, '')
