import type { Requirement } from '../../requirement.ts'

/** Restarting the process after a restore. */
export const restartCli = [
  {
    id: 'cli.restart.backup-restore',
    level: 'should',
    says: 'A backup restore (and a watched hook file change) restarts the server by re-executing the same binary with the same arguments and environment under the same process id (Unix only); clients see a short connection refusal.',
    probe:
      'POST /api/backups/{key}/restore -> 204; about 1 s later the server goes away and comes back with the restored data; pid unchanged.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
