import type { Upload } from '../../values/upload.ts'
import { readMediaType } from './media-type.ts'
import { createSource, MultipartError, newline, readLine, type Source } from './multipart-source.ts'
import type { Pair } from './pairs.ts'
import { readQuotedPrintable } from './quoted-printable.ts'

/**
 * A streaming reader of multipart/form-data, as strict as the contract's server: the parsers at hand take a boundary for one
 * that goes on (`--XXY`), which cuts values short, and forms that it refuses for good ones.
 */

/** Longer lines between parts are no form's. */
const maxLineBytes = 4096
/** Of all names and text values, and of each head beside those before it (http.multipart.memory). */
const maxTextBytes = 44_040_192
/** http.body.multipart-parts, http.body.multipart-fields */
const maxParts = 1000
const maxFields = 10_000

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Takes the files of a form. */
export interface FileDoor {
  /** Whether a file under this name is kept; others are read past. */
  wants(name: string): boolean
  keep(clientName: string, content: AsyncIterable<Uint8Array>): Promise<Upload>
}

export interface Multipart {
  /** Text parts in order of appearance; a part with an empty file name is one (http.body.*). */
  readonly pairs: readonly Pair[]
  /** Kept files in order of appearance. */
  readonly files: readonly (readonly [name: string, upload: Upload])[]
}

/** Reads a form without holding a file in memory. Throws {@link MultipartError}, and what `chunks` and `keep` throw. */
export const readMultipart = async (
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
  door?: FileDoor,
): Promise<Multipart> => {
  const media = readMediaType(contentType)
  const boundary = media?.type === 'multipart/form-data' ? media.params.get('boundary') : undefined
  if (boundary === undefined || boundary === '') {
    throw new MultipartError('multipart without a usable boundary')
  }
  const source = createSource(chunks)
  const lines = createLines(boundary)
  const pairs: Pair[] = []
  const files: (readonly [string, Upload])[] = []
  let left = maxTextBytes
  for (let parts = 1; await toNextPart(source, lines); parts++) {
    if (parts > maxParts) throw new MultipartError('a form of too many parts')
    const head = await readHead(source, left)
    // A form that ends within the head of a part ends before it.
    if (head === undefined) break
    const { name, fileName } = partOf(head)
    const content = contentOf(source, lines)
    const decoded = isQuotedPrintable(head) ? readQuotedPrintable(content) : content
    if (name !== '' && fileName === '') {
      const value = await readText(decoded, left)
      left -= name.length + value.length
      pairs.push([name, utf8.decode(value)])
    } else if (name !== '' && door?.wants(name) === true) {
      files.push([name, await door.keep(fileName, decoded)])
    } else if (name !== '') {
      await readPast(decoded)
    }
    await readPast(content)
  }
  return { pairs, files }
}

