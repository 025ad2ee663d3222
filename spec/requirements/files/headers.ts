import type { Requirement } from '../../requirement.ts'

/** Headers of a served file: type, disposition, security, caching, length. */
export const headersFiles = [
  {
    id: 'files.headers.content-type-sniffed',
    level: 'must',
    says: "Content-Type is the MIME type detected from the first 3072 bytes of the content when the file was stored; neither the file extension nor the multipart part's own Content-Type matter.",
    probe:
      'Upload PNG bytes under the name a.txt with part type text/plain -> download Content-Type is image/png.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-text-charset',
    level: 'must',
    says: 'Plain text, HTML and XML get a detected charset suffix, utf-8 for ASCII and UTF-8 content; other textual types such as JSON, CSV and SVG carry none.',
    probe:
      'Upload "test" -> "text/plain; charset=utf-8"; "<html><body>x</body></html>" -> "text/html; charset=utf-8"; {"a":1} -> "application/json"; "a,b\\n1,2\\n" -> "text/csv".',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-charset',
    level: 'should',
    says: 'The charset of text comes from a byte order mark (utf-8, utf-16le, utf-16be), else verbatim from an HTML meta charset or the XML encoding attribute, else utf-8 for valid UTF-8, else iso-8859-1, but no charset at all when a byte 0x80-0x9F occurs in text that is not UTF-8.',
    probe:
      'FF FE + UTF-16 text -> "text/plain; charset=utf-16le"; Latin-1 text -> "text/plain; charset=iso-8859-1"; CP-1252 text with curly quotes -> "text/plain"; <?xml version="1.0" encoding="UTF-8"?><a/> -> "text/xml; charset=UTF-8".',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-svg',
    level: 'must',
    says: "image/svg+xml is detected for content that starts with <?xml and contains <svg, or whose first tag (after white space or directly adjacent comments) is <svg with an own xmlns attribute of the SVG namespace. An <svg> without xmlns, or with a DOCTYPE but no XML prolog, is plain text. The same detection decides a field's mimeTypes.",
    probe:
      '<svg xmlns="http://www.w3.org/2000/svg"/> and <?xml version="1.0"?><svg></svg> -> image/svg+xml; <svg></svg> and <!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"></svg> -> text/plain; charset=utf-8.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-table',
    level: 'should',
    says: 'Further types are detected as in the table of storage facts (archives, office documents, fonts, scripts, subtitles, feeds and so on); an upload without extension gets the extension of that table.',
    probe:
      'Upload minimal samples named without extension - docx, xlsx, pptx, odt, epub, jar, tar, gz, bz2, xz, zst, 7z, rar, rtf, sqlite, wasm, woff2, avi, ndjson, srt, vcf, ics, vtt, tsv, php, shell, python, rss, atom, geojson - and compare Content-Type and the extension of the stored name.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-empty-file',
    level: 'should',
    says: 'A zero byte upload is stored and served with type text/plain without charset.',
    probe: 'Upload an empty file -> 200, Content-Length 0, Content-Type text/plain.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-ext-override',
    level: 'must',
    says: 'For served names ending (case-sensitively) in .svg, .css, .js or .mjs the sent Content-Type is forced to image/svg+xml, text/css, text/javascript and text/javascript respectively, without charset; the inline/attachment decision still uses the stored type.',
    probe:
      'Upload "body{color:red}" as a.css -> Content-Type exactly "text/css", Content-Disposition starts with "attachment;".',
    basis: 'unverified',
  },
  {
    id: 'files.headers.content-type-unknown',
    level: 'must',
    says: 'Content that matches no signature and is not text is application/octet-stream; the same type is used when the .attrs sidecar of a local blob is missing.',
    probe:
      'Upload bytes 00 01 02 03 -> application/octet-stream; delete {file}.attrs of a PNG in pb_data/storage, GET again -> application/octet-stream and attachment.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.disposition-inline-types',
    level: 'must',
    says: 'Content-Disposition is inline exactly when the stored type is one of image/png, image/jpg, image/jpeg, image/gif, image/webp, image/x-icon, image/bmp, video/webm, video/mp4, video/3gpp, video/quicktime, video/x-ms-wmv, audio/basic, audio/aiff, audio/mpeg, audio/midi, audio/mp3, audio/wave, audio/wav, audio/x-wav, audio/x-mpeg, audio/x-m4a, audio/aac, application/pdf, application/x-pdf.',
    probe:
      'Upload PNG, JPEG, GIF, WEBP, PDF, MP4, MP3, WAV samples -> header value "inline; filename=<stored name>" for each.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.disposition-attachment-types',
    level: 'must',
    says: 'Every other stored type is sent as attachment, notably text, HTML, SVG, JSON, XML, zip, AVIF/HEIC, TIFF, animated PNG, OGG, FLAC, Matroska and Windows media (detected as video/x-ms-asf).',
    probe: 'Upload a text, an html, an svg and a zip file -> "attachment; filename=<stored name>".',
    basis: 'unverified',
  },
  {
    id: 'files.headers.disposition-format',
    level: 'must',
    says: 'The header is "<disposition>; filename=" followed by the served name with no quoting or escaping; the name is the stored (normalized) file name, not the originally uploaded one.',
    probe:
      'Upload "My Photo.png" -> Content-Disposition matches ^inline; filename=my_photo_[a-z0-9]{10}\\.png$.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.csp',
    level: 'must',
    says: "Every served file carries Content-Security-Policy \"default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox\".",
    probe: 'GET any file -> that exact header value.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.cache-control',
    level: 'must',
    says: 'Every served file, protected ones included, carries Cache-Control "max-age=2592000, stale-while-revalidate=86400".',
    probe: 'GET a public and a protected file -> that exact header value on both.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.security',
    level: 'must',
    says: 'Served files keep X-Content-Type-Options "nosniff" and X-XSS-Protection "1; mode=block" but must not have X-Frame-Options (so they can be embedded).',
    probe: 'GET a file -> the two headers present, X-Frame-Options absent.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.frame-options-on-404',
    level: 'should',
    says: 'Errors raised before the blob is opened (unknown collection, record, file name, denied protected file) still carry X-Frame-Options "SAMEORIGIN"; only the missing blob 404 lacks it.',
    probe: 'GET /api/files/users/missing/x.png -> 404 with X-Frame-Options SAMEORIGIN.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.cors',
    level: 'should',
    says: 'Vary always contains Origin, and Access-Control-Allow-Origin "*" is present only when the request has an Origin header.',
    probe:
      'GET a file with "Origin: http://x.test" -> Access-Control-Allow-Origin *; without it -> header absent.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.no-etag',
    level: 'must',
    says: "No ETag is sent; Last-Modified is the blob's modification time in HTTP date format (for S3, the object's Last-Modified).",
    probe:
      'GET a file -> no ETag header, Last-Modified parses and equals the mtime of the blob truncated to seconds.',
    basis: 'unverified',
  },
  {
    id: 'files.headers.length-and-ranges',
    level: 'must',
    says: 'A full response has Content-Length equal to the blob size and Accept-Ranges "bytes"; no Content-Encoding is ever applied to files.',
    probe:
      'GET with "Accept-Encoding: gzip" -> Content-Length = size, Accept-Ranges bytes, no Content-Encoding.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
