import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List auth methods' } as const

/** The public list of the auth methods of a collection. */
export const methodsAuth = [
  {
    id: 'auth.methods.shape',
    level: 'must',
    says: 'GET auth-methods is public (collection rules do not matter) and answers 200 with password {identityFields, enabled}, oauth2 {providers, enabled}, mfa {enabled, duration}, otp {enabled, duration}.',
    probe:
      'GET /api/collections/users/auth-methods on a fresh install -> password {"identityFields":["email"],"enabled":true}, oauth2 {"providers":[],"enabled":false}, mfa {"enabled":false,"duration":0}, otp {"enabled":false,"duration":0}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.methods.legacy-keys',
    level: 'should',
    says: 'The response also has the legacy keys authProviders (same array as oauth2.providers when OAuth2 is enabled, otherwise null), emailPassword (password enabled and identityFields contains "email") and usernamePassword (same for "username").',
    probe: 'Fresh users -> authProviders null, emailPassword true, usernamePassword false.',
    basis: 'observed',
  },
  {
    id: 'auth.methods.disabled-values',
    level: 'must',
    says: 'Disabled methods report enabled=false with identityFields [] and duration 0, whatever is configured; enabled ones report the configured values.',
    probe:
      'passwordAuth.enabled=false -> {"identityFields":[],"enabled":false}; otp enabled with duration 300 -> otp {"enabled":true,"duration":300}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.methods.provider-entries',
    level: 'should',
    says: 'Each OAuth2 provider entry has name, displayName, state (30 random alphanumerics), authURL ending in "&redirect_uri=", authUrl (same), and codeVerifier (43 chars), codeChallenge, codeChallengeMethod "S256" - the last three are empty strings when the provider does not use PKCE. Values differ on every call.',
    probe:
      'Enable an oidc provider with clientId/secret and URLs -> entry keys as listed; two calls return different state.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.methods.fields',
    level: 'must',
    says: 'The fields query parameter is supported.',
    probe: 'GET auth-methods?fields=otp.enabled -> {"otp":{"enabled":false}}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
