import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View record' } as const

/** Viewing a record. */
export const viewRecords = [
  {
    id: 'records.view.success',
    level: 'must',
    says: 'View returns the bare record object (no envelope).',
    probe:
      'GET /api/collections/demo/records/{id} -> 200 with "id","collectionId","collectionName" and the visible fields at top level.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.view.not-found',
    level: 'must',
    says: 'An id that does not exist gives 404 "The requested resource wasn\'t found." data {}. Ids are matched case-sensitively.',
    probe:
      'GET /api/collections/demo/records/missing -> 404; GET with an existing id in upper case -> 404.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.view.view-collection',
    level: 'must',
    says: 'Records of view collections are listed and viewed with exactly the columns of the view query plus collectionId and collectionName; id is always a string even if the query yields a number.',
    probe:
      'View with query "select 1 as id, \'a\' as title" -> GET list item {"collectionId":..,"collectionName":..,"id":"1",...}; GET .../records/1 -> 200 and id "1".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
