import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with password' } as const

/** Logging in with identity and password: which fields are searched, in which order, how they compare. */
export const passwordAuth = [
  {
    id: 'auth.password.success',
    level: 'must',
    says: 'POST auth-with-password with identity and password answers 200 with the auth response.',
    probe: 'AUTH(users) with email and password -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password.disabled',
    level: 'must',
    says: 'A collection without password authentication answers 403 before reading the body.',
    probe:
      'passwordAuth.enabled=false -> ERR(403, "The collection is not configured to allow password authentication.").',
    basis: 'observed',
  },
  {
    id: 'auth.password.validation',
    level: 'must',
    says: "identity and password are required and 1..255 bytes long; identityField, when not empty, must be 1..255 bytes and one of the collection's identityFields.",
    probe:
      '{"identity":"a","password":"b","identityField":"created"} -> 400 data.identityField = {"code":"validation_in_invalid","message":"Must be a valid value."}; a 256-byte password -> data.password.code validation_length_out_of_range.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password.failed',
    level: 'must',
    says: 'Unknown identity and wrong password are indistinguishable - 400 with empty data.',
    probe: 'ERR(400, "Failed to authenticate.") in both cases.',
    basis: 'observed',
  },
  {
    id: 'auth.password.exact-bytes',
    level: 'must',
    says: 'Passwords are compared byte by byte: letter case, leading and trailing white space, NUL characters and the Unicode form all count.',
    probe:
      'Create users with "ab\\u0000defgh", " spaces  " and a decomposed accented password -> each logs in with exactly that and with no trimmed, cut, lower-cased or NFC-normalized variant.',
    basis: 'observed',
  },
  {
    id: 'auth.password.over-72-bytes',
    level: 'may',
    says: 'A login password longer than 72 bytes is not an error; only its first 72 bytes are compared.',
    probe:
      'Password of 36 two-byte characters (72 bytes): login with it plus any suffix -> 200; with its 36th character replaced -> ERR(400, "Failed to authenticate.").',
    basis: 'observed',
  },
  {
    id: 'auth.password.field-rules-not-checked',
    level: 'must',
    says: "The password field's min, max and pattern apply when a password is set, not at login nor at saves that do not set one.",
    probe:
      "Raise the password field's min to 30 and set a pattern -> existing users still log in with their short password and can update other fields.",
    basis: 'observed',
  },
  {
    id: 'auth.password.explicit-identity-field',
    level: 'must',
    says: 'With identityField only that field is searched.',
    probe:
      'identityFields [email, username] - identityField "username" with an email value of an existing user and the right password -> ERR(400, "Failed to authenticate.").',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password.auto-order',
    level: 'must',
    says: 'Without identityField the configured identity fields are tried in order, except that "email" is always tried first when present; the email field is skipped when the value is not a valid email. The first field with a matching record decides; other fields are not tried if its password is wrong.',
    probe:
      'identityFields [username, email]; user A email x@example.com, user B username "x@example.com" with other password - AUTH with x@example.com and B\'s password -> 400; if no email matches, username "x@example.com" logs in B -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.password.identity-collation',
    level: 'must',
    says: 'An identity field is matched case-insensitively only if its single-column unique index has COLLATE NOCASE (any letter case in the index definition).',
    probe:
      'username index without collate - "Clients57772" for clients57772 -> 400; with COLLATE NOCASE -> 200 and record.username is the stored form.',
    basis: 'observed',
  },
  {
    id: 'auth.password.identity-not-email-only',
    level: 'must',
    says: 'With identityFields ["email"] a non-email identity fails with the generic error, not a validation error.',
    probe: 'AUTH {"identity":"plainname","password":"x"} -> ERR(400, "Failed to authenticate.").',
    basis: 'observed',
  },
  {
    id: 'auth.password.config-unique-index',
    level: 'should',
    says: 'identityFields must be non-empty while password auth is enabled and every entry must be an existing field with a single-column unique index.',
    probe:
      'SU PATCH users {"passwordAuth":{"identityFields":["name"]}} -> 400 data.passwordAuth.identityFields = {"code":"validation_missing_unique_constraint","message":"The field name doesn\'t have a UNIQUE constraint.","params":{"fieldName":"name"}}; an unknown name -> code validation_missing_field; [] -> validation_required.',
    basis: 'observed',
  },
  {
    id: 'auth.password.no-side-effects-on-failure',
    level: 'should',
    says: 'A failed password login changes nothing (no lockout, no counters other than configured rate limits, no auth origin).',
    probe: '20 wrong attempts then the right password (rate limits off) -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
