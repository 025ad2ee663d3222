import { conform } from '../harness/case.ts'
import { flushed } from '../logs/support.ts'
import { startS3Double } from '../probes/s3-double.ts'
import { changeSettings, limit, rule } from './support.ts'

const path = '/api/settings'
const health = '/api/health'

export const mailSender = conform('settings.effect.mail-sender', {
  lane: 'private',
  needs: ['mail-sink'],
  async check({ superuser, mailSink, accepted, claim }) {
    const sink = await mailSink()
    const meta = {
      appName: 'Changed',
      appURL: 'http://changed.test',
      senderName: 'Somebody',
      senderAddress: 'somebody@changed.test',
    }
    accepted(await superuser.patch(path, { meta }))
    const json = { email: 'to@example.com', template: 'verification' }
    accepted(await superuser.post(`${path}/test/email`, json))
    const [mail] = sink.messages
    claim('the sender', mail?.from).equals({ name: 'Somebody', address: 'somebody@changed.test' })
    claim('the name', mail?.subject).matches(/Changed/)
    claim('the address', mail?.html).matches(/http:\/\/changed\.test/)
  },
})

export const smtpImmediate = conform('settings.effect.smtp-immediate', {
  lane: 'private',
  needs: ['mail-sink'],
  async check({ superuser, mailSink, claim }) {
    const first = await mailSink()
    const json = { email: 'to@example.com', template: 'verification' }
    claim('is sent', await superuser.post(`${path}/test/email`, json)).status(204)
    claim('to the server of the settings', first.messages).length(1)
    const second = await mailSink()
    claim('is sent again', await superuser.post(`${path}/test/email`, json)).status(204)
    claim('to the next one', second.messages).length(1)
    claim('no more to the first', first.messages).length(1)
  },
})

export const logsPurge = conform('settings.effect.logs-purge', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, maker, unique, claim, defer } = context
    const mark = unique('mark')
    await guest.get(health, { mark })
    await guest.get('/api/missing', { mark })
    claim('both are there', await flushed(context, mark, 2)).length('/items', 2)
    await changeSettings({ maker, defer }, { logs: { minLevel: 8 } })
    const below = await superuser.get('/api/logs', { filter: 'level<8' })
    claim('what is below goes', below).json('/totalItems', 0)
    const kept = await superuser.get('/api/logs', { filter: `data.url ~ '${mark}'` })
    claim('the rest stays', kept).json('/totalItems', 1)
  },
})

export const logsOff = conform('settings.effect.logs-off', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, maker, unique, claim, defer } = context
    const mark = unique('mark')
    await guest.get(health, { mark })
    claim('it was there', await flushed(context, mark)).length('/items', 1)
    await changeSettings({ maker, defer }, { logs: { maxDays: 0 } })
    claim('all go at once', await superuser.get('/api/logs')).json('/totalItems', 0)
    await flushed(context, mark, 0)
    await Bun.sleep(300)
    claim('none comes, the change itself included', await superuser.get('/api/logs')).json(
      '/totalItems',
      0,
    )
  },
})

export const minLevel = conform('settings.effect.min-level-immediate', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, unique, claim, defer } = context
    const mark = unique('mark')
    await changeSettings({ maker, defer }, { logs: { minLevel: 8 } })
    await guest.get(health, { mark })
    await guest.get('/api/missing', { mark })
    claim('only the failure', await flushed(context, mark))
      .length('/items', 1)
      .json('/items/0/data/status', 404)
  },
})

export const limitReset = conform('settings.effect.rate-limit-reset', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 1))
    claim('one', await guest.get(health)).status(200)
    claim('and no more', await guest.get(health)).status(429)
    claim('any save', await superuser.patch(path, {})).status(200)
    claim('resets', await guest.get(health)).status(200)
    await changeSettings({ maker, defer }, { rateLimits: { enabled: false } })
    claim('off', await guest.get(health)).status(200)
  },
})

