import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Names of fields. */
export const nameSchema = [
  {
    id: 'schema.name.required',
    level: 'must',
    says: 'The field name is required.',
    probe:
      '{"type":"text"} and {"type":"text","name":""} -> 400 data.fields.1.name err("validation_required","Cannot be blank.").',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.name.length',
    level: 'must',
    says: 'The field name has at most 100 characters.',
    probe:
      'name of 101 "a" -> 400 data.fields.1.name err("validation_length_out_of_range","The length must be between 1 and 100.") params {"max":100,"min":1}; 100 -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.name.format',
    level: 'must',
    says: 'The field name must match ^\\w+$ (ASCII word characters); a leading digit is allowed.',
    probe:
      '"a b", "a-b", "a.b", "test(", "ä" -> 400 data.fields.1.name err("validation_match_invalid","Must be in a valid format."); "1a" -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.name.reserved',
    level: 'must',
    says: 'The names null, true, false, _rowid_, collectionId, collectionName, expand are reserved (exact case).',
    probe:
      'each of them -> 400 data.fields.1.name err("validation_not_in_invalid","Must not be in list."); "Expand" and "NULL" -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.name.via',
    level: 'must',
    says: 'The name must not contain "_via_" in any letter case.',
    probe:
      '"a_Via_b" -> 400 data.fields.1.name err("validation_found_via","The value cannot contain \\"_via_\\".").',
    basis: 'observed',
  },
  {
    id: 'schema.name.check-order',
    level: 'should',
    says: 'Name checks run in the order required, length, format, reserved, _via_.',
    probe:
      '"a_via_b!" -> validation_match_invalid (unlike collection names, where _via_ is checked before the format).',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
