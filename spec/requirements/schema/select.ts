import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of select fields. */
export const selectSchema = [
  {
    id: 'schema.select.shape',
    level: 'must',
    says: 'A select field has maxSelect (default 0) and values (array of strings).',
    probe:
      'SU create {"name":"s","type":"select","values":["a","b"]} -> maxSelect 0, values ["a","b"].',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.select.values-required',
    level: 'must',
    says: 'values must contain at least one element; the elements themselves are not validated (duplicates and "" are accepted).',
    probe:
      '{"name":"s","type":"select"} and values [] -> 400 data.fields.1.values err("validation_required","Cannot be blank."); values ["a","a",""] -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.select.max-select-limit',
    level: 'must',
    says: 'maxSelect must not exceed the number of values (1 when there are none).',
    probe:
      '{"values":["a","b"],"maxSelect":3} -> 400 data.fields.1.maxSelect err("validation_max_less_equal_than_required","Must be no greater than 2.") params {"threshold":2}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
