import { isText, sniffText } from './sniff-text.ts'

/** What the first bytes of a file tell: its media type and the extension that goes with it, with its dot or empty. */
export interface Sniffed {
  readonly mimeType: string
  readonly extension: string
}

const unknown: Sniffed = { mimeType: 'application/octet-stream', extension: '' }

/** Where the library and the real server call a type by different names. */
const renamed: Readonly<Record<string, Sniffed>> = {
  'image/apng': { mimeType: 'image/vnd.mozilla.apng', extension: '.png' },
  'application/x-sqlite3': { mimeType: 'application/vnd.sqlite3', extension: '.sqlite' },
  'application/x-msdownload': {
    mimeType: 'application/vnd.microsoft.portable-executable',
    extension: '.exe',
  },
  'image/tiff': { mimeType: 'image/tiff', extension: '.tiff' },
  'video/matroska': { mimeType: 'video/x-matroska', extension: '.mkv' },
  'video/vnd.avi': { mimeType: 'video/x-msvideo', extension: '.avi' },
  'audio/x-flac': { mimeType: 'audio/flac', extension: '.flac' },
  'audio/mp4': { mimeType: 'audio/x-m4a', extension: '.m4a' },
  'application/ogg': { mimeType: 'application/ogg', extension: '.ogg' },
  'font/ttf': unknown,
  'font/otf': unknown,
}

/** Texts by their first characters; the rules for texts look closer. */
const textual = /^(?:text\/|application\/(?:xml|rtf|x-subrip)|image\/svg)/

/** The library reads on where the real server is content with a magic number. */
const padding = 64

/** Looks at the beginning of a file; the name it came with does not matter (values.file.mime-types). */
export const sniff = async (head: Uint8Array): Promise<Sniffed> => {
  const padded =
    head.length < padding ? Buffer.concat([head, Buffer.alloc(padding - head.length)]) : head
  // Loaded with the first upload.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = head.length === 0 ? undefined : await fileTypeFromBuffer(padded)
  if (found !== undefined && !textual.test(found.mime)) {
    return renamed[found.mime] ?? { mimeType: found.mime, extension: `.${found.ext}` }
  }
  return isText(head) ? sniffText(head) : unknown
}
