import type { Requirement } from '../../requirement.ts'

/** Provider configuration of a collection: defaults, validation, merging, secrets. */
export const configOauth2 = [
  {
    id: 'oauth2.config.defaults',
    level: 'must',
    says: 'A new auth collection has the option `oauth2` equal to `{"providers":[],"mappedFields":{"id":"","name":"","username":"","avatarURL":""},"enabled":false}`.',
    probe:
      'superuser POST /api/collections {"name":"c","type":"auth"} -> 200, body.oauth2 deep-equals the value above.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.users-default-mapping',
    level: 'must',
    says: 'The `users` collection of a fresh data dir (id `_pb_users_auth_`) has OAuth2 disabled but with mappedFields.name = "name" and mappedFields.avatarURL = "avatar".',
    probe:
      'fresh instance, superuser GET /api/collections/users -> body.oauth2 = {"providers":[],"mappedFields":{"id":"","name":"name","username":"","avatarURL":"avatar"},"enabled":false}.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.provider-response-shape',
    level: 'must',
    says: 'A stored provider is serialized with exactly the keys pkce, name, clientId, authURL, tokenURL, userInfoURL, displayName, extra. Unset pkce and extra are `null`, unset strings are `""`. `clientSecret` is never part of any collection response.',
    probe:
      'superuser POST/GET/PATCH/list of COL -> oauth2.providers[0] has exactly those 8 keys; no "clientSecret" substring anywhere in the body.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.providers-null-serialized-as-array',
    level: 'must',
    says: '`oauth2.providers` is always returned as an array; submitting `null` or omitting it yields `[]`.',
    probe:
      'POST /api/collections with oauth2 {"enabled":true,"providers":null} -> 200 and oauth2.providers = [].',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.disabled-skips-validation',
    level: 'must',
    says: 'While `oauth2.enabled` is false nothing inside `oauth2` is validated: unknown provider names, empty client ids or invalid URLs are stored as submitted.',
    probe:
      'PATCH COL {"oauth2":{"enabled":false,"providers":[{"name":"nope"}]}} -> 200, providers[0].name = "nope".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.enabled-without-providers',
    level: 'must',
    says: 'An enabled OAuth2 config with an empty providers list is valid.',
    probe:
      'PATCH COL {"oauth2":{"enabled":true,"providers":[]}} -> 200; GET auth-methods -> oauth2 {"providers":[],"enabled":true}.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.provider-required-fields',
    level: 'must',
    says: 'With OAuth2 enabled every provider needs non-empty name, clientId and clientSecret. Errors are nested by zero-based string index: data.oauth2.providers["0"].<field> = {"code":"validation_required","message":"Cannot be blank."}.',
    probe:
      'POST /api/collections {"name":"c","type":"auth","oauth2":{"enabled":true,"providers":[{}]}} -> 400, message "Failed to create collection.", data.oauth2.providers.0 has exactly name, clientId, clientSecret. With PATCH the message is "Failed to update collection.".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.provider-unknown-name',
    level: 'must',
    says: 'A name that is not one of the 32 built-in keys is rejected with code `validation_missing_provider`, message "Invalid or missing provider with name X." and params {"name":"X"}. Names are matched case-sensitively.',
    probe:
      'PATCH COL providers [{"name":"Google","clientId":"a","clientSecret":"b"}] enabled -> 400 data.oauth2.providers.0.name = {"code":"validation_missing_provider","message":"Invalid or missing provider with name Google.","params":{"name":"Google"}}.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.known-names',
    level: 'must',
    says: 'The accepted provider names are: apple, bitbucket, box, discord, facebook, gitea, gitee, github, gitlab, google, instagram2, kakao, lark, linear, livechat, mailcow, microsoft, monday, notion, oidc, oidc2, oidc3, patreon, planningcenter, spotify, strava, trakt, twitch, twitter, vk, wakatime, yandex (32 keys; "instagram" without the 2 is not valid).',
    probe:
      'PATCH COL with one provider entry per name {"name":N,"clientId":"a","clientSecret":"b"} enabled -> 200; "instagram" -> 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.provider-url-format',
    level: 'must',
    says: 'authURL, tokenURL and userInfoURL are optional; a non-empty value that is not a URL is rejected with code `validation_is_url`, message "Must be a valid URL.".',
    probe:
      'PATCH COL providers [{"name":"gitlab","clientId":"a","clientSecret":"b","authURL":"!invalid!","tokenURL":"!invalid!","userInfoURL":"!invalid!"}] enabled -> 400 with that error under each of the three keys of data.oauth2.providers.0.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.provider-url-local-hosts',
    level: 'must',
    says: 'URLs with an IP or localhost host and a port are accepted (http://127.0.0.1:1234/token, http://localhost:1234/x), also without checking that anything listens there.',
    probe: 'PATCH COL with such tokenURL/userInfoURL -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.provider-duplicate',
    level: 'must',
    says: 'The same name twice in an enabled config is rejected at the index of the second occurrence with code `validation_duplicated_provider`, message "The provider X is already registered." and params {"name":"X"}.',
    probe:
      'PATCH COL enabled providers [gitlab,google,gitlab] (valid otherwise) -> 400 data.oauth2.providers = {"2":{"name":{...}}} only.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.duplicate-checked-first',
    level: 'should',
    says: 'The duplicate check runs before the per-provider checks and, when it fails, is the only providers error reported. Entries with an empty name are ignored by it.',
    probe:
      'enabled providers [{"name":"gitlab"},{"name":"gitlab"}] -> 400 with only providers.1.name (validation_duplicated_provider), no clientId/clientSecret errors.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.oidc-urls-optional',
    level: 'must',
    says: 'No endpoint URL is mandatory, not even for oidc/oidc2/oidc3/mailcow which have no built-in endpoints.',
    probe:
      'PATCH COL enabled providers [{"name":"oidc","clientId":"a","clientSecret":"b"}] -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.pkce-override',
    level: 'must',
    says: '`pkce` accepts null (use the provider default), true or false; a non-null value overrides the provider default.',
    probe:
      'store google with "pkce":false -> GET auth-methods shows empty codeVerifier/codeChallenge/codeChallengeMethod; store linear with "pkce":true -> they are filled.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.extra-freeform',
    level: 'must',
    says: '`extra` is an arbitrary JSON object (or null), stored and returned as is and not validated. Only oidc/oidc2/oidc3 read it (keys jwksURL and issuers).',
    probe: 'PATCH COL provider extra {"a":1,"b":["x"]} -> 200 and echoed identically on GET.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.mapped-fields-missing-cleared',
    level: 'must',
    says: 'On every collection save each mappedFields value that is not the name of an existing field is silently replaced with "". Deleting or renaming the mapped field therefore clears the mapping.',
    probe:
      'PATCH COL {"oauth2":{"mappedFields":{"name":"missing_field"}}} -> 200 with mappedFields.name = "". Map to an existing text field, then rename that field -> mapping becomes "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.mapped-fields-any-type',
    level: 'should',
    says: 'The type of the mapped field is not validated (any existing field name is kept).',
    probe: 'PATCH COL mappedFields {"name":"verified"} -> 200 and kept.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.partial-patch-merges',
    level: 'must',
    says: '`oauth2` in a PATCH is merged into the stored object: keys not submitted (providers, mappedFields and their sub keys) keep their value.',
    probe:
      'PATCH COL {"oauth2":{"enabled":false}} -> 200, providers and mappedFields unchanged; PATCH {"oauth2":{"mappedFields":{"id":"x"}}} keeps mappedFields.name.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.secret-kept-when-omitted',
    level: 'must',
    says: 'When a PATCH submits the providers array without clientSecret, the stored secret is kept, because array elements are merged onto the stored elements by POSITION (index i onto stored index i), each omitted key keeping its old value.',
    probe:
      'COL with OIDC; PATCH {"oauth2":{"providers":[{"name":"oidc","clientId":"cid2"}]}} -> 200, tokenURL/userInfoURL kept; LOGIN -> MOCK /token sees Basic auth cid2:csecret.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.secret-position-merge-quirk',
    level: 'may',
    says: 'The merge is positional, not by name: reordering two providers without resubmitting secrets attaches the secret (and every other omitted key) of the old element at that index. Elements beyond the stored length start blank, so a new provider without clientSecret fails with validation_required.',
    probe:
      'store [github(secret s1), gitlab(secret s2)], PATCH providers [{"name":"gitlab","clientId":"x"},{"name":"github","clientId":"y"}] -> 200; gitlab now uses secret s1. PATCH with a third entry lacking clientSecret -> 400 data.oauth2.providers.2.clientSecret.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.import-keeps-secret',
    level: 'should',
    says: 'Importing an exported collection (which has no clientSecret) over an existing one keeps the stored secrets, with the same positional merge as a PATCH; a new provider without clientSecret fails the import.',
    probe:
      'PUT /api/collections/import with COL as returned by the API (displayName changed) -> 204; LOGIN -> MOCK /token still sees cid:csecret.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.remove-providers',
    level: 'must',
    says: 'A submitted shorter array truncates the list; `[]` removes all providers.',
    probe: 'PATCH COL {"oauth2":{"providers":[]}} -> 200, providers [].',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.superusers-forced-off',
    level: 'must',
    says: 'OAuth2 cannot be enabled for `_superusers`: a valid PATCH answers 200 but enabled is stored as false and providers as [].',
    probe:
      'PATCH /api/collections/_superusers {"oauth2":{"enabled":true,"providers":[OIDC]}} -> 200 with oauth2.enabled=false, providers=[]; POST /api/collections/_superusers/auth-with-oauth2 -> 403 (see oauth2.login.disabled).',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.counts-for-mfa',
    level: 'must',
    says: 'An enabled OAuth2 counts as one of the at least two auth methods that enabling MFA requires (otherwise data.mfa.enabled code `validation_mfa_not_enough_auths`, message "MFA requires at least 2 auth methods to be enabled.").',
    probe:
      'auth collection with password enabled, otp disabled: PATCH {"mfa":{"enabled":true}} with oauth2 disabled -> 400; with oauth2 enabled (even without providers) -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.config.view-request-blanks-runtime-secret',
    level: 'may',
    says: 'Upstream defect (confirmed on the running server): serving a single collection to a superuser via GET /api/collections/{id} blanks the clientSecret of the in-memory cached collection, so until the next save of any collection (or a restart) code exchanges are sent with an empty secret. The stored secret is not lost; the collections list, record requests and PATCH responses do not trigger it. An implementation should not copy it; a suite must not GET the collection between configuring it and asserting the secret sent to the token endpoint.',
    probe:
      'configure COL, superuser GET /api/collections/COL, LOGIN -> MOCK /token sees Basic auth "cid:csecret" (correct) or "cid:" (the defect).',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
