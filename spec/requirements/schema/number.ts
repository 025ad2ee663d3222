import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of number fields. */
export const numberSchema = [
  {
    id: 'schema.number.shape',
    level: 'must',
    says: 'Default number field has max null, min null, onlyInt false.',
    probe:
      'SU create {"name":"n","type":"number"} -> keys hidden, id, max, min, name, onlyInt, presentable, required, system, type with these values.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.number.only-int-limits',
    level: 'must',
    says: 'With onlyInt, min and max must be whole numbers.',
    probe:
      '{"onlyInt":true,"min":1.2,"max":2.5} -> 400 data.fields.1.min and data.fields.1.max err("validation_only_int_constraint","Decimal numbers are not allowed."); {"min":1.2} without onlyInt -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.number.max-below-min',
    level: 'must',
    says: 'max must not be less than min; a max of exactly 0 is never compared with min.',
    probe:
      '{"min":2,"max":1} -> 400 data.fields.1.max err("validation_min_greater_equal_than_required","Must be no less than 2.") params {"threshold":2}; {"min":2,"max":2} -> 200; {"min":2,"max":0} -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
