import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of relation fields. */
export const relationSchema = [
  {
    id: 'schema.relation.shape',
    level: 'must',
    says: 'Default relation field has cascadeDelete false, maxSelect 0, minSelect 0 and collectionId as sent.',
    probe:
      'SU create {"name":"r","type":"relation","collectionId":"_pb_users_auth_"} -> these values.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.relation.collection-required',
    level: 'must',
    says: 'collectionId is required.',
    probe:
      '{"name":"r","type":"relation"} -> 400 data.fields.1.collectionId err("validation_required","Cannot be blank.").',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.relation.collection-missing',
    level: 'must',
    says: 'collectionId must be the id (not the name) of an existing collection.',
    probe:
      '{"collectionId":"missing"} and {"collectionId":"users"} -> 400 data.fields.1.collectionId err("validation_field_relation_missing_collection","The relation collection doesn\'t exist.").',
    basis: 'observed',
  },
  {
    id: 'schema.relation.self-on-create',
    level: 'should',
    says: 'A relation to the collection that is being created fails the same way; self relations need a second request (PATCH) or an import.',
    probe:
      'SU POST {"id":"selfc","name":"selfc","fields":[{"name":"r","type":"relation","collectionId":"selfc"}]} -> 400 validation_field_relation_missing_collection; POST without the field, then PATCH with it -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.relation.collection-change',
    level: 'must',
    says: 'The collectionId of an existing relation field (same field id) cannot be changed; this is checked before the existence check.',
    probe:
      'SU PATCH with another collectionId for the same field id -> 400 data.fields.1.collectionId err("validation_field_relation_change","The relation collection cannot be changed."); also for a non existing target.',
    basis: 'observed',
  },
  {
    id: 'schema.relation.view-target',
    level: 'must',
    says: 'Base and auth collections cannot point to a view collection.',
    probe: 'See collections.views.relation-to-view.',
    basis: 'observed',
  },
  {
    id: 'schema.relation.select-limits',
    level: 'must',
    says: 'If minSelect > 0, maxSelect is required, and a non zero maxSelect must not be less than minSelect. There is no upper limit.',
    probe:
      '{"minSelect":1} -> 400 data.fields.1.maxSelect err("validation_required","Cannot be blank."); {"minSelect":2,"maxSelect":1} -> err("validation_min_greater_equal_than_required","Must be no less than 2.") params {"threshold":2}; {"minSelect":2,"maxSelect":2} -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
