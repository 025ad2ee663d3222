import { conform } from '../harness/case.ts'

export const fresh = conform('crons.list.fresh', {
  lane: 'private',
  async check({ superuser, claim }) {
    claim('is this list', await superuser.get('/api/crons'))
      .status(200)
      .body([
        { expression: '0 0 * * *', id: '__pbDBOptimize__' },
        { expression: '0 * * * *', id: '__pbMFACleanup__' },
        { expression: '0 * * * *', id: '__pbOTPCleanup__' },
        { expression: '0 */6 * * *', id: '__pbLogsCleanup__' },
      ])
  },
})

export const unknown = conform('crons.run.unknown', {
  lane: 'shared',
  async check({ superuser, claim }) {
    claim('a known one runs', await superuser.post('/api/crons/__pbDBOptimize__'))
      .status(204)
      .empty()
    claim('an unknown one is not found', await superuser.post('/api/crons/missing')).error(
      404,
      'Missing or invalid cron job.',
    )
  },
})
