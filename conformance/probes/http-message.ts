/** One response as it was on the wire. */
export interface HttpMessage {
  readonly version: string
  readonly status: number
  readonly reason: string
  readonly headers: Headers
  /** Names as they were written, in their order. */
  readonly headerLines: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

export interface ParseOptions {
  /** The answer to HEAD has a length and no body. */
  readonly isHead: boolean
  /** No more bytes will come: what is there is all, and a body of no stated length ends here. */
  readonly isAtEnd: boolean
}

/** A complete message and where the next one begins; undefined while bytes are missing. */
export type ParseResult = { readonly message: HttpMessage; readonly end: number } | undefined

/** Bytes that are not an HTTP/1.x response. */
export class HttpSyntaxError extends Error {
  override readonly name = 'HttpSyntaxError'
}

const statusLine = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/

/**
 * Reads one HTTP/1.x response from the beginning of `bytes` (RFC 9112, sections 4 to 7). Strict where an ordinary client
 * is lenient: what it would forgive is what a conformance suite wants to see.
 * @throws HttpSyntaxError
 */
export const parseResponse = (bytes: Uint8Array, options: ParseOptions): ParseResult => {
  // Latin-1 keeps offsets in the text equal to offsets in the bytes.
  const text = Buffer.from(bytes).toString('latin1')
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const [first = '', ...lines] = text.slice(0, headEnd).split('\r\n')
  const [, version = '', status = '', reason = ''] = statusLine.exec(first) ?? []
  if (version === '') throw new HttpSyntaxError(`not a status line: ${JSON.stringify(first)}`)
  const headerLines = lines.map(parseHeaderLine)
  const headers = new Headers(headerLines.map(([name, value]): [string, string] => [name, value]))
  const body = readBody(text, headEnd + 4, { ...options, status: Number(status), headers })
  if (body === undefined) return undefined
  const message = {
    version,
    status: Number(status),
    reason,
    headers,
    headerLines,
    body: body.bytes,
  }
  return { message, end: body.end }
}

const parseHeaderLine = (line: string): readonly [string, string] => {
  const [, name = '', value = ''] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
  if (name === '') throw new HttpSyntaxError(`not a header line: ${JSON.stringify(line)}`)
  return [name, value]
}

interface BodyOptions extends ParseOptions {
  readonly status: number
  readonly headers: Headers
}

type Body = { readonly bytes: Uint8Array; readonly end: number } | undefined

const readBody = (text: string, start: number, options: BodyOptions): Body => {
  const { status, headers, isHead, isAtEnd } = options
  const slice = (end: number): Body => ({ bytes: toBytes(text.slice(start, end)), end })
  if (isHead || status < 200 || status === 204 || status === 304) return slice(start)
  if (/\bchunked$/i.test(headers.get('transfer-encoding') ?? '')) return readChunks(text, start)
  const length = headers.get('content-length')
  if (length === null) return isAtEnd ? slice(text.length) : undefined
  if (!/^\d+$/.test(length)) throw new HttpSyntaxError(`not a content length: ${length}`)
  const end = start + Number(length)
  return text.length >= end ? slice(end) : undefined
}

const readChunks = (text: string, start: number): Body => {
  const chunks: string[] = []
  for (let at = start; ;) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const [size = ''] = text.slice(at, lineEnd).split(';')
    if (!/^[\da-f]+$/i.test(size))
      throw new HttpSyntaxError(`not a chunk size: ${JSON.stringify(size)}`)
    const chunkStart = lineEnd + 2
    const chunkEnd = chunkStart + parseInt(size, 16)
    if (chunkEnd === chunkStart) {
      const end = trailerEnd(text, chunkStart)
      return end === undefined ? undefined : { bytes: toBytes(chunks.join('')), end }
    }
    if (text.length < chunkEnd + 2) return undefined
    chunks.push(text.slice(chunkStart, chunkEnd))
    at = chunkEnd + 2
  }
}

/** After the last chunk: no trailer fields and an empty line, or trailer fields up to an empty line. */
const trailerEnd = (text: string, at: number): number | undefined => {
  if (text.startsWith('\r\n', at)) return at + 2
  const end = text.indexOf('\r\n\r\n', at)
  return end < 0 ? undefined : end + 4
}

const toBytes = (latin1: string): Uint8Array => new Uint8Array(Buffer.from(latin1, 'latin1'))
