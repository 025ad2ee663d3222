import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Authentication' } as const

/** The Authorization header: which values authenticate, and what guests and wrong audiences are told. */
export const headerAuth = [
  {
    id: 'auth.header.raw-token',
    level: 'must',
    says: 'A record is authenticated by sending its auth token as the whole value of the Authorization request header, without any scheme.',
    probe:
      'POST /api/collections/users/auth-refresh with "Authorization: TOKEN" -> 200; without the header -> 401.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.header.bearer-prefix',
    level: 'must',
    says: 'The prefix "Bearer " (7 characters, compared case-insensitively) is optional and stripped before the token is read.',
    probe: 'auth-refresh with "Bearer TOKEN", "bearer TOKEN", "BeArEr TOKEN" -> 200 each.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.header.bearer-exactly-one-space',
    level: 'should',
    says: 'Only the first 7 characters are stripped, and only when the value is longer than 7; nothing is trimmed afterwards, so two spaces after Bearer or any other scheme name leave an unparsable token and the request is anonymous.',
    probe:
      'auth-refresh with "Bearer  TOKEN" (2 spaces), "Token TOKEN", "Bearer" -> ERR(401, "The request requires valid record authorization token.").',
    basis: 'observed',
  },
  {
    id: 'auth.header.invalid-is-guest',
    level: 'must',
    says: 'A missing, malformed, badly signed or expired token never produces an error by itself; the request continues as a guest.',
    probe:
      'Collection with listRule "": GET its records with "Authorization: garbage" -> 200 (same as guest). With listRule null -> 403 "Only superusers can perform this action." (not 401).',
    basis: 'observed',
  },
  {
    id: 'auth.header.expired-is-guest',
    level: 'must',
    says: 'An expired auth token behaves exactly like no token.',
    probe:
      'SU sets users.authToken.duration=10, AUTH(users), wait 11 s, POST auth-refresh -> ERR(401, "The request requires valid record authorization token."); a public list still answers 200.',
    basis: 'observed',
  },
  {
    id: 'auth.header.wrong-token-type-is-guest',
    level: 'must',
    says: 'Only tokens whose "type" claim is "auth" are accepted in the Authorization header; file, verification, passwordReset and emailChange tokens of the same record are ignored (guest).',
    probe:
      'Take the token of POST /api/files/token and send it as Authorization to auth-refresh -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.header.deleted-record-is-guest',
    level: 'must',
    says: 'A token whose record (or whose collection) no longer exists is ignored.',
    probe: 'Authenticate, SU deletes the record, POST auth-refresh with the old token -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.header.no-cookie-or-query',
    level: 'should',
    says: 'The auth token is read only from the Authorization header; cookies and query parameters are not considered.',
    probe:
      'POST /api/collections/users/auth-refresh?token=TOKEN and with "Cookie: pb_auth=TOKEN" -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.header.auth-rule-not-rechecked',
    level: 'must',
    says: 'The collection authRule, the enabled auth methods and MFA are checked only when an auth response is produced (login, refresh, impersonate), not when a token is used. A token stays usable after the record stops matching authRule.',
    probe:
      'users.authRule="verified=true", verified user logs in, SU sets verified=false: GET own record with the token -> 200, POST auth-refresh -> 403.',
    basis: 'observed',
  },
  {
    id: 'auth.header.require-auth-401',
    level: 'must',
    says: 'Endpoints that need any authenticated record answer 401 with a fixed message to guests. (The public docs append "to be set"; the server does not.)',
    probe:
      'POST /api/files/token without token -> ERR(401, "The request requires valid record authorization token.").',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Auth refresh' },
  },
  {
    id: 'auth.header.require-superuser-401-403',
    level: 'must',
    says: 'Superuser-only endpoints answer 401 to guests and 403 to authenticated non-superusers, before anything else about the request is checked.',
    probe:
      'GET /api/settings: guest -> ERR(401, "The request requires valid record authorization token."); users token -> ERR(403, "The authorized record is not allowed to perform this action.").',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Impersonate' },
  },
  {
    id: 'auth.header.same-collection-403',
    level: 'must',
    says: "Endpoints bound to the authenticated record's own collection (auth-refresh, request-email-change) answer 403 when the token belongs to another collection; the message names the collection of the TOKEN's record, not the one in the path. Superusers are not exempt.",
    probe:
      'users token on POST /api/collections/clients/auth-refresh -> ERR(403, "The request requires auth record from users collection."); SU token on users/auth-refresh -> ERR(403, "The request requires auth record from _superusers collection.").',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Auth refresh' },
  },
] as const satisfies readonly Requirement[]
