import type { Requirement } from '../../requirement.ts'

/** Logs cannot be written through the API. */
export const writeLogs = [
  {
    id: 'logs.write.no-api',
    level: 'should',
    says: 'There is no endpoint to create or delete logs.',
    probe:
      'POST /api/logs and DELETE /api/logs/{id} as superuser -> 404 "The requested resource wasn\'t found.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
