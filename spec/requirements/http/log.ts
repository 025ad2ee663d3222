import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Which requests are logged, and what a log entry holds. */
export const logHttp = [
  {
    id: 'http.log.request-entry',
    level: 'must',
    says: 'Every handled request (unless excluded) produces one log entry whose data has type "request", url (request URI incl. query), method, status, referer, userAgent, auth, execTime (milliseconds, float) and - with logs.logIP - userIP and remoteIP.',
    probe:
      'GET /api/health?x=1 with User-Agent t and Referer http://r; wait 4 s; superuser GET /api/logs?filter=data.url~\'x=1\' -> item with these data keys and values, status 200, auth "".',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'List logs' },
  },
  {
    id: 'http.log.level-and-message',
    level: 'must',
    says: 'level is 0 for requests handled without error and 8 for requests that returned an error (any 4xx/5xx API error). message is "METHOD " + the percent-decoded request URI.',
    probe:
      'GET /api/collections/nope/records?filter=a%20b -> log level 8, message "GET /api/collections/nope/records?filter=a b".',
    basis: 'observed',
  },
  {
    id: 'http.log.error-attrs',
    level: 'should',
    says: 'Error entries additionally contain `error` (the public message, or the raw text for wrapped errors) and `details` (internal cause, structured for validation errors, null when there is none). A second factor that is asked for has the error "mfa required" and no `details`.',
    probe:
      'Guest GET /api/settings -> log data.error "The request requires valid record authorization token.", data.status 401, key details present.',
    basis: 'observed',
  },
  {
    id: 'http.log.auth',
    level: 'must',
    says: 'auth is the collection name of the authenticated record or "" for guests; with logs.logAuthId true an authId attribute with the record id is added for authenticated requests.',
    probe:
      'PATCH settings logs.logAuthId true; user request; log data.auth "users" and data.authId = record id; guest entry has no authId.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.log.ip-toggle',
    level: 'must',
    says: 'With logs.logIP false, userIP and remoteIP are absent.',
    probe: 'PATCH settings logs.logIP false; request; newest log data has neither key.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.log.skip-success',
    level: 'should',
    says: 'Successful requests to these routes are not logged (failed ones are): GET /api/realtime, GET and POST /api/oauth2-redirect, everything under /api/logs, static public files, dashboard files.',
    probe:
      'Superuser GET /api/logs and GET /_/ -> no log entry for them; guest GET /api/logs -> an entry with status 401.',
    basis: 'observed',
  },
  {
    id: 'http.log.not-logged',
    level: 'should',
    says: 'OPTIONS requests and router-level 307 redirects are never logged.',
    probe: 'OPTIONS /api/health?marker=1 -> no log entry containing marker=1.',
    basis: 'observed',
  },
  {
    id: 'http.log.static-404-logged',
    level: 'may',
    says: '404 answers of the static/catch-all routes are logged as errors (level 8).',
    probe:
      'GET /nope-marker -> log entry level 8 with data.status 404 and error "File not found.".',
    basis: 'observed',
  },
  {
    id: 'http.log.disabled',
    level: 'must',
    says: 'With logs.maxDays 0 nothing is written and, on saving that setting, existing logs are deleted.',
    probe:
      'PATCH settings logs.maxDays 0 -> GET /api/logs totalItems 0 and stays 0 after more requests.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.log.min-level',
    level: 'must',
    says: 'Entries below logs.minLevel are not stored; saving settings deletes stored entries below it (and older than maxDays).',
    probe:
      'PATCH settings logs.minLevel 8; GET /api/health (200) -> no entry; guest GET /api/settings (401) -> entry.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.log.delayed-flush',
    level: 'should',
    says: 'Log entries are buffered and written in batches - when 200 are pending or when 3 seconds pass without a new entry (each new entry restarts the 3 s timer), and on shutdown.',
    probe:
      'After a request, GET /api/logs immediately may miss it; after 4 s of silence it must be present. SIGTERM right after a request -> entry present after restart.',
    basis: 'observed',
  },
  {
    id: 'http.log.truncation',
    level: 'may',
    says: 'Long attributes are cut and suffixed with "..." - url at 3000 bytes, referer and userAgent at 2000.',
    probe:
      'Request with a 2500-byte User-Agent -> logged userAgent is 2003 characters ending "...".',
    basis: 'observed',
  },
  {
    id: 'http.log.truncation-method',
    level: 'may',
    says: 'A method of more than 50 bytes is cut at 50 and suffixed with "...".',
    probe: 'A request whose method has 60 letters -> data.method has 53 characters.',
    basis: 'observed',
    parent: 'http.log.truncation',
  },
  {
    id: 'http.log.default-settings',
    level: 'should',
    says: 'Fresh install defaults - logs.maxDays 5, minLevel 0, logIP true, logAuthId false.',
    probe: 'Superuser GET /api/settings on a fresh server -> logs equals these values.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
