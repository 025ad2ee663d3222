import type { Requirement } from '../../requirement.ts'

/** Options that `_superusers` forces. */
export const superusersCollections = [
  {
    id: 'collections.superusers.defaults',
    level: 'must',
    says: 'On a fresh instance _superusers is a system auth collection with all five rules null, authRule "", manageRule null, authToken.duration 86400 and otherwise the auth defaults, plus system autodate fields created and updated.',
    probe:
      'Fresh instance, SU GET /api/collections/_superusers -> those values; field names id, password, tokenKey, email, emailVisibility, verified, created, updated.',
    basis: 'observed',
  },
  {
    id: 'collections.superusers.password-auth-forced',
    level: 'must',
    says: 'passwordAuth.enabled of _superusers is always forced to true on save (no error).',
    probe:
      'SU PATCH _superusers {"passwordAuth":{"enabled":false}} -> 200 with passwordAuth.enabled true.',
    basis: 'observed',
  },
  {
    id: 'collections.superusers.oauth2-forced-off',
    level: 'must',
    says: 'oauth2 of _superusers is always forced to disabled without providers on save (no error). This happens after validation, so enabled providers are judged first.',
    probe:
      'SU PATCH _superusers {"oauth2":{"enabled":true,"providers":[{"name":"gitlab","clientId":"a","clientSecret":"b"}]}} -> 200 with oauth2.enabled false and providers []; with the provider {"name":"gitlab"} -> 400 with data.oauth2.providers.0.',
    basis: 'observed',
  },
  {
    id: 'collections.superusers.otp-forces-mfa',
    level: 'must',
    says: 'Enabling otp on _superusers also enables mfa (after validation, no error).',
    probe: 'SU PATCH _superusers {"otp":{"enabled":true}} -> 200 with mfa.enabled true.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
