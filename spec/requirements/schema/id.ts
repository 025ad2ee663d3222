import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Ids of fields. */
export const idSchema = [
  {
    id: 'schema.id.generated',
    level: 'must',
    says: 'A field without id (or with "") gets the id type + unsigned decimal CRC-32 (IEEE) of its name.',
    probe:
      '{"name":"title","type":"text"} -> id "text724990059"; {"name":"created","type":"autodate","onCreate":true} -> "autodate2990389176"; {"name":"point","type":"geoPoint"} -> "geoPoint3081106212".',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.id.generated-conflict',
    level: 'should',
    says: 'If the generated id is already used by another field of the list, a counter starting at 2 is appended.',
    probe:
      'fields [{"id":"text724990059","name":"x","type":"text"},{"name":"title","type":"text"}] -> second id "text7249900592".',
    basis: 'observed',
  },
  {
    id: 'schema.id.stable-on-rename',
    level: 'must',
    says: 'The id stays when a field is renamed (with its id sent); it is not regenerated from the new name.',
    probe: 'SU PATCH title (id text724990059) to name "headline" with the same id -> id unchanged.',
    basis: 'observed',
  },
  {
    id: 'schema.id.custom',
    level: 'must',
    says: 'Any custom id of 1-100 bytes (UTF-8) is accepted (no character restrictions).',
    probe:
      '{"id":"a b/ä!","name":"a","type":"text"} -> 200 with that id; 101 ASCII characters or 51 times "ä" -> 400 data.fields.1.id err("validation_length_out_of_range","The length must be between 1 and 100.") params {"max":100,"min":1}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
