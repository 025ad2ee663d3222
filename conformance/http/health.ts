import { conform } from '../harness/case.ts'
import { changeSettings } from '../settings/support.ts'

const healthy = { message: 'API is healthy.', code: 200, data: {} }

export const guestHealth = conform('http.health.guest', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { client } = await user()
    claim('to guests', await guest.get('/api/health'))
      .status(200)
      .body(healthy)
    claim('to other records', await client.get('/api/health'))
      .status(200)
      .body(healthy)
  },
})

export const superuserHealth = conform('http.health.superuser', {
  lane: 'shared',
  async check({ superuser, claim }) {
    claim('tells more', await superuser.get('/api/health'))
      .status(200)
      .json('/data', {
        canBackup: true,
        possibleProxyHeader: '',
        realIP: '127.0.0.1',
      })
  },
})

export const healthFields = conform('http.health.fields', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('picks', await guest.get('/api/health', { fields: 'code' }))
      .status(200)
      .body({ code: 200 })
  },
})

export const possibleProxyHeader = conform('http.health.possible-proxy-header', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const ask = (headers: Readonly<Record<string, string>>) =>
      superuser.send('GET', '/api/health', { headers })
    const at = '/data/possibleProxyHeader'
    claim('Fly', await ask({ 'Fly-Client-IP': '1.2.3.4' })).json(at, 'Fly-Client-IP')
    claim('Cloudflare', await ask({ 'CF-Connecting-IP': '1.2.3.4' })).json(at, 'CF-Connecting-IP')
    const both = { 'Fly-Client-IP': '1.2.3.4', 'CF-Connecting-IP': '1.2.3.4' }
    claim('the first of both', await ask(both)).json(at, 'CF-Connecting-IP')
    claim('no other', await ask({ 'X-Forwarded-For': '1.2.3.4' })).json(at, '')
    const trustedProxy = { headers: ['x-My-Proxy'] }
    await changeSettings({ maker, defer }, { trustedProxy })
    const trusted = await ask({ ...both, 'X-My-Proxy': '1.2.3.4' })
    claim('a trusted one first, as typed', trusted).json(at, 'x-My-Proxy')
    claim('when it is there', await ask(both)).json(at, 'CF-Connecting-IP')
  },
})
