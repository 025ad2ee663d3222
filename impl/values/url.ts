import { RE2JS } from 're2js'

const ipv4 =
  '(?:[1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3]|24\\d|25[0-5])(?:\\.(?:\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])){2}(?:\\.(?:[0-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]))'
const ipv6 = '\\[[0-9a-fA-F:.]+\\]'
const prefix =
  '(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-_]+)?[a-zA-Z0-9](?:[-\\.][a-zA-Z0-9]+)*)|(?:(?:www\\.)|(?:[a-zA-Z0-9]+(?:[-_\\.]?[a-zA-Z0-9])*[a-zA-Z0-9]\\.[a-zA-Z0-9]+)))?'
const wide = '\\x{00a1}-\\x{ffff}'
const name = `${prefix}(?:(?:[a-zA-Z${wide}0-9]+-?-?)*[a-zA-Z${wide}0-9]+)(?:\\.(?:[a-zA-Z${wide}]{1,}))?`

// Nested quantifiers as the contract has them; a linear-time engine keeps them harmless. Compiled with the first URL.
let compiled: RE2JS | undefined
const url = () =>
  (compiled ??= RE2JS.compile(
    `^(?:(?:ftp|tcp|udp|wss?|https?):\\/\\/)?(?:\\S+(?::\\S*)?@)?(?:${ipv4}|${ipv6}|${name})\\.?(?::\\d{1,5})?(?:(?:\\/|\\?|#)[^\\s]*)?$`,
  ))

/** An absolute URL or bare host in the contract's format (values.url.*). */
export const isUrl = (text: string): boolean => {
  const length = [...text].length
  if (Buffer.byteLength(text) < 4 || length >= 2083 || text.startsWith('.')) return false
  // A port alone would make the host a scheme.
  const read = readUrl(text.includes(':') && !text.includes('://') ? `http://${text}` : text)
  if (read === undefined || read.host.startsWith('.')) return false
  if (read.host === '' && read.path !== '' && !read.path.includes('.')) return false
  return url().matcher(text).find()
}

interface UrlParts {
  /** With its port, without user. */
  readonly host: string
  readonly path: string
}

/** The parts as a URL parser of RFC 3986 sees them; undefined for what such a parser refuses. */
const readUrl = (text: string): UrlParts | undefined => {
  const [, address = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(.*)$/s.exec(text) ?? []
  if (/[\0-\x1f\x7f]/.test(address + query)) return undefined
  if (/%(?![0-9a-f]{2})/i.test(address + fragment)) return undefined
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address)?.[0] ?? ''
  const rest = address.slice(scheme.length)
  if (!rest.startsWith('/')) {
    const isOpaque = scheme !== ''
    return isOpaque || !/^[^/]*:/.test(rest) ? { host: '', path: isOpaque ? '' : rest } : undefined
  }
  const authority = /^\/\/([^/]*)/.exec(rest)?.[1]
  if (authority === undefined) return { host: '', path: rest }
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  if (!userinfo.test(authority.slice(0, Math.max(0, at))) || !hostWithPort.test(host))
    return undefined
  return { host, path: rest.slice(2 + authority.length) }
}

const hostWithPort = /^(?:\[.*\](?::\d*)?|(?!\[)(?:[^:]*|.*:\d*))$/
const userinfo = /^[\w.~!$&'()*+,;=:%@-]*$/

/** Host and port of an accepted URL; empty where no `//` stands before them (values.url.domains). */
export const hostOf = (text: string): string => readUrl(text)?.host ?? ''
