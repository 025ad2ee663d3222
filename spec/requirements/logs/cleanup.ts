import type { Requirement } from '../../requirement.ts'

/** The job that deletes old logs. */
export const cleanupLogs = [
  {
    id: 'logs.cleanup.job',
    level: 'should',
    says: 'The cron job __pbLogsCleanup__ deletes logs created at or before now minus maxDays days.',
    probe:
      'Insert an old row in auxiliary.db _logs, POST /api/crons/__pbLogsCleanup__ -> 204, the row is gone shortly after.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
