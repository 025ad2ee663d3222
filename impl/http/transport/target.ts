/** What a request target (RFC 9112, section 3.2) asks for. */
export interface RequestTarget {
  /** Path and query: `*`, or else a path that may be empty, with the query behind it. All ASCII. */
  readonly target: string
  /** The host of an absolute target; undefined for a target without one. */
  readonly host: string | undefined
}

/**
 * Reads the path out of every form of a target (http.target.*): one that begins with a slash, `*`, and any URI, whose path is
 * empty when it names nothing but a host or does not begin with a slash (`mailto:x`). Undefined for what is none.
 * @param sent one character for each byte.
 */
export const parseTarget = (method: string, sent: string): RequestTarget | undefined => {
  if (plain.test(sent)) return { target: sent, host: undefined }
  const ascii = asciiTarget(sent)
  if (ascii === '*') return { target: ascii, host: undefined }
  if (ascii.startsWith('/')) return withPath(ascii)
  // CONNECT names a host and a port, and nothing else.
  const [, rest] = uri.exec(method === 'CONNECT' ? `http://${sent}` : sent) ?? []
  if (rest === undefined) return undefined
  const [, authority, behind = ''] = /^\/\/([^/?]*)(.*)$/s.exec(rest) ?? []
  if (authority === undefined) {
    const query = rest.indexOf('?')
    return withPath(rest.startsWith('/') ? rest : query < 0 ? '' : rest.slice(query))
  }
  const host = hostOf(authority)
  return host === undefined ? undefined : withPath(asciiTarget(behind), host)
}

/** Nearly every target: a path without escapes, and a query. */
const plain = /^\/[!-$&->@-~]*(?:\?[!-~]*)?$/
const uri = /^[a-z][a-z0-9+.-]*:(.*)$/is

/** Bytes beyond ASCII count as if they were escaped. */
const asciiTarget = (sent: string): string => sent.replace(/[\x80-\xff]/g, escapeByte)

/** @param byte a character that stands for it. */
export const escapeByte = (byte: string): string =>
  `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

const withPath = (target: string, host?: string): RequestTarget | undefined => {
  const [path = ''] = target.split('?', 1)
  return hasBadEscape(path) ? undefined : { target, host: host === '' ? undefined : host }
}

/** Whether a percent sign is followed by anything but two hex digits. */
export const hasBadEscape = (text: string): boolean => /%(?![0-9a-fA-F]{2})/.test(text)

const userInfoPattern = /^[A-Za-z0-9\-._~!$&'()*+,;=:%@]*$/
/** A name, or an address in brackets that may have a zone, and a port that may be empty. */
const hostPattern = /^(?:\[[A-Fa-f0-9:.]+(?:%25[^\]]+)?\]|[^\0-\x20/?@:[#{}|\\^`\x7f]*)(?::\d*)?$/
/** In a host only bytes beyond ASCII, and the percent sign itself, are escaped. */
const foreignEscape = /%(?![89a-fA-F][0-9a-fA-F]|25)/

/** The host of an authority, with its port and without the user before it; undefined for what is none. */
const hostOf = (authority: string): string | undefined => {
  const at = authority.lastIndexOf('@')
  const userInfo = authority.slice(0, Math.max(at, 0))
  const host = authority.slice(at + 1)
  const isOne =
    userInfoPattern.test(userInfo) &&
    !hasBadEscape(userInfo) &&
    hostPattern.test(host) &&
    !foreignEscape.test(host)
  return isOne ? host : undefined
}
