import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** The list of field types. */
export const typesSchema = [
  {
    id: 'schema.types.list',
    level: 'must',
    says: 'The field types are exactly text, editor, number, bool, email, url, date, autodate, select, file, relation, json, password, geoPoint (case sensitive).',
    probe:
      'SU POST a collection with one minimal field of each type (select with values, relation with collectionId, autodate with onCreate) -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.types.unknown',
    level: 'must',
    says: 'A field object with a missing or unknown type makes the whole body undecodable.',
    probe:
      'SU POST/PATCH with fields [{"name":"a"}], [{"name":"a","type":"Text"}], [{"name":"a","type":"username"}] -> 400, data {}, message "Failed to load the submitted data due to invalid formatting.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
