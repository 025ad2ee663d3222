import { conform } from '../harness/case.ts'
import { changeSettings } from '../settings/support.ts'

const path = '/api/crons'

const system = [
  { expression: '0 0 * * *', id: '__pbDBOptimize__' },
  { expression: '0 * * * *', id: '__pbMFACleanup__' },
  { expression: '0 * * * *', id: '__pbOTPCleanup__' },
  { expression: '0 */6 * * *', id: '__pbLogsCleanup__' },
]

export const fresh = conform('crons.list.fresh', {
  lane: 'private',
  async check({ superuser, claim }) {
    const answer = await superuser.get(path)
    claim('is this list', answer).status(200).body(system)
    claim('names the id first', answer).textMatches(/^\[\{"id":/)
  },
})

export const fields = conform('crons.list.fields', {
  lane: 'private',
  async check({ superuser, claim }) {
    claim('only ids', await superuser.get(path, { fields: 'id' }))
      .status(200)
      .body(system.map(({ id }) => ({ id })))
    claim('nothing of that name', await superuser.get(path, { fields: 'name' }))
      .status(200)
      .body(system.map(() => ({})))
  },
})

const limiterJob = { expression: '2 * * * *', id: '__pbRateLimitersCleanup__' }

export const rateLimitCleanup = conform('crons.list.rate-limit-cleanup', {
  lane: 'private',
  async check({ guest, superuser, maker, claim, defer }) {
    const label = '/api/health'
    const rules = [{ label, maxRequests: 100, duration: 60, audience: '' }]
    await changeSettings({ maker, defer }, { rateLimits: { enabled: true, rules } })
    claim('not before a request counted', await superuser.get(path)).body(system)
    await guest.get(label)
    claim('after one', await superuser.get(path)).body([...system, limiterJob])
    claim('can be run', await superuser.post(`${path}/${limiterJob.id}`)).status(204)
    claim('stays', await superuser.get(path)).body([...system, limiterJob])
    await changeSettings({ maker, defer }, { meta: { appName: 'Other' } })
    claim('not after a save', await superuser.get(path)).body(system)
    await guest.get(label)
    claim('after the next one', await superuser.get(path)).body([...system, limiterJob])
  },
})
