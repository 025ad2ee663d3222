import type { Requirement } from '../../requirement.ts'

/** Values of password fields. */
export const passwordValues = [
  {
    id: 'values.password.never-returned',
    level: 'must',
    says: 'A non-hidden password field of a base collection is returned as "" to everyone; the value is stored as a bcrypt hash (default cost 10, or the field\'s cost).',
    probe:
      'Base collection with password field "secret": POST {"secret":"12345678"} -> 200 "secret":""; the stored column starts with "$2a$10$".',
    basis: 'observed',
  },
  {
    id: 'values.password.empty-clears',
    level: 'should',
    says: 'Sending "" (or null) to a not required password field clears the stored hash; not sending it keeps it. A base collection needs no confirmation or old value.',
    probe: 'PATCH {"secret":""} -> 200 and the column is ""; PATCH {} keeps the hash.',
    basis: 'observed',
  },
  {
    id: 'values.password.validation',
    level: 'must',
    says: 'Same errors as the auth password: min "Must be at least 8 character(s).", max "Must be less than 71 character(s).", pattern "validation_invalid_format" "Invalid value format.", required "validation_required". The unset min option means no minimum.',
    probe: 'Custom password field min 5: "abcd" -> validation_min_text_constraint without params.',
    basis: 'observed',
  },
  {
    id: 'values.password.over-72-bytes',
    level: 'should',
    says: 'A value of more than 72 bytes in UTF-8 cannot be hashed. For superuser creates and for every update this gives code "validation_invalid_value", message "Invalid value.", before any length check; a create by a non-superuser fails while the rule check is prepared, with 400 "Failed to create record." and data {}, whatever the rule is.',
    probe:
      'Password field "secret": superuser POST of 73 ASCII characters -> 400 data.secret {"code":"validation_invalid_value","message":"Invalid value."}; the same as guest -> 400 with data {}; guest PATCH -> data.secret.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
