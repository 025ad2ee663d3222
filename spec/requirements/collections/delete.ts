import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Delete collection' } as const

/** Deleting a collection, and what forbids it. */
export const deleteCollections = [
  {
    id: 'collections.delete.success',
    level: 'must',
    says: 'DELETE returns 204 with an empty body; collection, records table or view and indexes are gone.',
    probe:
      'SU DELETE /api/collections/{name} and by id -> 204; GET afterwards -> 404; re-creating the same name -> 200 with the same generated id.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.delete.system',
    level: 'must',
    says: 'System collections cannot be deleted.',
    probe:
      'SU DELETE /api/collections/_mfas -> 400 {"data":{},"message":"Failed to delete collection.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'collections.delete.referenced',
    level: 'must',
    says: 'A collection referenced by a relation field of any other collection cannot be deleted; the message names the referencing collections, comma separated in no defined order.',
    probe:
      'demo4 has a relation to demo2; SU DELETE demo2 -> 400, data {}, message "Failed to delete collection probably due to existing reference in demo4.".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.delete.referenced-by-view',
    level: 'must',
    says: 'A relation field that a view collection generated from its query refers like that of any other collection.',
    probe:
      'demo4 has a relation to demo2, view "select id, rel from demo4"; SU DELETE demo2 -> 400, data {}, message naming demo4 and the view.',
    basis: 'observed',
    parent: 'collections.delete.referenced',
  },
  {
    id: 'collections.delete.self-reference',
    level: 'must',
    says: 'A relation of a collection to itself does not block its deletion.',
    probe: 'Collection with a self relation and no others -> SU DELETE -> 204.',
    basis: 'observed',
  },
  {
    id: 'collections.delete.used-by-view',
    level: 'must',
    says: 'A collection (or view) whose table is used by a view collection query cannot be deleted.',
    probe:
      'View "select id, title from demo"; SU DELETE demo -> 400 {"data":{},"message":"Failed to delete collection."}; after deleting the view -> 204.',
    basis: 'observed',
  },
  {
    id: 'collections.delete.rule-references',
    level: 'should',
    says: 'Rules of other collections that mention the collection (@collection.NAME) do not block its deletion; afterwards requests that need such a rule fail with a generic 400 and the next save of that collection with an invalid rule error.',
    probe:
      'o; q with listRule "@collection.o.id = \'\'"; SU DELETE o -> 204; guest GET /api/collections/q/records -> 400 data {}; SU PATCH q {} -> 400 data.listRule.code validation_invalid_rule.',
    basis: 'observed',
  },
  {
    id: 'collections.delete.broken-view-blocks',
    level: 'may',
    says: 'Because all view queries are re-evaluated, any already broken view collection blocks the deletion of every other collection.',
    probe:
      'unsure of practical relevance; break a view by renaming its table, then SU DELETE an unrelated collection -> 400.',
    basis: 'unverified',
  },
  {
    id: 'collections.delete.files',
    level: 'must',
    says: 'After the deletion of a collection that has a file field its storage directory storage/{collectionId} is removed in the background.',
    probe:
      'Collection with a file field and one uploaded file; SU DELETE -> 204; within ~1 s pb_data/storage/{id} has no files.',
    basis: 'observed',
  },
  {
    id: 'collections.delete.auth-refs',
    level: 'must',
    says: 'Deleting an auth collection also deletes the _mfas, _otps, _externalAuths and _authOrigins records whose collectionRef is its id.',
    probe:
      "Auth collection with a logged in record (an _authOrigins row exists); SU DELETE the collection -> 204; SU GET /api/collections/_authOrigins/records?filter=collectionRef='<id>' -> 0 items.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
