import { conform } from '../harness/case.ts'

export const shape = conform('settings.list.shape', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.get('/api/settings')
    claim('has these keys in this order', answer)
      .status(200)
      .keys('', ['smtp', 'backups', 's3', 'meta', 'rateLimits', 'trustedProxy', 'batch', 'logs'])
  },
})

export const secretsOmitted = conform('settings.list.secrets-omitted', {
  // The real server keeps a cleared password in memory until it restarts, so no other case may follow on this server.
  lane: 'private',
  async check({ superuser, claim }) {
    const changed = await superuser.patch('/api/settings', { smtp: { password: 'hush-hush' } })
    claim('not in the answer', changed).status(200).absent('/smtp/password')
    const read = await superuser.get('/api/settings')
    claim('not later', read).status(200).absent('/smtp/password')
    claim('nowhere', read.body.includes('hush-hush')).equals(false)
  },
})
