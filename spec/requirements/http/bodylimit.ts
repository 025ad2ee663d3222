import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Limits on the size of a body. */
export const bodylimitHttp = [
  {
    id: 'http.bodylimit.default',
    level: 'must',
    says: 'The default request body limit is 33554432 bytes (32 MiB) for every route without its own limit, including unknown routes. A declared Content-Length greater than the limit is rejected with 413 {"data":{},"message":"Request entity too large.","status":413} without reading the body; exactly the limit is accepted.',
    probe:
      'POST /api/realtime with Content-Length 33554433 -> 413 with that body; with Content-Length 33554432 -> not 413.',
    basis: 'observed',
  },
  {
    id: 'http.bodylimit.records',
    level: 'must',
    says: 'For record create and update the limit is 33554432 plus, for each field of the collection - file - maxSize (5242880 when 0) times maxSelect (min 1); editor - maxSize (5242880 when 0); json - maxSize (1048576 when 0). View collections get no additions.',
    probe:
      'Base collection with one json field (maxSize 0) - POST records with Content-Length 34603008 -> not 413; 34603009 -> 413.',
    basis: 'observed',
  },
  {
    id: 'http.bodylimit.backup-upload-unlimited',
    level: 'should',
    says: 'POST /api/backups/upload has no body limit.',
    probe: 'Superuser multipart upload larger than 32 MiB to /api/backups/upload -> never 413.',
    basis: 'observed',
  },
  {
    id: 'http.bodylimit.batch',
    level: 'must',
    says: 'POST /api/batch uses settings.batch.maxBodySize when > 0, else 134217728 bytes (128 MiB), instead of the default limit.',
    probe:
      'PATCH settings batch {enabled:true,maxRequests:50,timeout:3,maxBodySize:10}; POST /api/batch with a longer JSON -> 413 "Request entity too large.".',
    basis: 'documented',
    source,
  },
  {
    id: 'http.bodylimit.chunked',
    level: 'should',
    says: 'Without a Content-Length the limit is enforced while reading. Endpoints that pass API errors through (records, record-auth) answer 413; the others answer their own 400 body-loading message. The check is coarse - a body that exceeds the limit only slightly (how much depends on the chunking, up to about 1 MiB) may still be accepted.',
    probe:
      'Chunked POST of a 34.5 MiB JSON to /api/collections/users/auth-with-password and to a records create -> 413; chunked 34.5 MiB JSON PATCH /api/settings as superuser -> 400 "An error occurred while loading the submitted data.".',
    basis: 'observed',
  },
  {
    id: 'http.bodylimit.before-guard',
    level: 'should',
    says: 'The Content-Length check happens after rate limiting but before the superuser/auth guards and before any rule check.',
    probe: 'Guest PATCH /api/settings with Content-Length 33554433 -> 413 (not 401).',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
