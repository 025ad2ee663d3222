import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List cron jobs' } as const

/** Who may use the cron endpoints. */
export const authCrons = [
  {
    id: 'crons.auth.guest',
    level: 'must',
    says: 'Both cron routes answer 401 without a resolved auth record, before the job id is checked.',
    probe:
      'GET /api/crons and POST /api/crons/missing without Authorization -> 401 "The request requires valid record authorization token.".',
    basis: 'documented',
    source,
  },
  {
    id: 'crons.auth.non-superuser',
    level: 'must',
    says: 'Non superusers get 403 (with the standard message; the docs show "Only superusers can perform this action.").',
    probe:
      'GET /api/crons with a users token -> 403 {"data":{},"message":"The authorized record is not allowed to perform this action.","status":403}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
