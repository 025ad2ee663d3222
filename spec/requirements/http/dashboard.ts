import type { Requirement } from '../../requirement.ts'

/** The dashboard under `/_/`. */
export const dashboardHttp = [
  {
    id: 'http.dashboard.index',
    level: 'should',
    says: 'GET /_/ returns the dashboard HTML (200, text/html; charset=utf-8) with a Content-Security-Policy header and without Cache-Control.',
    probe:
      'GET /_/ -> 200 text/html; charset=utf-8; content-security-policy present; cache-control absent.',
    basis: 'observed',
  },
  {
    id: 'http.dashboard.csp',
    level: 'may',
    says: "The /_/* CSP is: default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' http://127.0.0.1:* https://tile.openstreetmap.org data: blob:; connect-src 'self' http://127.0.0.1:* https://nominatim.openstreetmap.org; script-src 'self' 'sha256-GRUzBA7PzKYug7pqxv5rJaec5bwDCw1Vo6/IXwvD3Tc='",
    probe: 'GET /_/ -> header content-security-policy has this single-line value.',
    basis: 'observed',
  },
  {
    id: 'http.dashboard.assets-cache',
    level: 'may',
    says: 'Every non-root path below /_/ gets `Cache-Control: max-age=1209600, stale-while-revalidate=86400` (also when the result is 404).',
    probe: 'GET /_/missing.js -> 404 "File not found." with that cache-control value.',
    basis: 'observed',
  },
  {
    id: 'http.dashboard.no-fallback',
    level: 'should',
    says: 'Unknown paths below /_/ are 404 "File not found." (no index fallback); /_/index.html is redirected 301 to /_/.',
    probe: 'GET /_/nope -> 404; GET /_/index.html -> 301 Location "/_/".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
