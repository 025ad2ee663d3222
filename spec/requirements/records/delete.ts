import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Delete record' } as const

/** Deleting a record: references, cascades, files. */
export const deleteRecords = [
  {
    id: 'records.delete.success',
    level: 'must',
    says: 'Delete answers 204 without body; a repeated delete gives 404.',
    probe: 'DELETE /{id} -> 204, DELETE again -> 404 "The requested resource wasn\'t found.".',
    basis: 'documented',
    source,
  },
  {
    id: 'records.delete.required-reference',
    level: 'must',
    says: 'If the record is the last remaining value of a required relation field without cascadeDelete in any record, the delete fails with 400 "Failed to delete record. Make sure that the record is not part of a required relation reference." data {} and nothing is changed (the whole cascade is rolled back).',
    probe:
      'b.rel (required, cascadeDelete false, single) -> a1: DELETE a1 -> 400 with that message; a1 and the referencing record are unchanged.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.delete.unset-reference',
    level: 'must',
    says: 'In non-required (or still non-empty after removal) relation fields the deleted id is removed: single -> "", multi -> array without the id. The referencing record is saved without validation (minSelect is not enforced) and its onUpdate autodate fields change.',
    probe:
      'b.rels = [a1,a2] with minSelect 2: DELETE a1 -> 204, GET b -> rels [a2] and a newer "updated"; single not required rel -> "".',
    basis: 'observed',
  },
  {
    id: 'records.delete.cascade',
    level: 'must',
    says: 'A record whose relation field has cascadeDelete true is deleted as well when no other id remains in that field; with a multi relation that still has other ids only the deleted id is removed. Cascades apply recursively, across collections and regardless of their delete rules.',
    probe:
      'b.rels cascadeDelete true: [a1] -> DELETE a1 deletes b; [a1,a2] -> DELETE a1 leaves b with [a2]. deleteRule of b null does not matter.',
    basis: 'observed',
  },
  {
    id: 'records.delete.cascade-view-ignored',
    level: 'may',
    says: 'Relation fields of view collections never block or cascade a delete.',
    probe: 'View exposing a relation to a: DELETE a1 -> 204.',
    basis: 'observed',
  },
  {
    id: 'records.delete.self-reference',
    level: 'must',
    says: 'A record that refers to itself can be deleted, whatever required and cascadeDelete of the relation say. Cascades through a cycle of records end after deleting each of them once.',
    probe:
      'Required self relation pointing to the record itself: DELETE -> 204. Four records in a ring of cascadeDelete relations plus one outside: DELETE one -> 204, only the outside record is left.',
    basis: 'observed',
  },
  {
    id: 'records.delete.cascade-files',
    level: 'must',
    says: 'Files of records deleted by a cascade are removed from storage like those of a directly deleted record; records that only lose a reference keep theirs.',
    probe:
      'b with cascadeDelete relation to a and a file: DELETE a -> 204, the file of b is gone within a second (404 on download).',
    basis: 'observed',
  },
  {
    id: 'records.delete.files-removed',
    level: 'must',
    says: 'Deleting a record removes its storage directory (<data dir>/storage/<collectionId>/<recordId>/ with files and thumbs); it happens in the background shortly after the 204.',
    probe:
      'Create a record with a file, DELETE it, poll: GET /api/files/{col}/{id}/{name} -> 404 and the directory is empty or gone within a second.',
    basis: 'observed',
  },
  {
    id: 'records.delete.auth-linked-records',
    level: 'must',
    says: 'Deleting an auth record also deletes its rows in _externalAuths, _mfas, _otps and _authOrigins (matched by collectionRef and recordRef).',
    probe:
      'As superuser create an _authOrigins row for a user, delete the user, list _authOrigins filtered by recordRef -> 0 items.',
    basis: 'observed',
  },
  {
    id: 'records.delete.concurrent',
    level: 'must',
    says: 'Of deletes of one record that come at once at least one answers 204, the others 204 or 404, and the record is gone.',
    probe:
      'Twenty DELETEs of one record at once -> one 204 and nineteen 404 most often; the real server has also answered nine with 204. View -> 404.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
