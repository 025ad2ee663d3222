import { HeaderLines } from './message.ts'
import { parseTarget } from './target.ts'

/** How the end of a body is told. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }

export interface Head {
  readonly method: string
  /** As the request line has it, one character for each byte. */
  readonly sentTarget: string
  /** Its path and query, as {@link parseTarget} reads them. */
  readonly target: string
  readonly isHttp10: boolean
  readonly headers: HeaderLines
  readonly framing: Framing
  readonly keepsAlive: boolean
  /** The body is sent when the client has been told to go on. */
  readonly expectsContinue: boolean
}

/** Why a head is no request. The connection ends with this answer, whose text is the message. */
export class HeadError extends Error {
  override readonly name = 'HeadError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const badRequest = (reason = ''): HeadError =>
  new HeadError(400, `400 Bad Request${reason === '' ? '' : `: ${reason}`}`)

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** Control characters but the tab and those that end a line, and a CR that ends none. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/
const hostPattern = /^[A-Za-z0-9\-._~!$&'()*+,;=:%[\]]*$/

/**
 * Reads request line and header lines.
 * @param text of the head up to the end of its last line, one character for each byte.
 * @throws HeadError
 */
export const parseHead = (text: string): Head => {
  const [line, rest] = cutLine(text)
  const { method, target: sentTarget, isHttp10 } = parseRequestLine(line)
  if (forbidden.test(text)) throw badRequest()
  const headers = parseLines(rest)
  const asked = parseTarget(method, sentTarget)
  if (asked === undefined) throw badRequest()
  checkHost(headers, isHttp10)
  const connection = headers.get('connection')
  const framing = framingOf(headers, isHttp10)
  return {
    method,
    sentTarget,
    target: asked.target,
    isHttp10,
    headers: told(headers, framing, asked.host),
    framing,
    keepsAlive: isHttp10
      ? hasToken(connection, 'keep-alive') && !hasToken(connection, 'close')
      : !hasToken(connection, 'close'),
    expectsContinue: readExpect(headers, isHttp10),
  }
}

/** The first line without its end, which is CRLF or LF, and what follows it. */
const cutLine = (text: string): readonly [line: string, rest: string] => {
  const newline = text.indexOf('\n')
  if (newline < 0) return [text, '']
  return [text.slice(0, newline - (text[newline - 1] === '\r' ? 1 : 0)), text.slice(newline + 1)]
}

const parseRequestLine = (line: string) => {
  const first = line.indexOf(' ')
  const last = line.indexOf(' ', first + 1)
  const method = line.slice(0, first)
  const target = line.slice(first + 1, last)
  const version = line.slice(last + 1)
  if (first < 0 || last < 0 || !token.test(method)) throw badRequest()
  if (version === 'HTTP/1.1') return { method, target, isHttp10: false }
  if (version === 'HTTP/1.0') return { method, target, isHttp10: true }
  if (!/^HTTP\/\d\.\d$/.test(version)) throw badRequest()
  // Later versions of the same major number are for those who know the earlier one.
  if (version.startsWith('HTTP/1.')) return { method, target, isHttp10: false }
  throw new HeadError(505, '505 HTTP Version Not Supported: unsupported protocol version')
}

/**
 * Spaces and tabs alone: the characters are bytes here, and 0xA0 is no space but may be the last byte of an `à`
 * (http.message.value-blanks).
 */
const trimBlanks = (text: string): string => {
  let from = 0
  let to = text.length
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

const isBlank = (code: number): boolean => code === 32 || code === 9

const parseLines = (text: string): HeaderLines => {
  const names: string[] = []
  const values: string[] = []
  /** Lines that go on with the last value, joined at its end: one by one would copy it with each of them. */
  let folded: string[] = []
  const unfold = (): void => {
    if (folded.length === 0) return
    values.push(trimBlanks([values.pop() ?? '', ...folded].join(' ')))
    folded = []
  }
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const stop = text.charCodeAt(end - 1) === 13 ? end - 1 : end
    const first = text.charCodeAt(at)
    if (first === 32 || first === 9) {
      // A folded line goes on with the value before it; there is none before the first.
      if (values.length === 0) throw badRequest()
      folded.push(trimBlanks(text.slice(at, stop)))
    } else {
      unfold()
      const colon = text.indexOf(':', at)
      if (colon < 0 || colon > stop) throw badRequest()
      names.push(readName(text.slice(at, colon)))
      values.push(trimBlanks(text.slice(colon + 1, stop)))
    }
    at = end + 1
  }
  unfold()
  return new HeaderLines(names, values)
}

/** The same few names come again and again: checking them and changing their case is most of the work of a head. */
const knownNames = new Map<string, string>()
const knownNamesAtMost = 1000

const readName = (name: string): string => {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  if (!token.test(name)) throw badRequest(name.includes(' ') ? 'invalid header name' : '')
  const lower = name.toLowerCase()
  if (knownNames.size < knownNamesAtMost) knownNames.set(name, lower)
  return lower
}

/** The headers as they count: the chunks and not the length, the host of the target and not the Host. */
const told = (headers: HeaderLines, framing: Framing, host: string | undefined): HeaderLines => {
  const framed = headers.without(
    framing.kind === 'chunked' ? 'content-length' : 'transfer-encoding',
  )
  return host === undefined ? framed : framed.without('host').with('host', host)
}

const checkHost = (headers: HeaderLines, isHttp10: boolean): void => {
  const hosts = headers.lines('host')
  const [host] = hosts
  if (host === undefined) {
    if (!isHttp10) throw badRequest('missing required Host header')
    return
  }
  if (hosts.length > 1) throw badRequest()
  if (!hostPattern.test(host)) throw badRequest('malformed Host header')
}

const hasToken = (value: string | null, wanted: string): boolean =>
  value !== null && value.split(',').some((each) => each.trim().toLowerCase() === wanted)

const none = { kind: 'none' } as const
const chunked = { kind: 'chunked' } as const

const framingOf = (headers: HeaderLines, isHttp10: boolean): Framing => {
  const codings = headers.lines('transfer-encoding')
  const isChunked = codings.length > 0 && !isHttp10
  if (isChunked && (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked')) {
    throw new HeadError(501, 'Unsupported transfer encoding')
  }
  const [length, ...others] = headers.lines('content-length')
  if (length === undefined) return isChunked ? chunked : none
  if (others.some((other) => other !== length) || !/^\d+$/.test(length)) throw badRequest()
  const bytes = Number(length)
  if (bytes > Number.MAX_SAFE_INTEGER && BigInt(length) >= 2n ** 63n) throw badRequest()
  // The chunks count, and never the length (http.message.length-and-chunked).
  if (isChunked) return chunked
  return bytes === 0 ? none : { kind: 'length', bytes }
}

const readExpect = (headers: HeaderLines, isHttp10: boolean): boolean => {
  const expected = headers.get('expect')
  if (expected === null || expected === '') return false
  if (!hasToken(expected, '100-continue')) throw new HeadError(417, '')
  return !isHttp10
}
