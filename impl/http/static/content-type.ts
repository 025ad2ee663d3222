import type { BunFile } from 'bun'

// Where the table of the runtime and that of the contract's server part ways.
const exceptions: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.ico': 'image/vnd.microsoft.icon',
  '.xml': 'text/xml',
  '.bmp': 'image/bmp',
  '.wav': 'audio/wav',
}

const unknown = 'application/octet-stream'
const sniffedBytes = 512

/**
 * The Content-Type of a file by its extension, by its first bytes when the extension says nothing. Texts are declared as
 * UTF-8 (http.static.serves-files).
 */
export const contentTypeOf = async (file: BunFile): Promise<string> => {
  const extension = /\.[^./]*$/.exec(file.name ?? '')?.[0].toLowerCase() ?? ''
  const known = exceptions[extension] ?? file.type.split(';')[0] ?? ''
  const type = known === '' || known === unknown ? await sniff(file) : known
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

const sniff = async (file: BunFile) => {
  const start = await file.slice(0, sniffedBytes).bytes()
  if (isHtml(start)) return 'text/html'
  return start.some(isBinary) ? unknown : 'text/plain'
}

const isHtml = (start: Uint8Array) =>
  /^\s*<(?:!doctype html|html|head|body)[\s>]/i.test(new TextDecoder('latin1').decode(start))

// The control characters no text contains (WHATWG MIME sniffing, "binary data byte").
const isBinary = (byte: number) =>
  byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f)
