import type { Requirement } from '../../requirement.ts'

/** Protected files: tokens and view rules. */
export const protectedFiles = [
  {
    id: 'files.protected.view-rule',
    level: 'must',
    says: "For a field with protected true the collection's viewRule is evaluated for the auth record of the file token in the token query parameter; a failed check is the generic 404 (never 401 or 403).",
    probe:
      'viewRule "@request.auth.verified = true", token of an unverified user -> 404 "The requested resource wasn\'t found."; verified user -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.no-token',
    level: 'must',
    says: 'Without token the request is evaluated as guest.',
    probe: 'protected true and viewRule "@request.auth.id != \'\'"; GET without token -> 404.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.public-rule',
    level: 'must',
    says: 'With viewRule "" everyone may read the file, also with no, an expired or a garbage token.',
    probe: 'viewRule ""; GET ?token=garbage -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.null-rule',
    level: 'must',
    says: 'With viewRule null only a superuser file token gives access.',
    probe: 'viewRule null: users file token -> 404; _superusers file token -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.superuser',
    level: 'must',
    says: 'A superuser file token bypasses any viewRule.',
    probe: 'viewRule "id = \'nope\'" with superuser file token -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.authorization-ignored',
    level: 'must',
    says: "The Authorization header is not used for protected files, not even a superuser's.",
    probe:
      'viewRule null; GET with a superuser Authorization header but no token parameter -> 404.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.expired-token',
    level: 'must',
    says: 'An expired, tampered, deleted-record or wrong-type token (for example an auth token) counts as guest.',
    probe: "viewRule \"@request.auth.id != ''\"; GET ?token=<the user's auth token> -> 404.",
    basis: 'unverified',
  },
  {
    id: 'files.protected.request-context',
    level: 'should',
    says: 'While the rule is evaluated @request.context is "protectedFile" and @request.auth.* refers to the token\'s record; @request.query, @request.headers and @request.method refer to the download request.',
    probe:
      'viewRule "@request.context = \'protectedFile\'"; GET the file as guest -> 200 while GET of the record itself as guest -> 404.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.unprotected-ignores-token',
    level: 'should',
    says: 'For non protected fields the token parameter is ignored completely.',
    probe: 'Public file with ?token=garbage -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.applies-to-thumbs',
    level: 'must',
    says: 'The protected check runs before any thumb handling.',
    probe:
      'Protected image, ?thumb=100x100 without a valid token and viewRule null -> 404 and no thumb is created.',
    basis: 'unverified',
  },
  {
    id: 'files.protected.get-with-body',
    level: 'may',
    says: 'A protected download whose request carries a body that cannot be parsed (non-empty body with an unsupported Content-Type) fails with 500 "Failed to load request info.".',
    probe:
      'GET a protected file with body "x" and Content-Type text/plain -> 500 {"data":{},"message":"Failed to load request info.","status":500}.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
