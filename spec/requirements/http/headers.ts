import type { Requirement } from '../../requirement.ts'

/** Security headers, and headers that are absent. */
export const headersHttp = [
  {
    id: 'http.headers.security-default',
    level: 'must',
    says: 'Every routed response except OPTIONS answers and router-level redirects carries `X-XSS-Protection: 1; mode=block`, `X-Content-Type-Options: nosniff` and `X-Frame-Options: SAMEORIGIN` - including errors (401, 404, 429, 500), static files and dashboard files.',
    probe:
      'GET /api/health, GET /api/nope, GET /api/settings (guest) -> all three headers with these exact values.',
    basis: 'observed',
  },
  {
    id: 'http.headers.file-download-no-xfo',
    level: 'must',
    says: 'A successful file download (/api/files/{collection}/{record}/{filename}) has no X-Frame-Options header; the other two security headers remain.',
    probe:
      'GET /api/files/{c}/{id}/{name} of an uploaded file -> 200, x-frame-options absent, x-content-type-options nosniff.',
    basis: 'observed',
  },
  {
    id: 'http.headers.no-hsts-server-requestid',
    level: 'may',
    says: 'No Strict-Transport-Security, Server, X-Powered-By, X-Request-Id, ETag, Retry-After or X-RateLimit-* headers are produced for API responses. Date is present.',
    probe: 'GET /api/health -> none of these headers.',
    basis: 'observed',
  },
  {
    id: 'http.headers.no-cache-control-on-json',
    level: 'should',
    says: 'JSON API responses carry no Cache-Control, Pragma or Expires header.',
    probe: 'GET /api/collections/{c}/records -> cache-control absent.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
