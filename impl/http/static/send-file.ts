import { randomUUIDv7 } from 'bun'
import type { Stats } from 'node:fs'
import { firstLine } from '../read/headers.ts'
import type { OtherAnswer } from '../respond.ts'
import type { HttpRequest } from '../transport/message.ts'
import { rangeCounts, weighConditions } from './conditions.ts'
import { contentTypeOf } from './content-type.ts'
import { readRange, type ByteRange } from './range.ts'

export interface FileToSend {
  readonly location: string
  readonly stats: Stats
}

/** Answers a GET or HEAD of a file: whole, in ranges, or not at all when the client's copy is good (http.static.serves-files). */
export const sendFile = async (
  { location, stats }: FileToSend,
  { headers }: HttpRequest,
): Promise<OtherAnswer> => {
  const lastModified = { 'last-modified': stats.mtime.toUTCString() }
  const condition = weighConditions(headers, stats.mtime)
  if (condition === 'not-modified') return { status: 304, headers: lastModified }
  if (condition === 'failed') return { status: 412, headers: lastModified }

  const file = Bun.file(location)
  const whole: SentFile = {
    file,
    size: stats.size,
    type: await contentTypeOf(file),
    headers: { ...lastModified, 'accept-ranges': 'bytes' },
  }
  const range = readRange(
    rangeCounts(headers, stats.mtime) ? firstLine(headers, 'range') : '',
    stats.size,
  )
  switch (range.kind) {
    case 'whole':
      return part(whole, 200, { start: 0, length: stats.size })
    case 'ranges': {
      const [only, ...others] = range.ranges
      if (only === undefined || others.length > 0) return parts(whole, range.ranges)
      return part(whole, 206, only, { 'content-range': contentRange(only, stats.size) })
    }
    case 'no-overlap':
      return refuse('invalid range: failed to overlap', {
        'content-range': `bytes */${stats.size}`,
      })
    case 'malformed':
      return refuse('invalid range', {})
    default:
      return range satisfies never
  }
}

interface SentFile {
  readonly file: Bun.BunFile
  readonly size: number
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
}

const contentRange = ({ start, length }: ByteRange, size: number) =>
  `bytes ${start}-${start + length - 1}/${size}`

const part = (
  { file, headers, type }: SentFile,
  status: number,
  { start, length }: ByteRange,
  extra: Readonly<Record<string, string>> = {},
): OtherAnswer => ({
  status,
  headers: { ...headers, ...extra, 'content-type': type, 'content-length': String(length) },
  // An empty slice of a file would be taken for the whole file, and its Range looked at once more.
  body: length === 0 ? '' : file.slice(start, start + length),
})

/** Several ranges travel as multipart/byteranges (RFC 9110, section 14.6). */
const parts = (sent: SentFile, ranges: readonly ByteRange[]): OtherAnswer => {
  const boundary = randomUUIDv7('hex').replaceAll('-', '')
  const head = (range: ByteRange) =>
    `--${boundary}\r\nContent-Range: ${contentRange(range, sent.size)}\r\nContent-Type: ${sent.type}\r\n\r\n`
  const pieces = [
    ...ranges.flatMap((range, position) => [
      new Blob([position === 0 ? '' : '\r\n', head(range)]),
      sent.file.slice(range.start, range.start + range.length),
    ]),
    new Blob([`\r\n--${boundary}--\r\n`]),
  ]
  return {
    status: 206,
    headers: {
      ...sent.headers,
      'content-type': `multipart/byteranges; boundary=${boundary}`,
      'content-length': String(pieces.reduce((sum, { size }) => sum + size, 0)),
    },
    body: bytesOf(pieces),
  }
}

// A Blob of blobs would be the simple way, but slices of files come out empty in it.
async function* bytesOf(pieces: readonly Blob[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield* piece.stream()
}

const refuse = (text: string, headers: Readonly<Record<string, string>>): OtherAnswer => ({
  status: 416,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
})
