import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Authentication' } as const

/** How a request's token is loaded. */
export const authHttp = [
  {
    id: 'http.auth.header',
    level: 'must',
    says: 'The auth token is read from the Authorization header, either bare or prefixed with "Bearer " (prefix matched case-insensitively, exactly one space).',
    probe:
      'With a valid superuser token T: GET /api/settings with Authorization "T", "Bearer T", "bearer T", "BEARER T" -> 200 each; "Bearer  T" (two spaces) or "Token T" -> 401.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.auth.invalid-is-guest',
    level: 'must',
    says: 'A missing, malformed, expired, revoked or wrong-type token never causes an error by itself; the request continues as guest.',
    probe:
      'GET /api/health and GET records of a collection with listRule "" using Authorization "garbage" or an expired token -> 200. GET /api/settings with it -> 401 "The request requires valid record authorization token.".',
    basis: 'observed',
  },
  {
    id: 'http.auth.only-auth-type',
    level: 'must',
    says: 'Only tokens whose `type` claim is "auth" authenticate a request; file, verification, password reset and email change tokens in the Authorization header are ignored.',
    probe:
      'POST /api/files/token as superuser -> token F; GET /api/settings with Authorization F -> 401.',
    basis: 'observed',
  },
  {
    id: 'http.auth.no-query-token',
    level: 'must',
    says: 'There is no query/cookie based authentication for the API (the `token` query parameter is only for protected files and backup downloads).',
    probe: 'GET /api/settings?token=<valid superuser auth token> -> 401.',
    basis: 'observed',
  },
  {
    id: 'http.auth.any-collection',
    level: 'must',
    says: 'The authenticated record may come from any auth collection; superusers are simply records of the `_superusers` collection.',
    probe:
      'Token obtained from POST /api/collections/_superusers/auth-with-password -> GET /api/settings 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
