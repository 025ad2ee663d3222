import type { Requirement } from '../../requirement.ts'

/** Back-relations: `collection_via_field` in a filter. */
export const backrelFilter = [
  {
    id: 'filter.backrel.syntax',
    level: 'must',
    says: 'COLLECTION_via_FIELD.x addresses field x of the records of COLLECTION whose relation field FIELD points to the record; it works for single and multiple relation fields and inside longer paths.',
    probe:
      'Fixture Q, collection people: "vals_via_owner.title ?= \'alpha\'" -> p1; "vals_via_refs.id ?= \'v1\'" -> p1,p2; "people_via_boss.name ?= \'bob\'" -> p1.',
    basis: 'observed',
  },
  {
    id: 'filter.backrel.needs-field',
    level: 'must',
    says: 'A back-relation must be followed by a field.',
    probe: 'people: "vals_via_owner = \'v1\'" -> G400; "vals_via_owner.id ?= \'v1\'" -> p1.',
    basis: 'observed',
  },
  {
    id: 'filter.backrel.invalid',
    level: 'must',
    says: 'Unknown collection, unknown field, a field that is not a relation, or a relation to another collection is an error.',
    probe:
      'people: "nope_via_owner.id = 1", "vals_via_nope.id = 1", "vals_via_title.id = 1" -> G400; on vals: "vals_via_owner.id = 1" -> G400 (owner points to people).',
    basis: 'observed',
  },
  {
    id: 'filter.backrel.match-all',
    level: 'must',
    says: 'Plain operators over a back-relation require all back-related records to match.',
    probe:
      'people: "vals_via_owner.id = \'v1\'" -> none; "vals_via_owner.num > 0" -> p1,p2; "vals_via_owner.num ?> 0" -> p1,p2,p3; "people_via_boss.id = \'\'" -> p3 (nobody points to p3).',
    basis: 'observed',
  },
  {
    id: 'filter.backrel.unique-index-single',
    level: 'may',
    says: 'If the pointing field is a single relation with its own single-column UNIQUE index, the back-relation counts as single-valued (no match-all check, also when the index is partial and several records exist); through a multiple relation field it always is multi-valued.',
    probe:
      'Fixture Q with index "CREATE UNIQUE INDEX idx_o ON vals (owner) WHERE num < -1000" on vals: people "vals_via_owner.num > 0" -> p1,p2,p3 (without the index p1,p2).',
    basis: 'observed',
  },
  {
    id: 'filter.backrel.collection-name-case',
    level: 'may',
    says: 'The collection part matches names case-insensitively and also accepts the collection id.',
    probe:
      'people: "VALS_via_owner.title ?= \'alpha\'" -> p1; "<vals collection id>_via_owner.title ?= \'alpha\'" -> p1.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
