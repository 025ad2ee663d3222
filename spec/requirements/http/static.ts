import type { Requirement } from '../../requirement.ts'

/** The public directory. */
export const staticHttp = [
  {
    id: 'http.static.serves-files',
    level: 'must',
    says: 'GET/HEAD of an existing file in the public directory returns it with a Content-Type derived from its extension, Last-Modified, Accept-Ranges bytes, and support for Range (206) and If-Modified-Since (304). No Cache-Control is set.',
    probe:
      'pb_public/a.txt; GET /a.txt -> 200 text/plain; charset=utf-8; with Range bytes=0-0 -> 206; with If-Modified-Since equal to Last-Modified -> 304.',
    basis: 'observed',
  },
  {
    id: 'http.static.directory-index',
    level: 'must',
    says: 'A directory URL with trailing slash serves its index.html; without trailing slash it is redirected with 301 to the slash form (query string dropped).',
    probe: 'pb_public/sub/index.html; GET /sub/ -> 200; GET /sub?x=1 -> 301 Location /sub/.',
    basis: 'observed',
  },
  {
    id: 'http.static.file-trailing-slash',
    level: 'should',
    says: 'A file URL with a trailing slash is redirected with 301 to the form without it.',
    probe: 'GET /a.txt/ -> 301 Location /a.txt.',
    basis: 'observed',
  },
  {
    id: 'http.static.index-html-redirect',
    level: 'should',
    says: 'A URL ending in an existing "index.html" is redirected with 301 to the same URL without "index.html".',
    probe: 'GET /index.html -> 301 Location "/"; GET /sub/index.html -> 301 Location "/sub/".',
    basis: 'observed',
  },
  {
    id: 'http.static.index-fallback',
    level: 'must',
    says: 'With --indexFallback (default true) a missing path, or a directory without index.html, serves the root index.html with status 200; with --indexFallback=false the answer is 404 "File not found.".',
    probe:
      'GET /missing/a/b with pb_public/index.html present -> 200 index content; server started with --indexFallback=false -> 404 JSON.',
    basis: 'observed',
  },
  {
    id: 'http.static.no-directory-listing',
    level: 'must',
    says: 'Directory listings are never produced.',
    probe:
      'pb_public/empty/ without any index.html anywhere; GET /empty/ -> 404 "File not found.".',
    basis: 'observed',
  },
  {
    id: 'http.static.no-traversal',
    level: 'must',
    says: 'Paths trying to escape the public directory (.., encoded or backslash variants) never return outside files; they behave like missing files (fallback or 404).',
    probe:
      'GET /..%2fsecret.txt, /%2e%2e%2fsecret.txt, /..%5csecret.txt -> 404 JSON (or the fallback index), never the content.',
    basis: 'observed',
  },
  {
    id: 'http.static.get-only',
    level: 'must',
    says: 'Static files answer only GET and HEAD; other methods get the catch-all JSON 404.',
    probe: 'POST /a.txt -> 404 "The requested resource wasn\'t found.".',
    basis: 'observed',
  },
  {
    id: 'http.static.api-routes-win',
    level: 'must',
    says: 'Real API routes and /_/ take precedence over files of the same path in the public directory.',
    probe: 'pb_public/api/health file present; GET /api/health -> JSON health response.',
    basis: 'observed',
  },
  {
    id: 'http.static.http-dates',
    level: 'may',
    says: 'Conditions on times are read in the three spellings of HTTP dates; in any other they are ignored.',
    probe:
      'If-Modified-Since as "Tue, 14 Nov 2023 22:13:20 GMT", "Tuesday, 14-Nov-23 22:13:20 GMT" and "Tue Nov 14 22:13:20 2023" for the Last-Modified of the file -> 304; with "+0000" or "UTC" for GMT, or as ISO 8601 -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.static.head-not-modified',
    level: 'should',
    says: 'HEAD of a file that is as the client has it is answered 304 without a Content-Length.',
    probe: 'HEAD /a.txt with If-Modified-Since as its Last-Modified -> 304, no content-length.',
    basis: 'observed',
  },
  {
    id: 'http.static.first-range',
    level: 'may',
    says: 'Of several Range lines the first one counts.',
    probe: 'GET /a.txt with Range: bytes=0-1 and Range: bytes=3-4 -> 206, the first two bytes.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
