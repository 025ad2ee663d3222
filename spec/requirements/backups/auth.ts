import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List backups' } as const

/** Who may use the backup endpoints. */
export const authBackups = [
  {
    id: 'backups.auth.guest',
    level: 'must',
    says: 'List, create, upload, delete and restore answer 401 without auth.',
    probe:
      'GET /api/backups, POST /api/backups, POST /api/backups/upload, DELETE /api/backups/x.zip, POST /api/backups/x.zip/restore -> 401 "The request requires valid record authorization token.".',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.auth.non-superuser',
    level: 'must',
    says: 'The same five routes answer 403 for non superusers.',
    probe:
      'With a users token -> 403 {"data":{},"message":"The authorized record is not allowed to perform this action.","status":403}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
