import type { Requirement } from '../../requirement.ts'

/** When jobs run by themselves. */
export const scheduleCrons = [
  {
    id: 'crons.schedule.utc-minute',
    level: 'should',
    says: 'Schedules are evaluated once per minute at second 0 in UTC.',
    probe:
      'backups.cron "* * * * *" -> a new auto backup whose name timestamp ends in 00 (or 01) seconds within 70 s.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
