import { createSource, MultipartError, newline } from './multipart-source.ts'

/** http.multipart.quoted-printable-malformed */
const maxLineBytes = 4096

/**
 * Decodes a content as the contract's server does (http.multipart.quoted-printable): white space at the end of a line is dropped,
 * an equals sign there joins it to the next, and one that is followed by no two hex digits stays.
 * @throws MultipartError for control characters, lines that are too long, and an equals sign before white space.
 */
export async function* readQuotedPrintable(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const source = createSource(content)
  for (;;) {
    const { data, isAtEnd } = source
    // All lines that are there at once: one by one, short ones cost a hundred times as much.
    const whole = isAtEnd ? data : data.subarray(0, data.lastIndexOf(newline) + 1)
    source.drop(whole.length)
    if (whole.length > 0) yield decodeLines(whole)
    if (isAtEnd) return
    if (source.data.length > maxLineBytes) throw tooLong()
    await source.fill()
  }
}

const tooLong = () => new MultipartError('a quoted-printable line is too long')

const malformed = () => new MultipartError('a malformed quoted-printable line')

const [tab, carriageReturn, space, equals, del] = [9, 13, 32, 61, 127]
const isSpace = (byte = 0) =>
  byte === space || byte === tab || byte === carriageReturn || byte === newline
const isForbidden = (byte: number) => (byte < space && !isSpace(byte)) || byte === del

/** Works on places in `data`: a view of each line would cost a guest's bytes a hundred times. */
const decodeLines = (data: Buffer): Uint8Array => {
  const decoded = Buffer.allocUnsafe(data.length)
  let length = 0
  for (let start = 0; start < data.length;) {
    const newlineAt = data.indexOf(newline, start)
    const next = newlineAt < 0 ? data.length : newlineAt + 1
    if (next - start > maxLineBytes) throw tooLong()
    length = decodeLine(data, { start, next }, decoded, length)
    start = next
  }
  return decoded.subarray(0, length)
}

interface Line {
  readonly start: number
  /** Where the line after it starts. */
  readonly next: number
}

/** Puts the line where `decoded` ends, and tells where it ends then. */
const decodeLine = (
  data: Buffer,
  { start, next }: Line,
  decoded: Buffer,
  length: number,
): number => {
  let end = next
  while (end > start && isSpace(data[end - 1])) end--
  const hasCr = next - 2 >= start && data[next - 2] === carriageReturn
  const contentEnd = data[next - 1] !== newline ? next : next - (hasCr ? 2 : 1)
  const isJoined = end > start && data[end - 1] === equals
  if (isJoined) {
    // Only the end of the content needs no line end, but something before the equals sign.
    for (let at = end; at < contentEnd; at++) if (data[at] === carriageReturn) throw malformed()
    if (contentEnd === next && end === start + 1) throw malformed()
    end--
  }
  for (let at = start; at < end; at++) {
    const byte = data[at] ?? 0
    if (isForbidden(byte)) throw malformed()
    const escaped = byte === equals ? escapedAt(data, at + 1, end) : undefined
    decoded[length++] = escaped ?? byte
    if (escaped !== undefined) at += 2
  }
  if (isJoined) return length
  for (let at = contentEnd; at < next; at++) decoded[length++] = data[at] ?? 0
  return length
}

/** The byte behind an equals sign; undefined when it stands for itself. */
const escapedAt = (data: Buffer, at: number, end: number): number | undefined => {
  if (at === end || data[at] === carriageReturn) throw malformed()
  if (at + 2 > end) return undefined
  const digits = data.toString('latin1', at, at + 2)
  return /^[0-9a-fA-F]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined
}
