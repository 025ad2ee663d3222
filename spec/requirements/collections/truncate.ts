import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Truncate collection' } as const

/** Deleting all records of a collection. */
export const truncateCollections = [
  {
    id: 'collections.truncate.success',
    level: 'must',
    says: 'DELETE /api/collections/{col}/truncate deletes all records and returns 204 with an empty body; the collection itself stays. An empty collection also gives 204.',
    probe: 'Collection with 3 records -> 204; list -> totalItems 0; again -> 204.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.truncate.like-record-delete',
    level: 'must',
    says: 'Every record is deleted like with the records API: records that point at it with cascadeDelete go with it, and relations that are not required lose it.',
    probe:
      'parent/child with cascadeDelete relation; SU truncate parent -> 204 and child is empty.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.truncate.files',
    level: 'must',
    says: 'The files of the records are removed, too.',
    probe:
      'Create a record with a file, SU truncate -> 204, nothing is left in the storage directory of the collection.',
    basis: 'documented',
    source,
    parent: 'collections.truncate.like-record-delete',
  },
  {
    id: 'collections.truncate.realtime',
    level: 'must',
    says: 'Subscribers hear of every record as of a deleted one.',
    probe: 'An SSE subscriber to parent/*; SU truncate parent -> a delete event of the record.',
    basis: 'documented',
    source,
    parent: 'collections.truncate.like-record-delete',
  },
  {
    id: 'collections.truncate.auth',
    level: 'must',
    says: 'After truncating an auth collection the tokens of its records are invalid and their _authOrigins, _mfas, _otps and _externalAuths rows are gone.',
    probe:
      'Logged in record; SU truncate its collection -> 204; auth-refresh -> 401; _authOrigins has no row with that collectionRef.',
    basis: 'observed',
  },
  {
    id: 'collections.truncate.blocked',
    level: 'must',
    says: 'If any record cannot be deleted (referenced by a required relation without cascadeDelete) nothing is deleted.',
    probe:
      'child has a required non cascade relation to parent and one record; SU truncate parent -> 400 {"data":{},"message":"Failed to truncate collection (most likely due to required cascade delete record references).","status":400}; parent records still exist.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.truncate.view',
    level: 'must',
    says: 'View collections cannot be truncated.',
    probe:
      'SU DELETE /api/collections/{view}/truncate -> 400 {"data":{},"message":"View collections cannot be truncated since they don\'t store their own records.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'collections.truncate.superusers',
    level: 'must',
    says: 'Truncating _superusers always fails because the last superuser cannot be deleted; nothing is deleted.',
    probe:
      'SU DELETE /api/collections/_superusers/truncate -> 400 with the "Failed to truncate collection (most likely ..." message; the token still works.',
    basis: 'observed',
  },
  {
    id: 'collections.truncate.system-allowed',
    level: 'should',
    says: 'Other system collections can be truncated.',
    probe: 'SU DELETE /api/collections/_authOrigins/truncate -> 204.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
