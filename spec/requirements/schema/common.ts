import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options all fields have. */
export const commonSchema = [
  {
    id: 'schema.common.keys',
    level: 'must',
    says: 'Every field object has id, name, type, system, hidden, presentable; every type except autodate also has required. All booleans default to false. All option keys of the type are always present in responses, also when not sent.',
    probe:
      'SU create a bool field {"name":"a","type":"bool"} -> returned as {"hidden":false,"id":"bool3904355907","name":"a","presentable":false,"required":false,"system":false,"type":"bool"}.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.common.key-order',
    level: 'may',
    says: 'The keys of a field object are serialized in alphabetical order.',
    probe:
      'Raw response text of a bool field -> hidden, id, name, presentable, required, system, type.',
    basis: 'observed',
  },
  {
    id: 'schema.common.order-kept',
    level: 'must',
    says: 'The order of the submitted fields is kept and returned.',
    probe:
      'SU PATCH with the fields in another order -> 200 in the submitted order; no data changes.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.common.flags-stored',
    level: 'must',
    says: 'system, hidden, presentable and required may be set freely on custom fields and are stored as sent. A custom system field cannot be removed or renamed afterwards.',
    probe:
      'SU POST field {"name":"a","type":"text","system":true,"hidden":true,"presentable":true,"required":true} -> returned so; SU PATCH {"fields":[]} -> 400 data.fields.code validation_system_field_change.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.common.wrong-option-type',
    level: 'must',
    says: 'An option with a wrong JSON type (string for number, number for boolean, fraction for an integer option, string for array) makes the body undecodable.',
    probe:
      '{"name":"a","type":"text","max":1.5}, {"name":"a","type":"bool","required":1}, {"name":"a","type":"select","values":"x"} -> 400, data {}, "Failed to load the submitted data due to invalid formatting.".',
    basis: 'observed',
  },
  {
    id: 'schema.common.null-option',
    level: 'should',
    says: 'null for a string, number or boolean option means its default; null for list options is kept as null.',
    probe:
      '{"name":"a","type":"text","max":null,"pattern":null,"required":null} -> 200 with max 0, pattern "", required false.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
