import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth refresh' } as const

/** Exchanging a valid token for a new one. */
export const refreshAuth = [
  {
    id: 'auth.refresh.success',
    level: 'must',
    says: "POST auth-refresh answers 200 with the auth response for the token's record with its current data, and a new token with a full duration.",
    probe:
      'Wait 2 s after login, auth-refresh -> token exp is larger than before; both tokens stay valid.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.refresh.guest',
    level: 'must',
    says: 'Without a valid token it answers 401.',
    probe: 'ERR(401, "The request requires valid record authorization token.").',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.refresh.non-refreshable',
    level: 'must',
    says: 'With a token whose refreshable claim is not true the call succeeds but returns the very same token string (without any Bearer prefix).',
    probe: 'Impersonate user, auth-refresh with "Bearer T" -> 200 and token === T.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.refresh.auth-rule',
    level: 'must',
    says: 'authRule is applied to the record.',
    probe:
      'See auth.header.auth-rule-not-rechecked -> ERR(403, "The request doesn\'t satisfy the collection requirements to authenticate.").',
    basis: 'observed',
  },
  {
    id: 'auth.refresh.no-mfa-no-alert',
    level: 'must',
    says: 'Refresh never asks for MFA, never sends a login alert and never creates or touches an auth origin.',
    probe:
      'MFA enabled, valid token - auth-refresh -> 200; _authOrigins list unchanged when refreshing with a new User-Agent.',
    basis: 'observed',
  },
  {
    id: 'auth.refresh.bad-body',
    level: 'may',
    says: 'A body is not needed, but a non-empty unparsable body is an error.',
    probe:
      'auth-refresh with Content-Type application/json and body "{" -> ERR(400, "Something went wrong while processing your request.").',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
