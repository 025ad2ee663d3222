import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Run cron job' } as const

/** Running a job by hand. */
export const runCrons = [
  {
    id: 'crons.run.success',
    level: 'must',
    says: 'POST /api/crons/{id} of a registered job answers 204 with empty body at once; the job runs asynchronously and its result is not reported.',
    probe: 'POST /api/crons/__pbDBOptimize__ -> 204.',
    basis: 'documented',
    source,
  },
  {
    id: 'crons.run.effect',
    level: 'must',
    says: 'Running __pbOTPCleanup__ or __pbMFACleanup__ deletes expired OTP / MFA records, __pbAutoBackup__ creates an auto backup, regardless of the schedule.',
    probe:
      'With backups.cron set, POST /api/crons/__pbAutoBackup__ -> 204; within seconds GET /api/backups lists a key ^@auto_pb_backup_acme_\\d{14}\\.zip$.',
    basis: 'unverified',
  },
  {
    id: 'crons.run.optimize',
    level: 'may',
    says: 'Running __pbDBOptimize__ folds the write-ahead log into data.db: of data.db-wal a few pages are left at most.',
    probe:
      'Write a record: data.db-wal has more than 100,000 bytes; POST /api/crons/__pbDBOptimize__ -> 204; shortly after it has less than 50,000.',
    basis: 'observed',
  },
  {
    id: 'crons.run.unknown',
    level: 'must',
    says: 'Unknown ids give 404 "Missing or invalid cron job.".',
    probe:
      'POST /api/crons/missing -> 404 {"data":{},"message":"Missing or invalid cron job.","status":404}; same for __pbAutoBackup__ while backups.cron is empty.',
    basis: 'documented',
    source,
  },
  {
    id: 'crons.run.get-method',
    level: 'should',
    says: 'Only POST runs a job. GET and HEAD fall to the static file route, every other method to the catch-all 404.',
    probe:
      'Without a public index.html - GET /api/crons/__pbDBOptimize__ -> 404 "File not found."; PUT -> 404 "The requested resource wasn\'t found.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
