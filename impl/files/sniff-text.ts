import { isUtf8 } from 'node:buffer'
import { isValidJson } from '../values/json-text.ts'
import type { Sniffed } from './sniff.ts'

/** How many bytes of a file are looked at. */
export const sniffedBytes = 3072

const boms: readonly (readonly [bytes: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
]

const bomOf = (bytes: Uint8Array): string | undefined =>
  boms.find(([bom]) => bom.every((byte, index) => bytes[index] === byte))?.[1]

const isControl = (byte: number): boolean =>
  byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f)

/** A byte order mark, or no control character that texts do not have; the empty file is one (files.headers.*). */
export const isText = (bytes: Uint8Array): boolean =>
  bomOf(bytes) !== undefined || !bytes.some(isControl)

const type = (mimeType: string, extension: string): Sniffed => ({ mimeType, extension })

interface Sample {
  readonly text: string
  /** Without white space before it. */
  readonly start: string
  readonly bytes: Uint8Array
}

const htmlTags =
  '!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--'
const html = new RegExp(`^<(?:(?:${htmlTags})[\\s>]|!--)`, 'i')
const svg =
  /^(?:<!--.*?-->)*<svg(?=[\s>])[^>]*\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/s

const shebangs: readonly (readonly [RegExp, Sniffed])[] = [
  [/^#!.*\bnode\b/, type('text/javascript', '.js')],
  [/^#!.*\blua\b/, type('text/x-lua', '.lua')],
  [/^#!.*\bperl\b/, type('text/x-perl', '.pl')],
  [/^#!.*\bpython\d*(?:\.\d+)*\b/, type('text/x-python', '.py')],
  [/^#!.*\bruby\b/, type('text/x-ruby', '.rb')],
]

const xmlKinds: readonly (readonly [tag: string, Sniffed])[] = [
  ['<rss', type('application/rss+xml', '.rss')],
  ['<feed', type('application/atom+xml', '.atom')],
  ['<kml', type('application/vnd.google-earth.kml+xml', '.kml')],
  ['<gpx', type('application/gpx+xml', '.gpx')],
]

type Rule = (sample: Sample) => Sniffed | undefined

/** In the order in which they are tried. */
const rules: readonly Rule[] = [
  ({ text, start }) =>
    svg.test(start) || (text.startsWith('<?xml') && text.includes('<svg'))
      ? type('image/svg+xml', '.svg')
      : undefined,
  ({ start, text, bytes }) =>
    html.test(start)
      ? type(withCharset('text/html', declared(text, 'meta') ?? charsetOf(bytes)), '.html')
      : undefined,
  ({ start, text, bytes }) =>
    start.startsWith('<?xml')
      ? (xmlKinds.find(([tag]) => text.includes(tag))?.[1] ??
        type(withCharset('text/xml', declared(text, 'xml') ?? charsetOf(bytes)), '.xml'))
      : undefined,
  ({ start }) => (/^<\?php/i.test(start) ? type('text/x-php', '.php') : undefined),
  ({ text }) => shebangs.find(([pattern]) => pattern.test(firstLine(text)))?.[1],
  jsonKind,
  ({ text }) => (text.startsWith('{\\rtf') ? type('text/rtf', '.rtf') : undefined),
  ({ text }) =>
    /^\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}/.test(text)
      ? type('application/x-subrip', '.srt')
      : undefined,
  separated(',', type('text/csv', '.csv')),
  separated('\t', type('text/tab-separated-values', '.tsv')),
  ({ text }) => (/^BEGIN:VCARD\r?\n/.test(text) ? type('text/vcard', '.vcf') : undefined),
  ({ text }) =>
    /^BEGIN:VCALENDAR\r?\n/.test(text) && text.includes('\nPRODID:')
      ? type('text/calendar', '.ics')
      : undefined,
  ({ text }) => (/^\uFEFF?WEBVTT(?=[\s]|$)/.test(text) ? type('text/vtt', '.vtt') : undefined),
  ({ text }) =>
    /^#!.*\b(?:ba|da|k|z)?sh\b/.test(firstLine(text))
      ? type('text/x-shellscript', '.sh')
      : undefined,
  ({ text }) =>
    /^(?:From|To|Subject|Date|Message-ID|Received|Return-Path|MIME-Version): /.test(text)
      ? type('message/rfc822', '.eml')
      : undefined,
]

/** What kind of text it is; plain when no rule knows it. */
export const sniffText = (bytes: Uint8Array): Sniffed => {
  const text = new TextDecoder('utf-8').decode(bytes)
  const sample: Sample = { text, start: text.trimStart(), bytes }
  for (const rule of rules) {
    const found = rule(sample)
    if (found !== undefined) return found
  }
  return type(withCharset('text/plain', bytes.length === 0 ? '' : charsetOf(bytes)), '.txt')
}

const withCharset = (mimeType: string, charset: string): string =>
  charset === '' ? mimeType : `${mimeType}; charset=${charset}`

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

/** As the document says itself. */
const declared = (text: string, kind: 'meta' | 'xml'): string | undefined =>
  kind === 'meta'
    ? /<meta[^>]*\bcharset\s*=\s*["']?([\w-]+)/i.exec(text.slice(0, 1024))?.[1]
    : /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/.exec(text)?.[1]

const charsetOf = (all: Uint8Array): string => {
  const bytes = all.subarray(0, 1024)
  const marked = bomOf(bytes)
  if (marked !== undefined) return marked
  const whole = withoutLastRune(bytes)
  if (whole.some((byte) => byte >= 0x80) && isUtf8(whole)) return 'utf-8'
  if (bytes.every((byte) => byte < 0x80)) return 'utf-8'
  return bytes.some((byte) => byte >= 0x80 && byte < 0xa0) ? 'utf-8' : 'iso-8859-1'
}

/** The last character may be cut, so the real server does not look at it unless it is ASCII. */
const withoutLastRune = (bytes: Uint8Array): Uint8Array => {
  for (let at = bytes.length - 1; at >= 0 && at > bytes.length - 4; at--) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return bytes.subarray(0, at)
  }
  return bytes
}

/** An object or array, whole or cut off where the examined bytes end; several in lines of their own. */
function jsonKind({ text, start, bytes }: Sample): Sniffed | undefined {
  if (!/^[{[]/.test(start)) return undefined
  if (isValidJson(start) || (bytes.length >= sniffedBytes && mayBeJson(start))) {
    return /"type"\s*:\s*"(?:Feature|FeatureCollection|Point|LineString|Polygon|Multi\w+|GeometryCollection)"/.test(
      text,
    )
      ? type('application/geo+json', '.geojson')
      : type('application/json', '.json')
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every(isValidJson)
    ? type('application/x-ndjson', '.ndjson')
    : undefined
}

/** The beginning of a JSON text: it is wrong nowhere but at its end. */
const mayBeJson = (text: string): boolean => {
  const open: string[] = []
  const token = /"(?:[^"\\\n]|\\.)*("|$)|[{}[\],:]|true|false|null|-?\d[\d.eE+-]*|\s+|([^])/g
  for (const match of text.matchAll(token)) {
    if (match[2] !== undefined) return match.index > text.length - 6
    const [found] = match
    if (found === '{' || found === '[') open.push(found)
    else if (found === '}' && open.pop() !== '{') return false
    else if (found === ']' && open.pop() !== '[') return false
  }
  return true
}

/** Two records at least, of as many fields, of which there are two at least. */
function separated(separator: string, found: Sniffed): Rule {
  return ({ text, bytes }) => {
    const lines = text.split(/\r?\n/)
    // The last line may be cut off.
    if (bytes.length >= sniffedBytes) lines.pop()
    const rows = lines.filter((line) => line !== '' && !line.startsWith('#'))
    const counts = rows.map((row) => row.replace(/"(?:[^"]|"")*"/g, '').split(separator).length)
    const [first = 0] = counts
    return first >= 2 && counts.length >= 2 && counts.every((count) => count === first)
      ? found
      : undefined
  }
}