export const superuserExempt = conform('settings.effect.superuser-exempt', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, claim, defer }) {
    await limit({ maker, defer }, rule('/api/', 1))
    claim('a guest has one', await guest.get(path)).status(401)
    claim('and no more', await guest.get(path)).status(429)
    for (let n = 1; n <= 4; n++) claim(`read ${n}`, await superuser.get(path)).status(200)
    claim('and change', await superuser.patch(path, {})).status(200)
  },
})

export const batchToggle = conform('settings.effect.batch-toggle', {
  lane: 'private',
  async check({ guest, superuser, accepted, claim }) {
    const send = () => guest.post('/api/batch', { requests: [] })
    const off = 'Batch requests are not allowed.'
    claim('is off', await send()).error(403, off)
    accepted(await superuser.patch(path, { batch: { enabled: true } }))
    claim('is on at once', await send()).error(400, 'Invalid batch request data.', {
      requests: { code: 'validation_required', message: 'Cannot be blank.' },
    })
    accepted(await superuser.patch(path, { batch: { enabled: false } }))
    claim('is off at once', await send()).error(403, off)
  },
})

export const trustedProxy = conform('settings.effect.trusted-proxy-ip', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const at = '/data/realIP'
    const ask = (value: string) =>
      superuser.send('GET', health, { headers: { 'X-Real-IP': value } })
    claim('nobody is trusted', await ask('192.0.2.1')).json(at, '127.0.0.1')
    const headers = ['X-Real-IP']
    const change = (useLeftmostIP: boolean) =>
      changeSettings({ maker, defer }, { trustedProxy: { headers, useLeftmostIP } })
    await change(false)
    claim('the last', await ask('192.0.2.1, 192.0.2.2')).json(at, '192.0.2.2')
    claim('no address', await ask('abc')).json(at, '127.0.0.1')
    claim('IPv6', await ask('2001:db8::1')).json(at, '2001:0db8:0000:0000:0000:0000:0000:0001')
    await change(true)
    claim('the first', await ask('192.0.2.1, 192.0.2.2')).json(at, '192.0.2.1')
  },
})

export const autoBackup = conform('settings.effect.auto-backup-cron', {
  lane: 'private',
  async check({ superuser, accepted, claim }) {
    const job = { id: '__pbAutoBackup__', expression: '0 3 * * *' }
    accepted(await superuser.patch(path, { backups: { cron: '0 3 * * *' } }))
    claim('is there at once', (await superuser.get('/api/crons')).json).includes(job)
    accepted(await superuser.patch(path, { backups: { cron: '' } }))
    const jobs = await superuser.get('/api/crons')
    claim('is gone at once', JSON.stringify(jobs.json ?? job).includes(job.id)).equals(false)
  },
})

export const s3Immediate = conform('settings.effect.s3-immediate', {
  lane: 'private',
  needs: ['loopback-reach'],
  async check({ superuser, accepted, claim, defer }) {
    const double = startS3Double()
    defer(() => double.close())
    const s3 = {
      enabled: true,
      bucket: 'bucket',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${double.port}`,
      accessKey: 'access',
      secret: 'secret',
      forcePathStyle: true,
    }
    accepted(await superuser.patch(path, { backups: { s3 } }))
    claim('backups are listed', await superuser.get('/api/backups')).status(200)
    claim('from there', [
      double.requests[0]?.method,
      double.requests[0]?.path.replace(/\/$/, ''),
    ]).equals(['GET', '/bucket'])
  },
})

export const rename = conform('settings.effect.collection-rename', {
  lane: 'exclusive',
  async check({ superuser, maker, collection, claim, defer }) {
    const { name, path: at } = await collection()
    const labels = [`${name}:create`, `${name}x:create`, '*:create']
    await changeSettings(
      { maker, defer },
      { rateLimits: { enabled: false, rules: labels.map((label) => rule(label, 100)) } },
    )
    claim('is renamed', await superuser.patch(at, { name: `${name}_new` })).status(200)
    const rules = (await superuser.get(path)).list<{
      readonly label: string
    }>('/rateLimits/rules')
    claim(
      'its label follows, and no other',
      rules.map(({ label }) => label),
    ).equals([`${name}_new:create`, `${name}x:create`, '*:create'])
  },
})
