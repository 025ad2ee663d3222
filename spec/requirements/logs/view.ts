import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View log' } as const

/** Viewing one entry. */
export const viewLogs = [
  {
    id: 'logs.view.success',
    level: 'must',
    says: 'GET /api/logs/{id} returns that log in the item shape.',
    probe: 'Take an id from the list -> 200 and equal object.',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.view.missing',
    level: 'must',
    says: 'Unknown ids give the generic 404.',
    probe:
      'GET /api/logs/missing -> 404 {"data":{},"message":"The requested resource wasn\'t found.","status":404}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
