import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of password fields. */
export const passwordSchema = [
  {
    id: 'schema.password.shape',
    level: 'must',
    says: 'Default password field has cost 0, max 0, min 0, pattern "".',
    probe:
      'SU create {"name":"p","type":"password"} in a base collection -> these values, hidden false, required false.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.password.runtime-defaults',
    level: 'must',
    says: 'max 0 means 71 characters, cost 0 means bcrypt cost 10, min 0 means no minimum.',
    probe:
      'Password of 71 characters -> 200, 72 -> 400; the stored hash starts with "$2a$10$" ("$2b$" and "$2y$" are the same hash under another name and are read as well).',
    basis: 'observed',
  },
  {
    id: 'schema.password.limits',
    level: 'must',
    says: 'Non zero values must be within min 1..71, max min..71, cost 4..31.',
    probe:
      '{"min":-1} -> min "Must be no less than 1."; {"min":72} -> min "Must be no greater than 71."; {"min":10,"max":5} -> max "Must be no less than 10."; {"max":72} -> max "Must be no greater than 71."; {"cost":3} -> cost "Must be no less than 4."; {"cost":32} -> cost "Must be no greater than 31." (codes validation_min_greater_equal_than_required / validation_max_less_equal_than_required, params threshold).',
    basis: 'observed',
  },
  {
    id: 'schema.password.pattern',
    level: 'must',
    says: 'pattern must be a valid regular expression.',
    probe: '{"pattern":"(invalid"} -> 400 data.fields.1.pattern.code validation_invalid_regex.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
