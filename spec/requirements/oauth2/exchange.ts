import type { Requirement } from '../../requirement.ts'

/** Exchanging the code for a token at the provider. */
export const exchangeOauth2 = [
  {
    id: 'oauth2.exchange.request-basic',
    level: 'must',
    says: 'The code is exchanged with POST <tokenURL>, Content-Type application/x-www-form-urlencoded, body parameters sorted by name: code, code_verifier (PKCE only), grant_type=authorization_code, redirect_uri; the credentials go first in an `Authorization: Basic base64(urlencode(clientId):urlencode(clientSecret))` header and not in the body. No scope and no state is sent.',
    probe:
      'LOGIN -> first MOCK /token request has Authorization "Basic " + base64("cid:csecret") and raw body code=c1&code_verifier=v1&grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.fallback-body-credentials',
    level: 'must',
    says: 'When the first attempt fails for any reason (non-2xx, error key, unparsable body, missing access_token, connection error) the exchange is retried once without the Authorization header and with client_id and client_secret added to the body (an empty secret is omitted).',
    probe:
      'MOCK answers 401 when an Authorization header is present and 200 otherwise -> LOGIN 200 and the second request body is client_id=cid&client_secret=csecret&code=c1&code_verifier=v1&grant_type=authorization_code&redirect_uri=....',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.no-style-memory',
    level: 'should',
    says: 'The working style is not remembered between logins: each LOGIN starts again with the Basic attempt, and a completely failing token endpoint is hit exactly twice per login.',
    probe:
      'MOCK /token always 400 -> LOGIN makes 2 requests; repeated LOGIN makes 2 more, the first again with Basic auth.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.code-verifier-only-with-pkce',
    level: 'must',
    says: 'code_verifier is sent only when PKCE is on for the provider, then always (also as an empty parameter when the client sent none); with PKCE off the submitted codeVerifier is ignored.',
    probe:
      'OIDC pkce=false -> no code_verifier in the exchange body; pkce=null without codeVerifier in the request -> body contains "code_verifier=&".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.response-json',
    level: 'must',
    says: 'A JSON token response is read with keys access_token, token_type, refresh_token, expires_in (number or numeric string), and unknown keys (id_token, permissions, email) stay available to the provider. Any Content-Type other than the two form types is treated as JSON.',
    probe:
      'MOCK returns expires_in "3600" as a string with Content-Type text/html -> LOGIN 200, meta.expiry about one hour ahead.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.response-form',
    level: 'should',
    says: 'A token response with Content-Type application/x-www-form-urlencoded or text/plain is parsed as a query string (access_token=...&token_type=...).',
    probe:
      'MOCK /token answers text/plain "access_token=at1&token_type=bearer" -> LOGIN 200, meta.accessToken "at1".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.failure',
    level: 'must',
    says: 'Any exchange failure (both attempts) answers 400 "Failed to fetch OAuth2 token." with empty data; vendor details are not exposed.',
    probe:
      'MOCK /token 500, or unreachable tokenURL, or provider without tokenURL -> ERR(400,"Failed to fetch OAuth2 token.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.error-key-with-200',
    level: 'must',
    says: 'A 2xx token response with a non-empty `error` value, or without access_token, is a failure.',
    probe:
      'MOCK /token 200 {"error":"invalid_grant"} or 200 {} -> ERR(400,"Failed to fetch OAuth2 token.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.no-side-effects-on-failure',
    level: 'must',
    says: 'A failed exchange or user fetch changes no data (no record, no external auth, no password reset).',
    probe:
      'failing LOGIN with an existing unverified user of that email -> old password still works, total records unchanged.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.exchange.timeout',
    level: 'should',
    says: 'Token exchange, userinfo and JWKS requests of one login share a limit of 30 seconds (the extra email calls of github, gitee and bitbucket are not bound by it).',
    probe:
      'MOCK /userinfo hangs -> after about 30 s ERR(400,"Failed to fetch OAuth2 user."). (slow)',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
