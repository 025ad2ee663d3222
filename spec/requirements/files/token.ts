import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Generate protected file token',
} as const

/** Tokens for protected files. */
export const tokenFiles = [
  {
    id: 'files.token.requires-auth',
    level: 'must',
    says: 'POST /api/files/token needs a resolved auth record of any auth collection. A missing, malformed, expired or otherwise invalid Authorization value is the same as no auth.',
    probe:
      'POST /api/files/token without Authorization (and again with "Authorization: abc") -> 401 {"data":{},"message":"The request requires valid record authorization token.","status":401}.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.token.success',
    level: 'must',
    says: 'An authenticated regular auth record or superuser receives 200 with a JSON object whose only key is token. No request body is needed and any body is ignored.',
    probe:
      'POST /api/files/token with a users token and again with a _superusers token -> 200 {"token":"<jwt>"}, Content-Type application/json.',
    basis: 'documented',
    source,
  },
  {
    id: 'files.token.claims',
    level: 'must',
    says: 'The token is a HS256 JWT (header alg HS256, typ JWT) whose payload has exactly the keys id, type, collectionId and exp, with type "file", the auth record id and its collection id.',
    probe:
      'Decode the payload of the returned token -> keys {collectionId, exp, id, type}; type == "file"; collectionId == "_pb_users_auth_" for the default users collection.',
    basis: 'unverified',
  },
  {
    id: 'files.token.duration',
    level: 'must',
    says: "exp is the issue time plus the fileToken.duration (seconds) of the auth record's own collection; the default is 180 for every auth collection including _superusers.",
    probe:
      'exp - now is between 175 and 181 on a fresh instance; after PATCH /api/collections/users {"fileToken":{"duration":600}} a new token has exp - now about 600.',
    basis: 'unverified',
  },
  {
    id: 'files.token.signing-key',
    level: 'must',
    says: "The HMAC key is the record's tokenKey immediately followed by the collection's fileToken.secret, so changing the record password/tokenKey or the fileToken secret invalidates every previously issued file token.",
    probe:
      'Get a file token, change the user\'s password, use the token on a protected file whose viewRule is @request.auth.id != "" -> 404.',
    basis: 'unverified',
  },
  {
    id: 'files.token.fresh-per-call',
    level: 'may',
    says: 'Tokens are stateless: nothing is stored on issue and several tokens of one record are valid at the same time until their exp.',
    probe: 'Request two tokens more than one second apart -> both work on the same protected file.',
    basis: 'unverified',
  },
  {
    id: 'files.token.accepts-nonrefreshable',
    level: 'should',
    says: 'Any valid auth token works for issuing, including non refreshable ones produced by the impersonate endpoint.',
    probe:
      'POST /api/collections/users/impersonate/{id} as superuser, then POST /api/files/token with that token -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.token.not-an-auth-token',
    level: 'must',
    says: 'A file token put in the Authorization header authenticates nobody (wrong token type) and the request continues as guest.',
    probe:
      'GET /api/settings with Authorization set to a superuser file token -> 401 "The request requires valid record authorization token.".',
    basis: 'unverified',
  },
  {
    id: 'files.token.get-method',
    level: 'should',
    says: 'Only POST is routed; other methods on /api/files/token are answered 404, not 405. GET and HEAD fall to the static file route and so carry its message, every other method falls to the catch-all with the generic one.',
    probe:
      'Without a public index.html - GET /api/files/token -> 404 {"data":{},"message":"File not found.","status":404}; PUT, PATCH, DELETE -> 404 "The requested resource wasn\'t found.".',
    basis: 'unverified',
  },
  {
    id: 'files.token.fields-param',
    level: 'may',
    says: 'The generic fields query parameter applies to the token response.',
    probe: 'POST /api/files/token?fields=other (authenticated) -> 200 {}.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
