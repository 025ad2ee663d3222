import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update record' } as const

/** Passwords, emails and manage access when auth records are written. */
export const authRecords = [
  {
    id: 'records.auth.create-password-required',
    level: 'must',
    says: 'Creating an auth record without password and passwordConfirm (missing, "" or null) gives 400 "Failed to create record." with data.password and data.passwordConfirm code "validation_required", message "Cannot be blank.".',
    probe: 'POST {} to users (createRule "") -> data has exactly password and passwordConfirm.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Create record' },
  },
  {
    id: 'records.auth.form-before-fields',
    level: 'must',
    says: 'For auth collections the password/email/verified form checks run first; if any fails only those keys (email, verified, password, passwordConfirm, oldPassword) are reported and record field validation is skipped.',
    probe:
      'POST users {"password":"1234567","passwordConfirm":"1234560","email":"invalid"} -> data has only passwordConfirm; with equal passwords -> data has email and password errors.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-confirm-mismatch',
    level: 'must',
    says: 'passwordConfirm different from password gives data.passwordConfirm code "validation_values_mismatch", message "Values don\'t match.".',
    probe:
      'POST users with password "12345678" and passwordConfirm "12345679" -> 400 with that error.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-confirm-missing',
    level: 'must',
    says: 'When password (or oldPassword) is sent without passwordConfirm, data.passwordConfirm is "validation_required" (required is tested before equality).',
    probe:
      'Superuser PATCH users record {"password":"12345678"} -> 400 data.passwordConfirm "validation_required".',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-missing-with-confirm',
    level: 'must',
    says: 'passwordConfirm or oldPassword sent without password makes password required; a non-empty passwordConfirm then also mismatches.',
    probe:
      'Superuser PATCH {"passwordConfirm":"12345678"} -> data.password "validation_required" and data.passwordConfirm "validation_values_mismatch"; PATCH {"oldPassword":"x"} -> data.password and data.passwordConfirm "validation_required".',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-empty-on-update',
    level: 'must',
    says: 'PATCH {"password":""} (or null) alone passes the form checks but fails field validation: data.password code "validation_required"; the old password stays valid.',
    probe:
      'PATCH own users record {"password":""} -> 400 "Failed to update record." data.password "validation_required".',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-min',
    level: 'must',
    says: 'Password length (characters) below the field min (default 8) gives data.password code "validation_min_text_constraint", message "Must be at least 8 character(s).", no params.',
    probe: 'POST users with password and passwordConfirm "1234567" -> 400 with that error.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-max',
    level: 'must',
    says: 'Password length above the field max (default 0 = 71 characters) gives data.password code "validation_max_text_constraint", message "Must be less than 71 character(s).", no params.',
    probe:
      '72 ASCII characters -> 400 with that error; 71 ASCII characters -> 200 and login works.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-over-72-bytes',
    level: 'should',
    says: 'A password of more than 72 bytes in UTF-8 cannot be hashed. For superuser creates and for every update this gives data.password code "validation_invalid_value", message "Invalid value.", before any length check; for creates by non-superusers the request already fails while preparing the rule check with 400 "Failed to create record." and data {}.',
    probe:
      '73 ASCII characters, or 40 two-byte characters: superuser POST -> 400 data.password {"code":"validation_invalid_value","message":"Invalid value."}; guest POST (createRule "") -> 400 with data {}.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-pattern',
    level: 'must',
    says: 'A password not matching the field pattern gives data.password code "validation_invalid_format", message "Invalid value format.".',
    probe: 'Password field pattern "^[a-z]+$": password "12345678" -> 400 with that error.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-cast',
    level: 'should',
    says: 'password, passwordConfirm and oldPassword are cast to text, so numbers and form values work.',
    probe:
      'POST {"password":12345678,"passwordConfirm":"12345678",...} -> 200 and auth-with-password with "12345678" succeeds.',
    basis: 'observed',
  },
  {
    id: 'records.auth.oldpassword-alone',
    level: 'may',
    says: 'oldPassword alone is not compared with the password.',
    probe:
      'Owner PATCH {"oldPassword":"wrong"} -> 400 with data.password and data.passwordConfirm "validation_required" and no data.oldPassword.',
    basis: 'observed',
    parent: 'records.auth.oldpassword-required',
  },
  {
    id: 'records.auth.oldpassword-required',
    level: 'must',
    says: 'On update, a caller without manage access that sends password (or passwordConfirm) must send oldPassword: missing -> data.oldPassword "validation_required" "Cannot be blank."; wrong -> code "validation_invalid_old_password", message "Missing or invalid old password.".',
    probe:
      'Owner PATCH {"password":"newpass12","passwordConfirm":"newpass12"} -> 400 data.oldPassword "validation_required"; with "oldPassword":"wrong" -> "validation_invalid_old_password"; with the right one -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.auth.oldpassword-not-needed',
    level: 'must',
    says: 'Superusers and callers satisfying manageRule change the password without oldPassword; a wrong oldPassword from them is ignored.',
    probe:
      'Superuser PATCH {"password":"newpass12","passwordConfirm":"newpass12","oldPassword":"wrong"} -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.auth.oldpassword-ignored-on-create',
    level: 'must',
    says: 'oldPassword is not checked on create.',
    probe: 'POST users with valid data and "oldPassword":"x" -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.auth.email-change-forbidden',
    level: 'must',
    says: 'On update, a caller without manage access cannot change email (exact, case-sensitive comparison with the stored value): data.email code "validation_values_mismatch", message "Values don\'t match.". Sending the current value is fine.',
    probe:
      'Owner PATCH {"email":"other@example.com"} or {"email":""} -> 400 data.email "validation_values_mismatch"; PATCH with the stored email -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.auth.email-change-manager',
    level: 'must',
    says: 'Superusers and managers may change email directly; verified is left untouched.',
    probe:
      'Superuser PATCH {"email":"new@example.com"} on a verified user -> 200 with the new email and "verified":true.',
    basis: 'observed',
  },
  {
    id: 'records.auth.verified-forbidden',
    level: 'must',
    says: 'A caller without manage access cannot set verified to a value different from the stored one (false on create): data.verified code "validation_values_mismatch".',
    probe:
      'Guest POST users {...,"verified":true} -> 400 data.verified; owner PATCH {"verified":<opposite>} -> 400; PATCH with the stored value -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.auth.email-visibility-writable',
    level: 'must',
    says: 'emailVisibility and other ordinary fields can be changed by anyone who passes the update rule.',
    probe: 'Owner PATCH {"emailVisibility":true} -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.auth.email-required-unique',
    level: 'must',
    says: 'email is required by default ("validation_required") and unique among non-empty values: duplicate gives data.email code "validation_not_unique". With the default index the comparison is case-sensitive.',
    probe:
      'POST users without email -> 400 data.email "validation_required"; with a used email -> "validation_not_unique"; with the same email in another letter case -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.auth.email-optional-empty-not-unique',
    level: 'should',
    says: 'If the email field is made not required, several records may have email "".',
    probe: 'email required false: two POSTs without email -> both 200.',
    basis: 'observed',
  },
  {
    id: 'records.auth.manage-rule-update',
    level: 'must',
    says: "On update manage access is granted when the collection's manageRule is a non-empty expression, the caller is an authenticated record, and the expression holds for the stored record. null never grants it.",
    probe:
      'users manageRule "@request.auth.role = \'admin\'", updateRule "": admin user PATCH another user {"verified":true,"email":"n@example.com","password":..,"passwordConfirm":..} -> 200; a user with another role -> 400 data.verified, data.email, data.oldPassword.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.auth.manage-rule-create',
    level: 'must',
    says: 'On create the manageRule is evaluated against the submitted row (with verified forced to false) after the createRule passed; when it holds the caller may set verified true.',
    probe:
      'createRule "@request.auth.id != \'\'", manageRule "@request.auth.role = \'admin\'": admin POST with "verified":true -> 200 and verified true; other user -> 400 data.verified.',
    basis: 'observed',
  },
  {
    id: 'records.auth.manager-no-hidden',
    level: 'must',
    says: 'Manage access does not allow writing hidden fields; tokenKey (and any hidden custom field) sent by a manager is dropped.',
    probe:
      'Manager PATCH {"tokenKey":"..."(40 chars)} on a user -> 200 and the user\'s existing token still works.',
    basis: 'observed',
  },
  {
    id: 'records.auth.tokenkey-superuser',
    level: 'should',
    says: 'A superuser may set tokenKey (30 to 60 characters, unique) or regenerate it with the key "tokenKey:autogenerate"; both invalidate the record\'s tokens. Too short gives data.tokenKey "validation_min_text_constraint", "" gives "validation_required". From anybody else both keys are ignored.',
    probe:
      'Superuser PATCH {"tokenKey":"<50 chars>"} -> 200, old user token is treated as guest; {"tokenKey":"abc"} -> 400 data.tokenKey params {"min":30}; {"tokenKey:autogenerate":""} -> 200 and the old token gives 401 on auth-refresh; the same PATCH by the owner -> 200 and the token stays valid.',
    basis: 'observed',
  },
  {
    id: 'records.auth.tokenkey-autogenerated',
    level: 'must',
    says: 'On create tokenKey is generated (50 characters of [a-zA-Z0-9]) and never returned.',
    probe:
      'POST users -> 200; response has no tokenKey; the data file column tokenKey matches ^[a-zA-Z0-9]{50}$.',
    basis: 'observed',
  },
  {
    id: 'records.auth.tokens-invalidated-on-password',
    level: 'must',
    says: 'Submitting a non-empty password on update (even the current one) regenerates tokenKey, so all earlier tokens of the record stop working.',
    probe: 'Owner PATCH password -> 200; the old token then gives 401 on auth-refresh.',
    basis: 'observed',
  },
  {
    id: 'records.auth.tokens-invalidated-on-email',
    level: 'must',
    says: 'Changing email on update regenerates tokenKey as well; updates that change neither password nor email keep it.',
    probe:
      'Superuser PATCH email -> user\'s old token invalid; PATCH {"name":"x"} -> token still valid.',
    basis: 'observed',
  },
  {
    id: 'records.auth.password-change-clears-sessions',
    level: 'must',
    says: 'A password change deletes all _mfas and _authOrigins rows of the record; other updates keep them.',
    probe:
      'Create _authOrigins rows for a user as superuser, PATCH {"name":"x"} -> rows kept; PATCH password -> rows gone.',
    basis: 'observed',
  },
  {
    id: 'records.auth.username-not-special',
    level: 'must',
    says: 'username has no built-in meaning; it exists only when the collection defines such a field. Default users collection fields: id, password, tokenKey, email, emailVisibility, verified, name, avatar, created, updated.',
    probe: 'POST users {..., "username":"abc"} -> 200 without "username".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
