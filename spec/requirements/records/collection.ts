import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Finding the collection of a record request. */
export const collectionRecords = [
  {
    id: 'records.collection.by-name-or-id',
    level: 'must',
    says: '{collection} is matched against the collection id (exact, case-sensitive) or the collection name (case-insensitive). collectionName in responses is always the stored name.',
    probe:
      'Collection named "Posts": GET /api/collections/pOSTS/records -> 200, items carry "collectionName":"Posts"; GET by collection id -> same; GET by the id in a different letter case -> 404.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.collection.missing-list-view-delete',
    level: 'must',
    says: 'For list, view and delete an unknown collection gives 404 with message "Missing collection context." and data {}.',
    probe:
      'GET /api/collections/missing/records, GET /api/collections/missing/records/x, DELETE /api/collections/missing/records/x -> 404 "Missing collection context.".',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'View record' },
  },
  {
    id: 'records.collection.missing-create-update',
    level: 'must',
    says: 'For create and update the unknown collection is detected by the body-size middleware first, so the 404 message is "Missing or invalid collection context.".',
    probe:
      'POST /api/collections/missing/records and PATCH /api/collections/missing/records/x -> 404 "Missing or invalid collection context.".',
    basis: 'observed',
  },
  {
    id: 'records.collection.view-type-readonly',
    level: 'must',
    says: 'On view collections create, update and delete always fail with 400 "Unsupported collection type." data {}, for superusers too, before the body is parsed and before any rule or record lookup. List and view work normally.',
    probe:
      'With a view collection v: POST /api/collections/v/records with body "{" (invalid JSON), PATCH and DELETE of an unknown id, with and without superuser token -> 400 "Unsupported collection type.".',
    basis: 'observed',
  },
  {
    id: 'records.collection.body-limit',
    level: 'must',
    says: 'Create and update accept at most 33554432 bytes plus the sum over the collection\'s fields of: file -> maxSize*max(maxSelect,1) (default maxSize 5242880), editor -> maxSize (default 5242880), json -> maxSize (default 1048576). A larger Content-Length gives 413 "Request entity too large." data {} before rules, body parsing or view-type check. List, view and delete use the plain 33554432 limit.',
    probe:
      'Collection with one text field only: POST with Content-Length 33554433 -> 413 {"data":{},"message":"Request entity too large.","status":413}; with Content-Length 33554432 -> not 413.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
