import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List settings' } as const

/** Who may use the settings endpoints. */
export const authSettings = [
  {
    id: 'settings.auth.guest',
    level: 'must',
    says: 'Every /api/settings route answers 401 when no auth record is resolved, before the body is read.',
    probe:
      'GET /api/settings, PATCH /api/settings, POST /api/settings/test/s3, POST /api/settings/test/email, POST /api/settings/apple/generate-client-secret without Authorization -> 401 {"data":{},"message":"The request requires valid record authorization token.","status":401}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.auth.non-superuser',
    level: 'must',
    says: 'An auth record of any collection other than _superusers gets 403 on every /api/settings route.',
    probe:
      'The same five requests with a users token -> 403 {"data":{},"message":"The authorized record is not allowed to perform this action.","status":403}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
