import { conform } from '../harness/case.ts'
import { changeSettings } from './support.ts'

export const shape = conform('settings.list.shape', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.get('/api/settings')
    claim('has these keys in this order', answer)
      .status(200)
      .keys('', ['smtp', 'backups', 's3', 'meta', 'rateLimits', 'trustedProxy', 'batch', 'logs'])
  },
})

export const keyOrder = conform('settings.list.key-order', {
  lane: 'exclusive',
  async check(context) {
    const { superuser, claim } = context
    const rules = [{ label: '/api/x', audience: '', duration: 3, maxRequests: 5 }]
    await changeSettings(context, { rateLimits: { rules } })
    claim('of every nested object', await superuser.get('/api/settings'))
      .status(200)
      .length('/rateLimits/rules', 1)
      .shape('settings')
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

const storage = {
  accessKey: '',
  bucket: '',
  enabled: false,
  endpoint: '',
  forcePathStyle: false,
  region: '',
}

export const defaults = conform('settings.list.defaults', {
  lane: 'private',
  async check({ superuser, claim }) {
    const answer = await superuser.get('/api/settings')
    claim('smtp', answer).json('/smtp', {
      authMethod: '',
      enabled: false,
      host: 'smtp.example.com',
      localName: '',
      port: 587,
      tls: false,
      username: '',
    })
    claim('storage', answer).json('/s3', storage)
    claim('backups', answer).json('/backups', { cron: '', cronMaxKeep: 3, s3: storage })
    claim('meta', answer).json('/meta', {
      appName: 'Acme',
      appURL: 'http://localhost:8090',
      hideControls: false,
      senderAddress: 'support@example.com',
      senderName: 'Support',
    })
    claim('proxies', answer).json('/trustedProxy', { headers: [], useLeftmostIP: false })
    claim('batch', answer).json('/batch', {
      enabled: false,
      maxBodySize: 0,
      maxRequests: 50,
      timeout: 3,
    })
    claim('logs', answer).json('/logs', { logAuthId: false, logIP: true, maxDays: 5, minLevel: 0 })
  },
})

export const defaultRateLimits = conform('settings.list.default-rate-limits', {
  lane: 'private',
  async check({ superuser, claim }) {
    const rule = (label: string, duration: number, maxRequests: number) => ({
      label,
      audience: '',
      duration,
      maxRequests,
    })
    claim('are these', await superuser.get('/api/settings')).json('/rateLimits', {
      rules: [
        rule('*:auth', 3, 2),
        rule('*:create', 5, 20),
        rule('/api/batch', 1, 3),
        rule('/api/', 10, 300),
      ],
      enabled: false,
    })
  },
})

export const fields = conform('settings.list.fields', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const query = { fields: 'meta.hideControls' }
    const expected = { meta: { hideControls: false } }
    claim('of a read', await superuser.get('/api/settings', query))
      .status(200)
      .body(expected)
    const changed = await superuser.send('PATCH', '/api/settings', {
      json: { meta: { hideControls: false } },
      query,
    })
    claim('of a change', changed).status(200).body(expected)
  },
})
