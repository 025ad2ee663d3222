import { createSource, MultipartError } from './multipart-source.ts'

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

const [tab, newline, carriageReturn, space, equals, del] = [9, 10, 13, 32, 61, 127]
const isSpace = (byte = 0) =>
  byte === space || byte === tab || byte === carriageReturn || byte === newline
const isForbidden = (byte: number) => (byte < space && !isSpace(byte)) || byte === del

const decodeLines = (data: Buffer): Uint8Array => {
  const decoded = Buffer.allocUnsafe(data.length)
  let length = 0
  for (let start = 0; start < data.length;) {
    const end = data.indexOf(newline, start)
    const next = end < 0 ? data.length : end + 1
    if (next - start > maxLineBytes) throw tooLong()
    length = decodeLine(data.subarray(start, next), decoded, length)
    start = next
  }
  return decoded.subarray(0, length)
}

/** Puts the line where `decoded` ends, and tells where it ends then. */
const decodeLine = (line: Buffer, decoded: Buffer, length: number): number => {
  let end = line.length
  while (end > 0 && isSpace(line[end - 1])) end--
  const lineEnd = line.at(-1) !== newline ? 0 : line.at(-2) === carriageReturn ? 2 : 1
  const isJoined = end > 0 && line[end - 1] === equals
  if (isJoined) {
    // Only the end of the content needs no line end, but something before the equals sign.
    if (line.subarray(end, line.length - lineEnd).includes(carriageReturn)) throw malformed()
    if (lineEnd === 0 && end === 1) throw malformed()
    end--
  }
  for (let at = 0; at < end; at++) {
    const byte = line[at] ?? 0
    if (isForbidden(byte)) throw malformed()
    const escaped = byte === equals ? escapedAt(line, at + 1, end) : undefined
    decoded[length++] = escaped ?? byte
    if (escaped !== undefined) at += 2
  }
  return isJoined ? length : length + line.copy(decoded, length, line.length - lineEnd)
}

/** The byte behind an equals sign; undefined when it stands for itself. */
const escapedAt = (line: Buffer, at: number, end: number): number | undefined => {
  if (at === end || line[at] === carriageReturn) throw malformed()
  if (at + 2 > end) return undefined
  const digits = line.toString('latin1', at, at + 2)
  return /^[0-9a-fA-F]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined
}
