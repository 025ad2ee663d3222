import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List auth methods' } as const

/** Providers in the list of auth methods: URLs, state, PKCE. */
export const methodsOauth2 = [
  {
    id: 'oauth2.methods.collection-not-found',
    level: 'must',
    says: 'auth-methods and auth-with-oauth2 answer 404 "Missing or invalid collection context." for an unknown collection and 404 "Missing or invalid auth collection context." for an existing collection that is not of type auth.',
    probe:
      'GET /api/collections/missing/auth-methods -> ERR(404,"Missing or invalid collection context."); GET on a base collection -> ERR(404,"Missing or invalid auth collection context."). The same two for POST .../auth-with-oauth2.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.public',
    level: 'must',
    says: 'auth-methods needs no authentication and ignores collection rules; the collection can be addressed by id or name (case-insensitive).',
    probe: 'guest GET /api/collections/COL/auth-methods and by id -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.methods.disabled-shape',
    level: 'must',
    says: 'With OAuth2 disabled the response holds "oauth2":{"providers":[],"enabled":false} and "authProviders":null, even when providers are stored.',
    probe: 'GET auth-methods of an auth collection with oauth2.enabled=false -> those values.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.legacy-fields',
    level: 'should',
    says: 'Besides password, oauth2, mfa and otp the response carries the legacy keys authProviders (same list as oauth2.providers when enabled, `[]` when enabled without providers, null when disabled), usernamePassword and emailPassword (password auth enabled and "username"/"email" among identityFields). Top-level key order: password, oauth2, mfa, otp, authProviders, usernamePassword, emailPassword.',
    probe:
      'GET auth-methods of COL -> authProviders deep-equals oauth2.providers, emailPassword true, usernamePassword false.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.provider-shape',
    level: 'must',
    says: 'Each provider is {name, displayName, state, authURL, authUrl, codeVerifier, codeChallenge, codeChallengeMethod} (8 string keys, in that order; authUrl is a legacy duplicate of authURL). clientId, secrets, token and userinfo URLs are not exposed as keys.',
    probe:
      'GET auth-methods of COL -> oauth2.providers[0] has exactly these keys, authUrl === authURL, name "oidc".',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.methods.provider-order',
    level: 'must',
    says: 'Providers are listed in the order stored in the collection (not sorted).',
    probe: 'store [gitlab, apple, google] -> names in that order.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.display-name',
    level: 'must',
    says: 'displayName is the configured one, otherwise the provider default (e.g. google -> "Google", github -> "GitHub", oidc -> "OIDC", vk -> "ВКонтакте").',
    probe: 'github without displayName -> "GitHub"; with displayName "GH" -> "GH".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.state',
    level: 'must',
    says: 'state is a fresh random string of 30 characters from [A-Za-z0-9] per provider and per call. It is not stored: nothing on the server later checks it.',
    probe: 'two GETs -> different states, each matching ^[A-Za-z0-9]{30}$.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.methods.pkce-values',
    level: 'must',
    says: 'With PKCE on: codeVerifier is 43 random characters [A-Za-z0-9], codeChallenge is base64url(sha256(codeVerifier)) without padding (43 chars) and codeChallengeMethod is "S256".',
    probe: 'GET auth-methods of COL -> recompute the challenge from the verifier and compare.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.methods.pkce-off-values',
    level: 'must',
    says: 'With PKCE off (default of linear, vk and bitbucket, or pkce=false) codeVerifier, codeChallenge and codeChallengeMethod are present as empty strings and the auth URL has no code_challenge parameters.',
    probe: 'store bitbucket -> the three keys are "" and authURL lacks "code_challenge".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.auth-url-composition',
    level: 'must',
    says: 'authURL = <provider auth URL> + "?" + parameters sorted alphabetically by name + "&redirect_uri=". The parameters are client_id, code_challenge, code_challenge_method, response_type=code, scope (space joined), state; the code_challenge* ones only with PKCE and scope only when the provider has scopes. The URL always ends in "&redirect_uri=" so that a client appends its own redirect URL.',
    probe:
      'github with clientId "test" -> matches ^https://github\\.com/login/oauth/authorize\\?client_id=test&code_challenge=[^&]{43}&code_challenge_method=S256&response_type=code&scope=read%3Auser\\+user%3Aemail&state=[A-Za-z0-9]{30}&redirect_uri=$ and the state inside equals the state key.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.methods.auth-url-encoding',
    level: 'must',
    says: 'Values are form-url-encoded: space becomes "+", ":" "%3A", "/" "%2F", "[" "%5B", "]" "%5D"; letters, digits and "-_.~" stay.',
    probe:
      'google -> scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fuserinfo.profile+https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fuserinfo.email; patreon -> scope=identity+identity%5Bemail%5D.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.auth-url-existing-query',
    level: 'must',
    says: 'When the provider auth URL already contains "?" the parameters are appended with "&" instead of "?".',
    probe:
      'oidc with authURL "<MOCK>/authorize?a=1" -> authURL starts with "<MOCK>/authorize?a=1&client_id=".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.auth-url-no-scope',
    level: 'must',
    says: 'Providers without default scopes (livechat, lark, notion, trakt) have no scope parameter in authURL.',
    probe: 'store trakt -> authURL has no "scope=".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.apple-response-mode',
    level: 'must',
    says: "apple's authURL additionally carries response_mode=form_post (sorted between code_challenge_method and response_type).",
    probe:
      'store apple -> authURL contains "&response_mode=form_post&response_type=code&scope=name+email&state=".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.default-scopes',
    level: 'must',
    says: 'The scopes of each provider are fixed (see spec/oauth2-providers.md) and cannot be configured in the collection; clients override them only by rewriting the scope parameter of authURL.',
    probe: 'for each provider name compare the decoded scope parameter with the table.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.methods.fields-picker',
    level: 'must',
    says: 'The `fields` query parameter picks from the response.',
    probe: 'GET auth-methods?fields=mfa,otp,password,oauth2 -> exactly these 4 top-level keys.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.methods.rate-limit-label',
    level: 'should',
    says: 'auth-methods is rate limited with the action label listAuthMethods (COL:listAuthMethods, *:listAuthMethods).',
    probe:
      'rate limit rule {"label":"COL:listAuthMethods","maxRequests":1,"duration":60} -> second GET 429.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
