import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of auth collections: defaults, templates, and their validation. */
export const authCollections = [
  {
    id: 'collections.auth.default-rules',
    level: 'must',
    says: 'A new auth collection has authRule "" (everyone may authenticate) and manageRule null.',
    probe: 'SU POST {"name":"o1","type":"auth"} -> authRule "", manageRule null.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-options',
    level: 'must',
    says: 'Defaults - authAlert.enabled true; oauth2 {"providers":[],"mappedFields":{"id":"","name":"","username":"","avatarURL":""},"enabled":false}; passwordAuth {"enabled":true,"identityFields":["email"]}; mfa {"enabled":false,"duration":1800,"rule":""}; otp enabled false, duration 180, length 8.',
    probe: 'SU POST {"name":"o2","type":"auth"} -> deep equal on these values.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-token-durations',
    level: 'must',
    says: 'Default durations in seconds - authToken 604800, passwordResetToken 1800, emailChangeToken 1800, verificationToken 259200, fileToken 180.',
    probe: 'SU POST {"name":"o3","type":"auth"} -> each *Token equals {"duration":N}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-indexes',
    level: 'must',
    says: "A new auth collection has exactly two indexes, in this order - CREATE UNIQUE INDEX `idx_tokenKey_{id}` ON `{name}` (`tokenKey`) and CREATE UNIQUE INDEX `idx_email_{id}` ON `{name}` (`email`) WHERE `email` != ''.",
    probe:
      'SU POST {"name":"new","type":"auth"} -> indexes are exactly the two strings with id pbc_2367684841 and table `new`.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-indexes-custom-id',
    level: 'should',
    says: 'When a custom id is sent, the default index names of the created collection still use the generated id ("pbc_" + CRC-32 of type and name). Default indexes that are appended on a later save use the real collection id; the index name is cut at 64 characters.',
    probe:
      'SU POST {"id":"<80 characters>","name":"n","type":"auth"} -> indexes named idx_tokenKey_pbc_<crc32 of "authn">, idx_email_pbc_...; SU PATCH {"indexes":[]} -> the names are the first 64 characters of idx_tokenKey_<id> and idx_email_<id>.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.default-template-verification',
    level: 'must',
    says: `verificationTemplate default. subject: "Verify your {APP_NAME} email". body (10 lines joined by \\n, no trailing newline):
<p>Hello,</p>
<p>Thank you for joining us at {APP_NAME}.</p>
<p>Click on the button below to verify your email address.</p>
<p>
  <a class="btn" href="{APP_URL}/_/#/auth/confirm-verification/{TOKEN}" target="_blank" rel="noopener">Verify</a>
</p>
<p>
  Thanks,<br/>
  {APP_NAME} team
</p>`,
    probe:
      'SU GET /api/collections/users on a fresh instance -> verificationTemplate.subject and body equal these strings.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-template-reset-password',
    level: 'must',
    says: `resetPasswordTemplate default. subject: "Reset your {APP_NAME} password". body (10 lines joined by \\n, no trailing newline):
<p>Hello,</p>
<p>Click on the button below to reset your password.</p>
<p>
  <a class="btn" href="{APP_URL}/_/#/auth/confirm-password-reset/{TOKEN}" target="_blank" rel="noopener">Reset password</a>
</p>
<p><i>If you didn't ask to reset your password, you can ignore this email.</i></p>
<p>
  Thanks,<br/>
  {APP_NAME} team
</p>`,
    probe:
      'SU GET /api/collections/users on a fresh instance -> resetPasswordTemplate equals these strings.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-template-email-change',
    level: 'must',
    says: `confirmEmailChangeTemplate default. subject: "Confirm your {APP_NAME} new email address". body (10 lines joined by \\n, no trailing newline):
<p>Hello,</p>
<p>Click on the button below to confirm your new email address.</p>
<p>
  <a class="btn" href="{APP_URL}/_/#/auth/confirm-email-change/{TOKEN}" target="_blank" rel="noopener">Confirm new email</a>
</p>
<p><i>If you didn't ask to change your email address, you can ignore this email.</i></p>
<p>
  Thanks,<br/>
  {APP_NAME} team
</p>`,
    probe:
      'SU GET /api/collections/users on a fresh instance -> confirmEmailChangeTemplate equals these strings.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-template-otp',
    level: 'must',
    says: `otp.emailTemplate default. subject: "OTP for {APP_NAME}". body (7 lines joined by \\n, no trailing newline):
<p>Hello,</p>
<p>Your one-time password is: <strong>{OTP}</strong></p>
<p><i>If you didn't ask for the one-time password, you can ignore this email.</i></p>
<p>
  Thanks,<br/>
  {APP_NAME} team
</p>`,
    probe:
      'SU GET /api/collections/users on a fresh instance -> otp.emailTemplate equals these strings.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.default-template-alert',
    level: 'must',
    says: `authAlert.emailTemplate default. subject: "Login from a new location". body (9 lines joined by \\n, no trailing newline):
<p>Hello,</p>
<p>We noticed a login to your {APP_NAME} account from a new location:</p>
<p><em>{ALERT_INFO}</em></p>
<p><strong>If this wasn't you, you should immediately change your {APP_NAME} account password to revoke access from all other locations.</strong></p>
<p>If this was you, you may disregard this email.</p>
<p>
  Thanks,<br/>
  {APP_NAME} team
</p>`,
    probe:
      'SU GET /api/collections/users on a fresh instance -> authAlert.emailTemplate equals these strings.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.create-merges-defaults',
    level: 'must',
    says: 'Partial nested options in a create body are merged onto the defaults.',
    probe:
      'SU POST {"name":"o4","type":"auth","emailChangeToken":{"duration":123},"passwordAuth":{"enabled":false}} -> emailChangeToken.duration 123, passwordAuth {"enabled":false,"identityFields":["email"]}.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.auth-rule',
    level: 'must',
    says: 'authRule may be null (nobody can authenticate), "" or a valid expression; an invalid one gives validation_invalid_rule.',
    probe:
      'SU PATCH c {"authRule":null} -> 200; {"authRule":"missing != \'\'"} -> 400 data.authRule.code validation_invalid_rule.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.manage-rule',
    level: 'must',
    says: 'manageRule may be null or a non empty valid expression; "" is rejected.',
    probe:
      'SU PATCH c {"manageRule":""} -> 400 data.manageRule {"code":"validation_nil_or_not_empty_required","message":"Cannot be blank."}; {"manageRule":"missing = 1"} -> validation_invalid_rule.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.token-duration',
    level: 'must',
    says: 'Every token duration is required (0 is rejected) and must be between 10 and 94670856 seconds.',
    probe:
      'SU PATCH c {"fileToken":{"duration":0}} -> 400 data.fileToken.duration validation_required "Cannot be blank."; 9 -> {"code":"validation_min_greater_equal_than_required","message":"Must be no less than 10.","params":{"threshold":10}}; 94670857 -> {"code":"validation_max_less_equal_than_required","message":"Must be no greater than 94670856.","params":{"threshold":94670856}}; 10 and 94670856 -> 200. Same for the other 4 tokens.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.token-secret-length',
    level: 'must',
    says: 'A token secret must have 30-255 bytes (UTF-8).',
    probe:
      'SU PATCH c {"verificationToken":{"secret":"<29 chars>"}} -> 400 data.verificationToken.secret {"code":"validation_length_out_of_range","message":"The length must be between 30 and 255.","params":{"max":255,"min":30}}.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.templates-required',
    level: 'must',
    says: 'subject and body of all five templates are required, also for disabled authAlert and otp.',
    probe:
      'SU PATCH c {"authAlert":{"enabled":false,"emailTemplate":{"subject":"","body":""}},"otp":{"enabled":false,"emailTemplate":{"body":""}},"verificationTemplate":{"subject":""}} -> 400 with data.authAlert.emailTemplate.subject, data.authAlert.emailTemplate.body, data.otp.emailTemplate.body, data.verificationTemplate.subject all validation_required.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.otp-limits',
    level: 'must',
    says: 'If otp.enabled, duration is required within 10..86400 and length is required and at least 4; when disabled they are not checked.',
    probe:
      'SU PATCH c {"otp":{"enabled":true,"duration":9,"length":3}} -> 400 data.otp.duration "Must be no less than 10." and data.otp.length "Must be no less than 4." (code validation_min_greater_equal_than_required); duration 86401 -> "Must be no greater than 86400."; 0 -> validation_required; {"otp":{"enabled":false,"duration":0,"length":0}} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.mfa-duration',
    level: 'must',
    says: 'If mfa.enabled, duration is required within 10..86400; when disabled it is not checked.',
    probe:
      'SU PATCH c {"mfa":{"enabled":true,"duration":9},"otp":{"enabled":true}} -> 400 data.mfa.duration.code validation_min_greater_equal_than_required; {"mfa":{"enabled":false,"duration":0}} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.mfa-needs-two-methods',
    level: 'must',
    says: 'mfa.enabled requires at least two of passwordAuth, oauth2, otp to be enabled (an enabled oauth2 counts even without providers).',
    probe:
      'SU PATCH c {"mfa":{"enabled":true}} with only passwordAuth enabled -> 400 data.mfa.enabled {"code":"validation_mfa_not_enough_auths","message":"MFA requires at least 2 auth methods to be enabled."}; together with {"otp":{"enabled":true}} -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.mfa-rule',
    level: 'must',
    says: 'mfa.rule is validated like the other rules, but only while mfa is enabled.',
    probe:
      'SU PATCH c {"mfa":{"enabled":false,"rule":"missing = 1"}} -> 200; {"mfa":{"enabled":true,"rule":"missing = 1"},"otp":{"enabled":true}} -> 400 data.mfa.rule.code validation_invalid_rule.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.late-checks',
    level: 'should',
    says: 'The MFA method count, the MFA rule and the identity field uniqueness are checked (in this order, only the first failure reported) only when no other auth option failed.',
    probe:
      'SU PATCH c {"mfa":{"enabled":true},"fileToken":{"duration":1},"passwordAuth":{"identityFields":["missing"]}} -> 400 data.fileToken present, data.mfa and data.passwordAuth absent.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.identity-fields-required',
    level: 'must',
    says: 'With passwordAuth.enabled, identityFields must contain at least one non empty name; when disabled it is not checked.',
    probe:
      'SU PATCH c {"passwordAuth":{"enabled":true,"identityFields":[]}} and ["",""] -> 400 data.passwordAuth.identityFields {"code":"validation_required","message":"Cannot be blank."}; {"passwordAuth":{"enabled":false,"identityFields":[]}} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.identity-fields-missing',
    level: 'must',
    says: 'Every identity field must exist in the collection.',
    probe:
      'SU PATCH users {"passwordAuth":{"identityFields":["missing"]}} -> 400 data.passwordAuth.identityFields {"code":"validation_missing_field","message":"Invalid or missing field missing.","params":{"fieldName":"missing"}} (not keyed by position); ["email",""] -> the same code with message "Invalid or missing field." and fieldName ""; ["EMAIL"] -> validation_missing_field (names are case sensitive).',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.identity-fields-unique',
    level: 'must',
    says: 'Every identity field needs a single column UNIQUE index (partial indexes count, compared case insensitively).',
    probe:
      'Auth collection with text field test; SU PATCH {"passwordAuth":{"identityFields":["email","test"]}} -> 400 data.passwordAuth.identityFields {"code":"validation_missing_unique_constraint","message":"The field test doesn\'t have a UNIQUE constraint.","params":{"fieldName":"test"}}; after adding "CREATE UNIQUE INDEX idx_x ON c (test)" -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.auth.oauth2-disabled-not-validated',
    level: 'must',
    says: 'While oauth2.enabled is false the providers are stored without any validation.',
    probe:
      'SU PATCH c {"oauth2":{"enabled":false,"providers":[{"name":"whatever"}]}} -> 200 and the provider is returned.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.oauth2-no-providers',
    level: 'must',
    says: 'oauth2 may be enabled without providers.',
    probe: 'SU PATCH c {"oauth2":{"enabled":true,"providers":[]}} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.oauth2-provider-required',
    level: 'must',
    says: 'Enabled providers require name, clientId and clientSecret.',
    probe:
      'SU PATCH c {"oauth2":{"enabled":true,"providers":[{}]}} on a collection without providers -> 400 data.oauth2.providers.0 has name, clientId, clientSecret each validation_required.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.oauth2-provider-unknown',
    level: 'must',
    says: 'The provider name must be one of apple, bitbucket, box, discord, facebook, gitea, gitee, github, gitlab, google, instagram2, kakao, lark, linear, livechat, mailcow, microsoft, monday, notion, oidc, oidc2, oidc3, patreon, planningcenter, spotify, strava, trakt, twitch, twitter, vk, wakatime, yandex.',
    probe:
      'SU PATCH c {"oauth2":{"enabled":true,"providers":[{"name":"missing","clientId":"a","clientSecret":"b"}]}} -> 400 data.oauth2.providers.0.name {"code":"validation_missing_provider","message":"Invalid or missing provider with name missing.","params":{"name":"missing"}}; each listed name -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.oauth2-provider-duplicate',
    level: 'must',
    says: 'A provider name may occur once; this is checked before the single provider checks.',
    probe:
      'Providers gitlab, google, gitlab (all valid) -> 400 data.oauth2.providers.2.name {"code":"validation_duplicated_provider","message":"The provider gitlab is already registered.","params":{"name":"gitlab"}}.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.oauth2-provider-urls',
    level: 'must',
    says: 'authURL, tokenURL and userInfoURL, when not empty, must be valid URLs.',
    probe:
      '{"name":"gitlab","clientId":"a","clientSecret":"b","authURL":"!invalid!","tokenURL":"!invalid!","userInfoURL":"!invalid!"} -> 400 with these three keys below data.oauth2.providers.0, each {"code":"validation_is_url","message":"Must be a valid URL."}.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.oauth2-mapped-fields-reset',
    level: 'must',
    says: 'oauth2.mappedFields entries that name a field which does not exist are silently reset to "" on every save.',
    probe:
      'SU PATCH c {"oauth2":{"mappedFields":{"id":"missing","name":"missing","username":"email","avatarURL":"missing"}}} -> 200, mappedFields {"id":"","name":"","username":"email","avatarURL":""}.',
    basis: 'observed',
  },
  {
    id: 'collections.auth.mandatory-field-flags',
    level: 'must',
    says: 'Custom definitions of mandatory auth fields are accepted, but these flags are forced - password system, hidden, required true; tokenKey system, hidden, required true; email system true, hidden false; emailVisibility and verified system true; id system, required, primaryKey true, hidden false.',
    probe:
      'SU POST {"name":"o5","type":"auth","fields":[{"type":"text","name":"tokenKey","required":false,"min":10},{"type":"email","name":"email","required":false,"hidden":true}]} -> 200; tokenKey has required true, hidden true, system true, min 10, max 0; email has required false, hidden false, system true.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
