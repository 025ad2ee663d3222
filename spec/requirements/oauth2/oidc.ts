import type { Requirement } from '../../requirement.ts'

/** OpenID Connect: claims, id tokens, key sets. */
export const oidcOauth2 = [
  {
    id: 'oauth2.oidc.mapping',
    level: 'must',
    says: 'oidc/oidc2/oidc3 map sub -> id, name -> name, preferred_username -> username, picture -> avatarURL, email -> email (only when verified).',
    probe:
      'LOGIN -> meta.id "ext-1", name "Ext Name", username "extuser", avatarURL "<MOCK>/a.png", email "ext@example.com".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.email-verified',
    level: 'must',
    says: 'email is used only when email_verified is truthy: true, 1 or the string "true". Missing, null, false, 0, "" and "false" mean the user has no email (and do not fail the login).',
    probe:
      'userinfo email_verified "true" -> meta.email set; email_verified absent or false -> meta.email "" and meta.rawUser.email still there.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.email-verified-forms',
    level: 'should',
    says: 'Further truthy forms of email_verified are any non-zero number and the strings 1, t, T, TRUE and True; any other string ("yes", "tRuE", "0") is not.',
    probe:
      'userinfo email_verified 2.5, -1, "1", "T" -> meta.email set; "yes", "tRuE" -> meta.email "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.independent-slots',
    level: 'should',
    says: 'oidc, oidc2 and oidc3 are independent providers (separate config and separate external auth identities).',
    probe: 'same sub through oidc and oidc2 -> two different _externalAuths identities.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.userinfo-preferred',
    level: 'must',
    says: 'When userInfoURL is set the id_token is ignored completely (not even parsed) and extra.jwksURL/issuers have no effect.',
    probe: 'OIDC with userInfoURL and a garbage id_token, extra.issuers ["x"] -> LOGIN 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-claims',
    level: 'must',
    says: 'With an empty userInfoURL the user data is taken from the claims of the `id_token` of the token response, with the same mapping; meta.rawUser is the claims object. Without jwksURL the signature is not verified.',
    probe:
      'OIDC with userInfoURL "" and MOCK /token returning an id_token signed with any key, claims {"sub":"ext-1","aud":"cid","email":"e@x.io","email_verified":true} -> LOGIN 200, meta.id "ext-1", meta.email "e@x.io".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-missing',
    level: 'should',
    says: 'With an empty userInfoURL a token response without an id_token string never logs in and stores nothing. Upstream crashes and recovers with 500 "Something went wrong while processing your request."; 400 "Failed to fetch OAuth2 user." is as good. An empty-string id_token gives 400 "Failed to fetch OAuth2 user.".',
    probe:
      'MOCK /token without id_token -> ERR(500, that message) or ERR(400,"Failed to fetch OAuth2 user."); with "id_token":"" -> ERR(400,"Failed to fetch OAuth2 user."); no record and no external auth afterwards.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-malformed',
    level: 'must',
    says: 'An id_token that is not a three-part JWT with a known alg header fails with 400 "Failed to fetch OAuth2 user.".',
    probe: 'id_token "abc" -> that 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-aud',
    level: 'must',
    says: 'The aud claim (string or array of strings) is required and must contain the provider clientId.',
    probe:
      'aud missing or "other" -> ERR(400,"Failed to fetch OAuth2 user."); aud ["x","cid"] -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-times',
    level: 'must',
    says: 'exp, nbf and iat are optional but, when present, checked with a leeway of 5 minutes: now < exp+5m, now >= nbf-5m, now >= iat-5m; a non-numeric value fails.',
    probe:
      'without jwksURL - exp 4 minutes ago -> 200; exp 6 minutes ago -> 400 "Failed to fetch OAuth2 user."; iat 6 minutes ahead -> 400; no exp -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-leeway',
    level: 'should',
    says: 'The env variable PB_ID_TOKEN_LEEWAY=<seconds> of the server process replaces the leeway of 5 minutes.',
    probe:
      'server started with PB_ID_TOKEN_LEEWAY=60, no jwksURL - exp 30 s ago -> 200; exp 90 s ago -> 400 "Failed to fetch OAuth2 user."; iat 2 minutes ahead -> the same 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.id-token-issuers',
    level: 'must',
    says: 'When extra.issuers is a non-empty list (or a whitespace separated string) the iss claim must equal one of its values; otherwise iss is not checked.',
    probe:
      'extra {"issuers":["https://a"]} with iss "https://b" -> ERR(400,"Failed to fetch OAuth2 user."); iss "https://a" -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.jwks-verification',
    level: 'must',
    says: 'When extra.jwksURL is non-empty the signature is verified: GET jwksURL (no auth) must return {"keys":[...]}, the first key whose kid equals the token header kid is used, its kty must be RSA (n,e) or OKP with crv Ed25519 (x), and its `alg` must equal the token\'s alg. The token header must have a non-empty kid.',
    probe:
      'RS256 token signed by the listed key -> 200. Wrong key, unknown kid, missing kid, key without alg, EC key, jwksURL 404 -> each ERR(400,"Failed to fetch OAuth2 user.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.oidc.jwks-strict-times',
    level: 'should',
    says: 'With jwksURL set, exp and nbf are additionally checked without leeway during the signature verification.',
    probe:
      'validly signed token with exp 1 minute ago and jwksURL set -> 400 "Failed to fetch OAuth2 user."; without jwksURL -> 200.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
