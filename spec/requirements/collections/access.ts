import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List collections' } as const

/** Routes of the collections API and who may call them. */
export const accessCollections = [
  {
    id: 'collections.access.endpoints',
    level: 'must',
    says: 'The collections API consists of exactly these routes: GET /api/collections, POST /api/collections, GET /api/collections/{col}, PATCH /api/collections/{col}, DELETE /api/collections/{col}, DELETE /api/collections/{col}/truncate, PUT /api/collections/import and GET /api/collections/meta/scaffolds. All of them are superuser only.',
    probe:
      'SU: call each route with valid input -> 200, 200, 200, 200, 204, 204, 204, 200 respectively (never 404/405 for the route itself).',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'API Collections' },
  },
  {
    id: 'collections.access.no-other-meta',
    level: 'must',
    says: 'At this version meta/scaffolds is the only /api/collections/meta/* endpoint; there is no oauth2-providers listing and no view dry-run endpoint.',
    probe:
      'SU GET /api/collections/meta/oauth2-providers and GET /api/collections/meta/anything -> 404 (only the status is significant).',
    basis: 'observed',
  },
  {
    id: 'collections.access.unauthenticated',
    level: 'must',
    says: 'A request without a valid auth token (missing, malformed, expired) to any collections route is rejected with 401.',
    probe:
      'No Authorization header on each route -> 401, body {"data":{},"message":"The request requires valid record authorization token.","status":401}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.access.non-superuser',
    level: 'must',
    says: 'A request authenticated as a record of any auth collection other than _superusers is rejected with 403.',
    probe:
      'Valid token of a users record on each route -> 403, body {"data":{},"message":"The authorized record is not allowed to perform this action.","status":403}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.access.checked-first',
    level: 'must',
    says: 'The superuser check runs before the collection lookup and before the body is parsed or validated.',
    probe:
      'No token: GET /api/collections/missing, PATCH /api/collections/missing with body "{", PUT /api/collections/import with an invalid body -> all 401.',
    basis: 'observed',
  },
  {
    id: 'collections.access.method-not-routed',
    level: 'should',
    says: 'A method that has no route for the path is answered as an unknown resource (404), not 405.',
    probe: 'SU POST /api/collections/users -> 404, data {}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
