import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update record' } as const

/** Account fields of auth records as the records API writes them: passwords, email and verified locks, hashes, token keys. */
export const accountAuth = [
  {
    id: 'auth.account.create-password-required',
    level: 'must',
    says: 'Creating an auth record needs password and an equal passwordConfirm.',
    probe:
      'POST users records {"email":"a@example.com"} -> ERR(400, "Failed to create record.", {"password":{"code":"validation_required",...},"passwordConfirm":{"code":"validation_required",...}}); different values -> data.passwordConfirm = {"code":"validation_values_mismatch","message":"Values don\'t match."}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Create record' },
  },
  {
    id: 'auth.account.update-password-old',
    level: 'must',
    says: 'A non-manager changing a password must send oldPassword with the current one.',
    probe:
      'Owner PATCH {"password","passwordConfirm"} -> ERR(400, "Failed to update record.", {"oldPassword":{"code":"validation_required","message":"Cannot be blank."}}); wrong oldPassword -> data.oldPassword = {"code":"validation_invalid_old_password","message":"Missing or invalid old password."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.account.update-password-partial',
    level: 'must',
    says: 'On update any one of password, passwordConfirm, oldPassword makes the other two required as applicable.',
    probe:
      'Owner PATCH {"oldPassword":"current"} -> data.password and data.passwordConfirm validation_required.',
    basis: 'observed',
  },
  {
    id: 'auth.account.manage-access',
    level: 'must',
    says: 'Superusers, and requesters matching a non-empty manageRule in addition to the update rule, may change password without oldPassword and may set email and verified directly.',
    probe: 'SU PATCH {"password":"12345678","passwordConfirm":"12345678"} -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.account.email-locked',
    level: 'must',
    says: 'Without manage access an update may not change email.',
    probe:
      'Owner PATCH {"email":"other@example.com"} -> ERR(400, "Failed to update record.", {"email":{"code":"validation_values_mismatch","message":"Values don\'t match."}}); same value -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.account.verified-locked',
    level: 'must',
    says: 'Without manage access verified cannot be set on create or changed on update.',
    probe:
      'Guest create with verified true -> 400 data.verified.code validation_values_mismatch; false -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.account.password-length',
    level: 'must',
    says: 'The default password field needs 8..71 characters (Unicode code points). More than 72 bytes cannot be hashed and reports validation_invalid_value instead; on guest create under a non-null createRule such a password fails with empty data.',
    probe:
      '7 chars -> data.password = {"code":"validation_min_text_constraint","message":"Must be at least 8 character(s)."}; 72 ASCII chars -> "validation_max_text_constraint" "Must be less than 71 character(s)."; 73 ASCII chars by SU -> {"code":"validation_invalid_value","message":"Invalid value."}; by guest create -> ERR(400, "Failed to create record.").',
    basis: 'observed',
  },
  {
    id: 'auth.account.email-visibility',
    level: 'must',
    says: 'In record responses email is omitted when emailVisibility is false unless the requester is the record itself, a superuser or matches manageRule for it.',
    probe: 'users viewRule "" - guest view lacks email; owner view and SU view have it.',
    basis: 'observed',
  },
  {
    id: 'auth.account.id-unique',
    level: 'must',
    says: 'Record ids are unique across all auth collections.',
    probe:
      'SU create in clients with an id existing in users -> 400 data.id = {"code":"validation_invalid_auth_id","message":"Invalid or duplicated auth record id."}.',
    basis: 'observed',
  },
  {
    id: 'auth.account.hashing',
    level: 'must',
    says: "Passwords are stored as bcrypt hashes of 60 characters, cost 10 unless the field's cost is set (_otps: cost 8). The original writes the prefix $2a$; $2b$ and $2y$ are as good.",
    probe:
      "Data-dir reader - users.password matches ^\\$2[aby]\\$10\\$.{53}$, _otps.password ^\\$2[aby]\\$08\\$; with the password field's cost 5 new passwords have \\$05\\$ and old ones still log in.",
    basis: 'observed',
  },
  {
    id: 'auth.account.hash-prefixes',
    level: 'should',
    says: 'Stored bcrypt hashes with the prefixes $2a$, $2b$ and $2y$ all verify; an empty stored hash matches no password.',
    probe:
      'Data-dir writer: stop the server, replace the prefix of three users\' hashes and empty a fourth, start -> the three log in, the fourth gets ERR(400, "Failed to authenticate.").',
    basis: 'observed',
  },
  {
    id: 'auth.account.tokenkey-format',
    level: 'should',
    says: 'tokenKey is 50 random characters of [a-zA-Z0-9]; token secrets of new collections are 50 random characters of the same alphabet.',
    probe: 'Data-dir reader - users.tokenKey matches ^[a-zA-Z0-9]{50}$.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
