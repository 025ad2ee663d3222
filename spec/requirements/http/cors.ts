import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'CORS' } as const

/** Cross-origin requests. */
export const corsHttp = [
  {
    id: 'http.cors.vary-origin-always',
    level: 'should',
    says: 'Every routed response (success or error, with or without an Origin header) contains `Vary: Origin`.',
    probe:
      'GET /api/health without Origin -> vary header lists Origin; no access-control-* headers.',
    basis: 'observed',
  },
  {
    id: 'http.cors.default-any-origin',
    level: 'must',
    says: 'By default all origins are allowed - a request with an Origin header gets `Access-Control-Allow-Origin: *` (the literal star). The header is also present on error responses (401/404/429...).',
    probe:
      'GET /api/health with Origin https://a.test -> access-control-allow-origin "*". GET /api/settings with the same Origin (guest) -> 401 and access-control-allow-origin "*".',
    basis: 'documented',
    source,
  },
  {
    id: 'http.cors.no-credentials-expose-maxage',
    level: 'must',
    says: 'Access-Control-Allow-Credentials, Access-Control-Expose-Headers and Access-Control-Max-Age are never sent.',
    probe: 'Simple and preflight requests with Origin -> none of these three headers.',
    basis: 'observed',
  },
  {
    id: 'http.cors.preflight',
    level: 'must',
    says: 'A preflight (OPTIONS with Origin) gets 204 with Access-Control-Allow-Origin, `Access-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE` and three Vary values Origin, Access-Control-Request-Method, Access-Control-Request-Headers.',
    probe:
      'OPTIONS /api/collections/posts/records, Origin https://a.test, Access-Control-Request-Method PATCH -> 204 with those headers, empty body.',
    basis: 'observed',
  },
  {
    id: 'http.cors.preflight-allow-headers-echo',
    level: 'must',
    says: "Access-Control-Allow-Headers echoes the request's Access-Control-Request-Headers value verbatim and is absent when the request has none.",
    probe:
      'Preflight with Access-Control-Request-Headers "authorization,x-foo" -> access-control-allow-headers "authorization,x-foo"; without it -> header absent.',
    basis: 'observed',
  },
  {
    id: 'http.cors.restricted-origins',
    level: 'must',
    says: 'With --origins set to a list, an exactly listed Origin is returned in Access-Control-Allow-Origin; patterns may use "*" (any run of characters, or a whole sub-domain part) and "?" (one character), in which case the request\'s Origin is echoed. A non-matching Origin gets no CORS allow headers - the simple request is still processed normally and the preflight is still 204.',
    probe:
      'serve --origins=https://a.test,https://*.b.test. Origin https://a.test -> ACAO https://a.test; https://x.b.test -> ACAO https://x.b.test; https://c.test -> 200 without ACAO; preflight from https://c.test -> 204 without access-control-allow-methods.',
    basis: 'observed',
  },
  {
    id: 'http.cors.preflight-not-logged-not-limited',
    level: 'should',
    says: 'OPTIONS requests create no activity log entry and do not consume rate limit tokens.',
    probe:
      'With rule {"label":"/api/health","maxRequests":1,"duration":60}: 5x OPTIONS /api/health -> all 204, then GET /api/health -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.cors.preflight-first-line',
    level: 'may',
    says: 'Of several Access-Control-Request-Headers lines the first one is echoed.',
    probe: 'OPTIONS with an Origin and the lines "a" and "b" -> access-control-allow-headers "a".',
    basis: 'observed',
    parent: 'http.cors.preflight-allow-headers-echo',
  },
  {
    id: 'http.cors.origin-first-line',
    level: 'may',
    says: 'Of several Origin lines the first one counts.',
    probe:
      'serve --origins=https://a.test; Origin lines https://a.test and https://b.test -> ACAO https://a.test.',
    basis: 'observed',
    parent: 'http.cors.restricted-origins',
  },
  {
    id: 'http.cors.pattern-form',
    level: 'may',
    says: 'A pattern matches an Origin of at most 261 bytes that has "://" in it.',
    probe:
      'serve --origins=*.b.test: Origin https://x.b.test -> itself; x.b.test, and one of 262 bytes -> no ACAO; one of 261 -> itself.',
    basis: 'observed',
    parent: 'http.cors.restricted-origins',
  },
  {
    id: 'http.cors.star-listed',
    level: 'may',
    says: 'An Origin that is listed before "*", or matches a pattern there, is echoed; any other is answered with "*".',
    probe:
      'serve --origins=https://a.test,https://*.b.test,*,https://c.test: Origin https://a.test and https://x.b.test -> themselves; https://c.test -> "*".',
    basis: 'observed',
    parent: 'http.cors.restricted-origins',
  },
] as const satisfies readonly Requirement[]
