import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Download backup' } as const

/** Downloading a backup with a superuser's file token. */
export const downloadBackups = [
  {
    id: 'backups.download.token-only',
    level: 'must',
    says: 'GET /api/backups/{key} is authorized only by a superuser file token in the token query parameter; Authorization headers are ignored.',
    probe:
      'No token, empty token, superuser Authorization header, superuser auth token as token, users file token, expired token -> each 403 {"data":{},"message":"Insufficient permissions to access the resource.","status":403}.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.download.success',
    level: 'must',
    says: 'With a valid superuser file token the zip is sent with 200.',
    probe:
      'POST /api/files/token as superuser, GET /api/backups/test.zip?token=... -> 200, bytes start with "PK".',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.download.headers',
    level: 'must',
    says: 'Headers are those of served files: Content-Type application/zip, Content-Disposition "attachment; filename=<key>", the file CSP and Cache-Control values, Last-Modified, Accept-Ranges; X-Frame-Options SAMEORIGIN stays. Range, conditional and HEAD requests work as for files.',
    probe:
      'GET with "Range: bytes=0-3" -> 206, body "PK\\x03\\x04", Content-Range "bytes 0-3/<size>".',
    basis: 'unverified',
  },
  {
    id: 'backups.download.missing',
    level: 'must',
    says: 'A missing key gives the generic 404, but only after the token check.',
    probe:
      'GET /api/backups/missing.zip?token=<valid> -> 404 "The requested resource wasn\'t found."; without token -> 403.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.download.encoded-key',
    level: 'must',
    says: 'The key path segment is percent-decoded.',
    probe: 'Key "@auto_x.zip": GET /api/backups/%40auto_x.zip?token=... -> 200.',
    basis: 'unverified',
  },
  {
    id: 'backups.download.reserved-ext',
    level: 'may',
    says: 'Keys ending in .attrs are refused with the generic 400.',
    probe:
      'GET /api/backups/test.zip.attrs?token=<valid> -> 400 "Something went wrong while processing your request.".',
    basis: 'unverified',
  },
  {
    id: 'backups.download.traversal',
    level: 'must',
    says: 'Encoded traversal never leaves the backups directory.',
    probe:
      'GET /api/backups/..%2fdata.db?token=<valid> -> 404; /api/backups/%2e%2e?token=<valid> -> 404 (send the second over a raw socket, fetch/URL normalizes %2e%2e).',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
