import type { Requirement } from '../../requirement.ts'

/** Reading the user from the provider. */
export const userinfoOauth2 = [
  {
    id: 'oauth2.userinfo.request',
    level: 'must',
    says: 'The profile is read with GET <userInfoURL> and `Authorization: <type> <access_token>` where type is "Bearer" when token_type is any case of bearer, empty or missing, otherwise the token_type verbatim (upstream also turns any case of mac and basic into "MAC" and "Basic", which nobody relies on).',
    probe:
      'token_type "bearer" or absent -> MOCK /userinfo sees "Bearer at1"; token_type "Foo" -> "Foo at1".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.userinfo.failure',
    level: 'must',
    says: 'A userinfo status >= 400, a connection error, a non-JSON or non-object body, or a mapped key of the wrong JSON type (e.g. numeric `sub`) answers 400 "Failed to fetch OAuth2 user." with empty data. Redirects are followed.',
    probe:
      'MOCK /userinfo 401; 200 "nope"; 200 {"sub":123} -> each ERR(400,"Failed to fetch OAuth2 user.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.userinfo.no-url',
    level: 'should',
    says: 'For providers other than oidc* and apple an empty user info URL makes the user fetch fail.',
    probe: 'mailcow with tokenURL but no userInfoURL -> ERR(400,"Failed to fetch OAuth2 user.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.userinfo.expired-token',
    level: 'may',
    says: 'A token that expires within 10 seconds is considered expired before the userinfo call: it is refreshed with grant_type=refresh_token when a refresh_token was returned, otherwise the login fails with "Failed to fetch OAuth2 user.".',
    probe:
      'MOCK /token expires_in 5 without refresh_token -> ERR(400,"Failed to fetch OAuth2 user.") and no /userinfo request.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
