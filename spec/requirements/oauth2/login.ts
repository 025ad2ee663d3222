import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with OAuth2' } as const

/** The login request and its refusals. */
export const loginOauth2 = [
  {
    id: 'oauth2.login.disabled',
    level: 'must',
    says: 'For a collection with OAuth2 disabled auth-with-oauth2 answers 403 "The collection is not configured to allow OAuth2 authentication." before looking at the body.',
    probe: 'POST with any (also malformed) body -> ERR(403, that message).',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.malformed-json',
    level: 'must',
    says: 'A body that is not valid JSON answers 400 "An error occurred while loading the submitted data." with empty data.',
    probe: 'POST Content-Type application/json body {"provider" -> ERR(400, that message).',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.wrong-json-types',
    level: 'must',
    says: 'Wrong JSON types (provider as number, createData as array or string) are a body error, not a field error: 400 "An error occurred while loading the submitted data." with data {}.',
    probe:
      'POST {"provider":1} and {"provider":"oidc","code":"c","redirectURL":"u","createData":[]} -> that 400, data {}.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.unsupported-content-type',
    level: 'must',
    says: 'A non-empty body with a missing or unsupported Content-Type answers 400 "Unsupported Content-Type." with empty data.',
    probe: 'POST with Content-Type text/plain and body {} -> ERR(400,"Unsupported Content-Type.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.required-fields',
    level: 'must',
    says: 'provider, code and redirectURL are required. All failing fields are reported together, message "An error occurred while loading the submitted data.", each {"code":"validation_required","message":"Cannot be blank."}. The key for the redirect is "redirectURL". (The public docs list codeVerifier as required, name the parameter redirectUrl and show older error texts; behaviour wins.)',
    probe: 'POST {} or with an empty body -> 400, data has exactly provider, code, redirectURL.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.login.code-verifier-optional',
    level: 'must',
    says: 'codeVerifier is optional and never validated.',
    probe:
      'LOGIN without codeVerifier -> 200; a 400 validation response never contains codeVerifier.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.provider-not-enabled',
    level: 'must',
    says: 'A provider name that is not among the collection\'s providers (unknown or simply not configured; exact match) gives data.provider = {"code":"validation_invalid_provider","message":"Provider with name X is missing or is not enabled.","params":{"name":"X"}}.',
    probe:
      'POST to COL {"provider":"apple"} -> 400 with that plus code and redirectURL validation_required.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.provider-too-long',
    level: 'should',
    says: 'provider is limited to 100 bytes: code `validation_length_too_long`, message "The length must be no more than 100.", params {"max":100,"min":0}; checked before the existence of the provider.',
    probe: 'POST provider of 101 "a" -> 400 data.provider with that error.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.redirect-url-legacy-alias',
    level: 'should',
    says: '`redirectUrl` is accepted as a legacy alias and used only when redirectURL is empty; its absence is still reported under redirectURL.',
    probe:
      'LOGIN with redirectUrl instead of redirectURL -> 200 and MOCK /token receives that redirect_uri; with both, redirectURL is sent.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.login.redirect-url-not-validated',
    level: 'must',
    says: 'redirectURL can be any non-empty string; it is not checked against anything and is passed on as redirect_uri.',
    probe: 'LOGIN with redirectURL "abc" -> 200, MOCK receives redirect_uri=abc.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.form-body',
    level: 'should',
    says: 'The body can also be multipart/form-data or application/x-www-form-urlencoded for the scalar keys. A createData form key is rejected with 400 "An error occurred while loading the submitted data."; createData in a form body only works inside the special `@jsonPayload` key holding the JSON object.',
    probe:
      'LOGIN as urlencoded -> 200; with createData={"name":"x"} as form value -> 400 data {}; multipart with @jsonPayload={"provider":...,"createData":{...}} -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.login.check-order',
    level: 'must',
    says: 'Order of checks: collection exists (404) -> rate limit (429) -> collection is auth (404) -> OAuth2 enabled (403) -> body parse (400) -> field validation (400) -> code exchange (400) -> user fetch (400) -> record lookup/link/create (400/403) -> authRule (403) -> MFA (401) -> 200.',
    probe:
      "combine failures (e.g. disabled collection with malformed body) and compare with the earlier step's answer.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.login.rate-limit-labels',
    level: 'should',
    says: 'The route is rate limited with labels COL:authWithOAuth2, COL:auth, *:authWithOAuth2, *:auth (in that priority).',
    probe: 'rule {"label":"*:auth","maxRequests":1,"duration":60} -> the second POST answers 429.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
