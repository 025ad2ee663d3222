import type { Requirement } from '../../requirement.ts'

/** Compression. */
export const gzipHttp = [
  {
    id: 'http.gzip.api-never',
    level: 'must',
    says: 'API responses (/api/*) and public directory files are never compressed by the server, whatever Accept-Encoding says.',
    probe:
      'GET /api/collections/{c}/records with Accept-Encoding gzip and a response larger than 100 KB -> no content-encoding header.',
    basis: 'observed',
  },
  {
    id: 'http.gzip.dashboard',
    level: 'may',
    says: 'Responses under /_/ are gzip compressed whenever Accept-Encoding contains "gzip" (no minimum size, default level) and then have `Content-Encoding: gzip` (a Content-Length, if any, is the compressed one); `Vary: Accept-Encoding` is added there in all cases. Body-less answers (redirect, 304) are not encoded.',
    probe:
      'GET /_/ with Accept-Encoding gzip -> content-encoding gzip, vary lists Origin and Accept-Encoding. Without -> no content-encoding.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
