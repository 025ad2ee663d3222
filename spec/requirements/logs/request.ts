import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List logs' } as const

/** The entry of a request. */
export const requestLogs = [
  {
    id: 'logs.request.levels',
    level: 'must',
    says: 'A request whose handling ended without an error is logged at level 0, any error (4xx as well as 5xx) at level 8; other levels used are -4 debug and 4 warning.',
    probe: 'GET /api/health -> level 0; GET /api/missing -> level 8 with data.status 404.',
    basis: 'observed',
  },
  {
    id: 'logs.request.message',
    level: 'must',
    says: 'message is "<METHOD> <request uri>" with the uri percent-decoded (path and query, + left as is); if it cannot be decoded the raw uri is used.',
    probe:
      'GET /api/health?a=%20b -> message "GET /api/health?a= b" while data.url is "/api/health?a=%20b".',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.request.data-keys',
    level: 'must',
    says: 'data of a successful request has the keys auth, execTime, method, referer, remoteIP, status, type, url, userAgent, userIP (strings except execTime, a float in milliseconds, and status, an integer); type is "request".',
    probe:
      'GET /api/health as guest with User-Agent u and Referer r -> keys exactly these; auth "", method "GET", url "/api/health", status 200, referer "r", userAgent "u".',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.request.header-text',
    level: 'may',
    says: 'referer and userAgent are the first of several lines of their header, read as UTF-8.',
    probe:
      'GET /api/health with the lines "User-Agent: café" and "User-Agent: b" -> userAgent "café".',
    basis: 'observed',
    parent: 'logs.request.data-keys',
  },
  {
    id: 'logs.request.auth-name',
    level: 'must',
    says: 'data.auth is the collection name of the auth record, "" for guests.',
    probe: 'Request with a superuser token -> data.auth "_superusers".',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.request.error-keys',
    level: 'must',
    says: 'Failed requests additionally have data.error (the API error message) and data.details (the internal raw cause: null, a string, or an object of field to message for validation failures).',
    probe:
      'POST /api/collections/users/request-verification {} -> error "An error occurred while validating the submitted data." and details {"email":"cannot be blank"}.',
    basis: 'observed',
  },
  {
    id: 'logs.request.error-with-success-status',
    level: 'should',
    says: 'Handlers that deliberately answer success while failing internally (password reset or verification for an unknown email) are logged at level 8 with the sent status and a non-empty data.error text (its wording is not part of the contract) but no details key.',
    probe:
      'POST /api/collections/users/request-password-reset {"email":"missing@example.com"} -> 204; log level 8, data.status 204, data.error a non-empty string.',
    basis: 'observed',
  },
  {
    id: 'logs.request.untyped-error-status',
    level: 'may',
    says: 'For internal errors that are not API errors and had nothing written yet data.status is 0 although the client got 400 or 404.',
    probe:
      'GET /api/backups/missing.zip?token=<superuser file token> -> client 404, log data.status 0.',
    basis: 'unverified',
  },
  {
    id: 'logs.request.log-ip',
    level: 'must',
    says: 'userIP (trusted proxy aware) and remoteIP (socket) are present only while logs.logIP is true; IPv6 addresses are written fully expanded.',
    probe: 'PATCH {"logs":{"logIP":false}} -> later entries lack both keys.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Update settings' },
  },
  {
    id: 'logs.request.log-auth-id',
    level: 'must',
    says: 'authId (the auth record id) is present only while logs.logAuthId is true and the request is authenticated.',
    probe:
      'PATCH {"logs":{"logAuthId":true}}, GET /api/settings -> data.authId equals the superuser id; guest requests have no authId key.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Update settings' },
  },
  {
    id: 'logs.request.truncation',
    level: 'should',
    says: 'url is cut to 3000 bytes, referer and userAgent to 2000, method to 50, each cut value getting "..." appended; the message decodes the url as it was cut.',
    probe:
      'GET /api/health?q=<5000 x> -> data.url has length 3003 and ends with "...", message is "GET " and that.',
    basis: 'observed',
  },
  {
    id: 'logs.request.not-logged',
    level: 'must',
    says: 'Successful requests to /api/logs*, to the dashboard and public directory static files, to GET /api/realtime and to /api/oauth2-redirect are not logged, failed ones are; OPTIONS preflights are not logged.',
    probe:
      'Poll GET /api/logs and fetch a file of the public directory -> no entry with these urls appears; GET /api/logs/missing -> one level 8 entry with data.status 404.',
    basis: 'observed',
  },
  {
    id: 'logs.request.unmatched-routes',
    level: 'should',
    says: 'Requests to unknown paths are logged too (level 8, status 404).',
    probe: 'GET /nope -> entry with url "/nope".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
