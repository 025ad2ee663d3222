import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View collection' } as const

/** Viewing one collection. */
export const viewCollections = [
  {
    id: 'collections.view.by-id-or-name',
    level: 'must',
    says: '{col} is matched by exact id or by case insensitive name for view, update, delete and truncate. Ids are case sensitive.',
    probe:
      'SU GET /api/collections/users, /api/collections/USERS and /api/collections/_pb_users_auth_ -> 200 same id; /api/collections/_PB_USERS_AUTH_ -> 404.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.view.missing',
    level: 'must',
    says: 'An unknown collection gives the default 404 on view, update, delete and truncate.',
    probe:
      'SU GET, PATCH {}, DELETE /api/collections/missing and DELETE /api/collections/missing/truncate -> 404 {"data":{},"message":"The requested resource wasn\'t found.","status":404}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
