import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List cron jobs' } as const

/** The list of jobs. */
export const listCrons = [
  {
    id: 'crons.list.fresh',
    level: 'must',
    says: 'GET /api/crons returns a plain array of {"id","expression"}; a fresh instance has, in this order, __pbDBOptimize__ "0 0 * * *", __pbMFACleanup__ "0 * * * *", __pbOTPCleanup__ "0 * * * *", __pbLogsCleanup__ "0 */6 * * *".',
    probe:
      'GET as superuser on a fresh data dir -> deep equals [{"id":"__pbDBOptimize__","expression":"0 0 * * *"},...].',
    basis: 'documented',
    source,
  },
  {
    id: 'crons.list.auto-backup',
    level: 'must',
    says: 'With backups.cron set the list also has __pbAutoBackup__ as last entry of the system jobs; a macro is shown as its five field equivalent.',
    probe:
      'PATCH {"backups":{"cron":"@daily"}} -> last element {"id":"__pbAutoBackup__","expression":"0 0 * * *"}.',
    basis: 'unverified',
  },
  {
    id: 'crons.list.rate-limit-cleanup',
    level: 'may',
    says: 'While rate limiting is enabled and a limited request was seen, a job __pbRateLimitersCleanup__ "2 * * * *" is listed; any settings save removes it until the next such request.',
    probe: 'Enable rate limits, GET /api/health as guest, GET /api/crons -> contains it.',
    basis: 'observed',
  },
  {
    id: 'crons.list.fields',
    level: 'should',
    says: 'The fields parameter applies to every element.',
    probe: 'GET /api/crons?fields=id -> [{"id":"__pbDBOptimize__"},...].',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
