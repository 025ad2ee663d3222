import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List logs' } as const

/** Who may read logs. */
export const authLogs = [
  {
    id: 'logs.auth.guest',
    level: 'must',
    says: 'Every /api/logs route answers 401 without a resolved auth record.',
    probe:
      'GET /api/logs, /api/logs/stats, /api/logs/abc without Authorization -> 401 {"data":{},"message":"The request requires valid record authorization token.","status":401}.',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.auth.non-superuser',
    level: 'must',
    says: 'Non superuser auth records get 403 on every /api/logs route.',
    probe:
      'The same three requests with a users token -> 403 {"data":{},"message":"The authorized record is not allowed to perform this action.","status":403}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
