import type { Requirement } from '../../requirement.ts'

/** Range requests for a file. */
export const rangeFiles = [
  {
    id: 'files.range.single',
    level: 'must',
    says: 'A satisfiable single byte range gives 206 with Content-Range "bytes START-END/SIZE" and the length of that slice; an end past the file is clamped to the last byte.',
    probe:
      '73 byte file, "Range: bytes=0-20" -> 206, Content-Range "bytes 0-20/73", Content-Length 21; "bytes=70-500" -> "bytes 70-72/73".',
    basis: 'unverified',
  },
  {
    id: 'files.range.open-and-suffix',
    level: 'must',
    says: '"bytes=N-" reaches to the end and "bytes=-N" is the last N bytes (all of them when N exceeds the size).',
    probe: '73 byte file: "bytes=70-" -> "bytes 70-72/73"; "bytes=-3" -> "bytes 70-72/73".',
    basis: 'unverified',
  },
  {
    id: 'files.range.multi',
    level: 'should',
    says: 'Several ranges give 206 with Content-Type "multipart/byteranges; boundary=..." and one part per range, each with its own Content-Range and Content-Type.',
    probe:
      '"Range: bytes=0-20, 25-30" -> 206, Content-Type starts with multipart/byteranges; boundary=.',
    basis: 'unverified',
  },
  {
    id: 'files.range.sum-exceeds-size',
    level: 'should',
    says: 'When the requested ranges together are longer than the file the Range header is ignored and the full file is sent with 200.',
    probe: '10 byte file, "Range: bytes=0-9,0-9" -> 200 with 10 bytes.',
    basis: 'unverified',
  },
  {
    id: 'files.range.unsatisfiable',
    level: 'must',
    says: 'A range that starts at or after the end of a non-empty file gives 416 with Content-Range "bytes */SIZE" and a plain text (not JSON) body "invalid range: failed to overlap" plus newline.',
    probe:
      '73 byte file, "Range: bytes=100-200" -> 416, Content-Range "bytes */73", Content-Type "text/plain; charset=utf-8".',
    basis: 'unverified',
  },
  {
    id: 'files.range.malformed',
    level: 'should',
    says: 'A syntactically invalid Range value gives 416 with the plain text body "invalid range" plus newline and no Content-Range.',
    probe: '"Range: items=0-1", "bytes=a-b", "bytes=5-2" -> 416 each.',
    basis: 'unverified',
  },
  {
    id: 'files.range.empty-file',
    level: 'may',
    says: 'A range request on an empty file is answered with 200 and no bytes.',
    probe: 'Empty file, "Range: bytes=0-10" -> 200, Content-Length 0.',
    basis: 'unverified',
  },
  {
    id: 'files.range.if-range',
    level: 'should',
    says: 'If-Range is honoured only as a date equal (to the second) to Last-Modified; any other date or any entity tag turns the request into a full 200.',
    probe:
      'Range bytes=0-1 with If-Range = Last-Modified -> 206; with If-Range one second earlier or "\\"abc\\"" -> 200.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
