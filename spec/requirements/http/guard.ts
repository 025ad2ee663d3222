import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List settings' } as const

/** Guards in front of endpoints and their order. */
export const guardHttp = [
  {
    id: 'http.guard.superuser-guest',
    level: 'must',
    says: 'Superuser-only endpoints answer guests with 401 "The request requires valid record authorization token.".',
    probe: 'Guest: GET /api/collections, /api/settings, /api/logs -> 401 with that message.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.guard.superuser-guest-elsewhere',
    level: 'must',
    says: 'Cron jobs, backups and impersonation answer guests with the same 401.',
    probe:
      'Guest: GET /api/crons, /api/backups; POST /api/collections/users/impersonate/x -> 401 "The request requires valid record authorization token.".',
    basis: 'observed',
    parent: 'http.guard.superuser-guest',
  },
  {
    id: 'http.guard.superuser-other',
    level: 'must',
    says: 'Superuser-only endpoints answer authenticated non-superusers with 403 "The authorized record is not allowed to perform this action.".',
    probe: 'The same requests with a `users` record token -> 403 with that message.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.guard.superuser-other-elsewhere',
    level: 'must',
    says: 'Cron jobs, backups and impersonation answer other records with the same 403.',
    probe:
      'users token: GET /api/crons, /api/backups; POST /api/collections/users/impersonate/x -> 403 "The authorized record is not allowed to perform this action.".',
    basis: 'observed',
    parent: 'http.guard.superuser-other',
  },
  {
    id: 'http.guard.any-auth',
    level: 'must',
    says: 'POST /api/files/token requires any authenticated record; guests get 401 "The request requires valid record authorization token.".',
    probe:
      'Guest POST /api/files/token -> 401 with that message; with any record token -> 200 {"token":...}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Generate protected file token' },
  },
  {
    id: 'http.guard.same-collection',
    level: 'must',
    says: 'auth-refresh requires the token\'s record to belong to the path collection. Guest - 401 "The request requires valid record authorization token.". Record of another collection - 403 "The request requires auth record from X collection." where X is the name of the TOKEN\'s collection (not the path one).',
    probe:
      'Token of collection `users`: POST /api/collections/clients/auth-refresh (clients = another auth collection) -> 403 "The request requires auth record from users collection.".',
    basis: 'observed',
  },
  {
    id: 'http.guard.same-collection-email-change',
    level: 'must',
    says: 'request-email-change has the guard of auth-refresh: guests get 401, records of another collection 403 with the name of the collection of the token.',
    probe:
      'Token of collection `users`: POST /api/collections/clients/request-email-change -> 403 "The request requires auth record from users collection.".',
    basis: 'observed',
    parent: 'http.guard.same-collection',
  },
  {
    id: 'http.guard.same-collection-no-superuser-bypass',
    level: 'must',
    says: 'Superusers get no exemption from the same-collection guard.',
    probe:
      'Superuser token: POST /api/collections/users/auth-refresh -> 403 "The request requires auth record from _superusers collection.".',
    basis: 'observed',
  },
  {
    id: 'http.guard.same-collection-by-id',
    level: 'should',
    says: "The same-collection guard accepts the collection's id or name in the path.",
    probe: 'users token: POST /api/collections/_pb_users_auth_/auth-refresh -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.guard.guest-only-unused',
    level: 'may',
    says: 'No built-in route is guest-only or owner-or-superuser guarded. The reusable guards answer - guest-only with auth - 400 "The request can be accessed only by guests."; owner-or-superuser - guest 401 "The request requires superuser or record authorization token.", other record 403 "You are not allowed to perform this request.".',
    probe:
      'Authenticated POST /api/collections/users/auth-with-password with valid credentials -> 200 (login endpoints accept authenticated callers).',
    basis: 'observed',
  },
  {
    id: 'http.guard.rules-null',
    level: 'must',
    says: 'A null (locked) collection rule answers every non-superuser - guest or authenticated - with 403 "Only superusers can perform this action.".',
    probe:
      'Collection with listRule null: guest and users-token GET records -> 403 with that message, data {}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'View record' },
  },
  {
    id: 'http.guard.order',
    level: 'must',
    says: 'Check order for a guarded route: (collection existence for rate-limited auth routes) -> rate limit 429 -> Content-Length 413 -> guard 401/403 -> body parse 400 -> validation 400.',
    probe:
      'With rule {"label":"/api/settings","maxRequests":1,"duration":60} enabled, two guest GET /api/settings -> first 401, second 429.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
