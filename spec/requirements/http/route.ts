import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Health check' } as const

/** Routing: unknown paths, methods, slashes, cases, decoding. */
export const routeHttp = [
  {
    id: 'http.route.unknown-non-get',
    level: 'must',
    says: 'A request with any method other than GET/HEAD/OPTIONS to a path (api or not) without a matching route is answered by the catch-all with 404 and message "The requested resource wasn\'t found.".',
    probe:
      'POST /api/nope, PUT /nope, DELETE /api/settings, PATCH / -> 404 {"data":{},"message":"The requested resource wasn\'t found.","status":404}.',
    basis: 'observed',
  },
  {
    id: 'http.route.unknown-get',
    level: 'must',
    says: 'An unmatched GET/HEAD goes to the static file handler of the public directory - also for paths under /api. When neither the file nor a fallback index.html exists the answer is 404 with message "File not found." (different text than for other methods).',
    probe:
      'Public dir absent or empty - GET /api/nope, GET /nope, GET / -> 404 {"data":{},"message":"File not found.","status":404}.',
    basis: 'observed',
  },
  {
    id: 'http.route.unknown-get-spa-fallback',
    level: 'must',
    says: 'When the public directory has an index.html and --indexFallback is on (default), every unmatched GET - including unknown /api/* paths and known API paths with a trailing slash - returns that index.html with status 200 and text/html.',
    probe:
      'pb_public/index.html = "SPA". GET /api/nope -> 200 "SPA"; GET /api/health/ -> 200 "SPA"; GET /api/collections/x/auth-with-password -> 200 "SPA".',
    basis: 'observed',
  },
  {
    id: 'http.route.no-405',
    level: 'must',
    says: 'A known path with an unsupported method never yields 405 and no Allow header is sent; it is treated as an unknown route (404, text depends on method as in http.route.unknown-get / http.route.unknown-non-get).',
    probe:
      'PUT /api/health -> 404 "The requested resource wasn\'t found."; GET /api/batch -> 404 "File not found."; no `allow` header in either.',
    basis: 'observed',
  },
  {
    id: 'http.route.trailing-slash-not-equal',
    level: 'must',
    says: 'A trailing slash makes a different path - no API route matches with an extra trailing slash and no redirect happens.',
    probe:
      'GET /api/health/ (no public index.html) -> 404 "File not found."; POST /api/collections/{c}/records/ -> 404 "The requested resource wasn\'t found."; PATCH /api/collections/{c}/records/ -> same 404.',
    basis: 'observed',
  },
  {
    id: 'http.route.clean-path-redirect',
    level: 'should',
    says: 'A request path with duplicate slashes or dot segments is answered, for any method, by a redirect with status 307 to the cleaned path (query string kept) before any routing or middleware - so no CORS or security headers are present. For GET/HEAD the body is a small HTML link with Content-Type text/html; charset=utf-8.',
    probe:
      'Raw request line "GET /api//health?x=1" -> 307 Location: /api/health?x=1, no x-frame-options header, no vary header. "POST /api//batch" -> 307 Location: /api/batch.',
    basis: 'observed',
  },
  {
    id: 'http.route.clean-path-redirect-escapes',
    level: 'may',
    says: 'The cleaned path is escaped twice in the Location of the redirect, byte by byte.',
    probe:
      'GET //"<> -> 307 Location /%2522%253C%253E; // and the byte E9 -> /%25E9; //!%41 -> /%21%2541; //!%41" -> /%2521A%2522.',
    basis: 'observed',
    parent: 'http.route.clean-path-redirect',
  },
  {
    id: 'http.route.dashboard-slash-redirect',
    level: 'should',
    says: 'GET /_ (no trailing slash) is redirected with 307 to /_/ by the router itself (no middleware headers). Only GET/HEAD; other methods on /_ get the catch-all 404.',
    probe: 'GET /_ with redirects disabled -> 307, Location "/_/". POST /_ -> 404.',
    basis: 'observed',
  },
  {
    id: 'http.route.head-follows-get',
    level: 'must',
    says: 'HEAD is served by every GET route with the same status and headers and an empty body.',
    probe: 'HEAD /api/health -> 200, content-type application/json, empty body.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.route.options-204',
    level: 'must',
    says: 'OPTIONS to any clean path (known or unknown, api or not) is always answered 204 with empty body by the CORS layer, before authentication, rate limiting, security headers and logging.',
    probe:
      'OPTIONS /api/collections and OPTIONS /whatever without Origin -> 204, empty body, header vary contains Origin, no x-content-type-options header.',
    basis: 'observed',
  },
  {
    id: 'http.route.path-case-sensitive',
    level: 'must',
    says: 'Static route segments are matched case sensitively.',
    probe: 'GET /API/health -> 404 "File not found." (no public index.html).',
    basis: 'observed',
  },
  {
    id: 'http.route.path-param-decoding',
    level: 'must',
    says: 'Path parameters are percent-decoded per segment; an encoded slash (%2F) stays inside its segment and does not split it.',
    probe:
      'GET /api/collections/%70osts/records with a collection "posts" (listRule "") -> 200. GET /api/collections/a%2Fb/records -> 404 "Missing collection context." (the records route matched).',
    basis: 'observed',
  },
  {
    id: 'http.route.no-root-redirect',
    level: 'must',
    says: 'GET / is not redirected to the dashboard; it serves the public directory index.html when present, else 404 "File not found.".',
    probe: 'GET / without public dir -> 404, no Location header.',
    basis: 'observed',
  },
  {
    id: 'http.route.www-redirect',
    level: 'may',
    says: 'For each served host name H (certificate domains, or the host part of the bound address) that is not already listed with a www variant, a request whose Host header is exactly "www."+H is redirected with 307 to scheme://H + original request URI. This precedes every other middleware.',
    probe:
      'Server bound to 127.0.0.1:P; request with header "Host: www.127.0.0.1" to /api/health?a=1 -> 307 Location http://127.0.0.1/api/health?a=1.',
    basis: 'observed',
  },
  {
    id: 'http.route.unknown-collection-messages',
    level: 'must',
    says: 'The 404 text for an unknown {collection} differs by route. Records list/view/delete: "Missing collection context.". Records create/update, all rate-limited record-auth routes and the file download route: "Missing or invalid collection context.". Auth routes with an existing non-auth collection, and impersonate with an unknown one: "Missing or invalid auth collection context.". Collections management routes: the default 404 message.',
    probe:
      'GET or DELETE /api/collections/nope/records[/x] -> 404 "Missing collection context."; POST /api/collections/nope/records {} -> 404 "Missing or invalid collection context."; POST /api/collections/nope/auth-with-password {} -> same; POST /api/collections/{base}/auth-with-password {} -> 404 "Missing or invalid auth collection context.".',
    basis: 'observed',
  },
  {
    id: 'http.route.collection-check-before-guard',
    level: 'must',
    says: 'On rate-limited record-auth routes the unknown-collection 404 is produced before the authentication guard runs.',
    probe:
      'POST /api/collections/nope/auth-refresh without Authorization -> 404 "Missing or invalid collection context." (not 401).',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