const readText = async (
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of content) {
    bytes += piece.length
    if (bytes > maxBytes) throw new MultipartError('a form with too much text')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const isWhole = (line: Buffer): boolean => line.at(-1) === newline

/** The lines between parts. Their end is that of the first boundary: CRLF, or LF alone. */
interface Lines {
  readonly boundary: Buffer
  /** A boundary with the line end before it, which is no part of the content. */
  delimiter(): Buffer
  lineEnd: string
  hasParts: boolean
}

const createLines = (boundary: string): Lines => {
  const dashed = Buffer.from(`--${boundary}`)
  return {
    boundary: dashed,
    lineEnd: '\r\n',
    hasParts: false,
    delimiter() {
      return Buffer.concat([Buffer.from(this.lineEnd), dashed])
    },
  }
}

/** What stands behind a boundary at the beginning of a line, white space left out; undefined without one. */
const behindBoundary = (line: Buffer, { boundary }: Lines): string | undefined =>
  line.subarray(0, boundary.length).equals(boundary)
    ? line.subarray(boundary.length).toString('latin1')
    : undefined

/** Reads up to the head of the next part; false when there is none. */
const toNextPart = async (source: Source, lines: Lines): Promise<boolean> => {
  for (let mustBegin = false; ;) {
    const line = await readLine(source, maxLineBytes)
    const behind = behindBoundary(line, lines)
    const rest = behind?.replace(/^[ \t]+/, '')
    if (!lines.hasParts && rest === '\n') lines.lineEnd = '\n'
    if (rest === lines.lineEnd) {
      lines.hasParts = true
      return true
    }
    const final =
      behind?.startsWith('--') === true ? behind.slice(2).replace(/^[ \t]+/, '') : undefined
    if (final === '' || final === lines.lineEnd) return false
    const isBlank = line.toString('latin1') === lines.lineEnd
    // Before the first part anything may stand, between two only the end of the line before a boundary.
    if (!isWhole(line) || mustBegin || (lines.hasParts && !isBlank)) {
      throw new MultipartError('a line of a multipart body that belongs to no part')
    }
    mustBegin = lines.hasParts
  }
}

type Head = ReadonlyMap<string, string>

/** The header fields of a part, the first of each name; undefined when the body ends within them. */
const readHead = async (source: Source, maxBytes: number): Promise<Head | undefined> => {
  const head = new Map<string, string>()
  let field = ''
  let fields = 0
  let bytes = 0
  for (;;) {
    const line = await readLine(source, maxBytes - bytes)
    bytes += line.length
    const text = utf8.decode(line).replace(/\r?\n$/, '')
    const isFolded = /^[ \t]/.test(text)
    if (isFolded && field === '') throw new MultipartError('a part begins with white space')
    if (!isFolded && field !== '') addField(head, field)
    if (!isFolded && ++fields > maxFields) {
      throw new MultipartError('a part with too many header fields')
    }
    if (isWhole(line) && text === '') return head
    field = isFolded ? `${field} ${text.trim()}` : text
    if (isWhole(line)) continue
    // The last line may lack its end, not its colon.
    if (field !== '') addField(head, field)
    return undefined
  }
}

// A name with white space in it is nobody's, and no reason to refuse the form.
const fieldPattern = /^([ !#$%&'*+.^_`|~0-9A-Za-z-]+):([^\0-\x08\x0a-\x1f\x7f]*)$/

const addField = (head: Map<string, string>, field: string): void => {
  const [, name, value = ''] = fieldPattern.exec(field) ?? []
  if (name === undefined) throw new MultipartError('a malformed header field of a part')
  const key = name.toLowerCase()
  if (!head.has(key)) head.set(key, value.trim())
}

/** A part without a usable name is read past; one with a file name is a file. */
const partOf = (head: Head): { readonly name: string; readonly fileName: string } => {
  const disposition = readMediaType(head.get('content-disposition') ?? '')
  if (disposition?.type !== 'form-data') return { name: '', fileName: '' }
  const { params } = disposition
  return { name: params.get('name') ?? '', fileName: params.get('filename') ?? '' }
}

const isQuotedPrintable = (head: Head): boolean =>
  head.get('content-transfer-encoding')?.toLowerCase() === 'quoted-printable'

const readPast = async (content: AsyncIterable<Uint8Array>): Promise<void> => {
  const iterator = content[Symbol.asyncIterator]()
  while (!(await iterator.next()).done);
}

/** The content of a part. Who reads only some of it can read on from there. */
const contentOf = (source: Source, lines: Lines): AsyncIterable<Uint8Array> => {
  const delimiter = lines.delimiter()
  let isStart = true
  let isOver = false
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    while (!isOver) {
      const found = scan(source, { delimiter, boundary: lines.boundary, isStart })
      isOver = found.isEnd
      if (found.bytes > 0) {
        const bytes = source.data.subarray(0, found.bytes)
        source.drop(found.bytes)
        isStart = false
        return { done: false, value: bytes }
      }
      if (isOver) break
      if (source.isAtEnd) throw new MultipartError('a part without an end')
      await source.fill()
    }
    return { done: true, value: undefined }
  }
  // Without `return`: a reader that stops early does not end the part.
  return { [Symbol.asyncIterator]: () => ({ next }) }
}

interface Scan {
  readonly delimiter: Buffer
  readonly boundary: Buffer
  /** Nothing of the part has been read. */
  readonly isStart: boolean
}

/** How many bytes are content for sure, and whether a boundary follows them; none of both: more is needed. */
interface Found {
  readonly bytes: number
  readonly isEnd: boolean
}

const unknown: Found = { bytes: 0, isEnd: false }

const scan = ({ data, isAtEnd }: Source, { delimiter, boundary, isStart }: Scan): Found => {
  // An empty part: its boundary follows the head at once.
  if (isStart && data.subarray(0, boundary.length).equals(boundary)) {
    const ends = endsAt(data, boundary.length, isAtEnd)
    if (ends === undefined) return unknown
    return ends ? { bytes: 0, isEnd: true } : { bytes: boundary.length, isEnd: false }
  }
  if (isStart && isBeginning(data, boundary)) return unknown
  const at = data.indexOf(delimiter)
  if (at >= 0) {
    const ends = endsAt(data, at + delimiter.length, isAtEnd)
    if (ends === undefined) return { bytes: at, isEnd: false }
    return ends ? { bytes: at, isEnd: true } : { bytes: at + delimiter.length, isEnd: false }
  }
  const last = data.lastIndexOf(delimiter.subarray(0, 1))
  const isPending = last >= 0 && isBeginning(data.subarray(last), delimiter)
  return { bytes: isPending ? last : data.length, isEnd: false }
}

const isBeginning = (bytes: Buffer, of: Buffer): boolean =>
  bytes.length < of.length && bytes.equals(of.subarray(0, bytes.length))

/** Whether a boundary that ends here is one, and not the beginning of other text; undefined while that is open. */
const endsAt = (data: Buffer, end: number, isAtEnd: boolean): boolean | undefined => {
  const next = data[end]
  if (next === undefined) return isAtEnd ? true : undefined
  if (' \t\r\n'.includes(String.fromCharCode(next))) return true
  if (next !== 45) return false
  const second = data[end + 1]
  if (second === undefined) return isAtEnd ? false : undefined
  return second === 45
}
