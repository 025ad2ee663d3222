import { conform } from '../harness/case.ts'
import { flushed } from '../logs/support.ts'
import { any } from '../harness/match.ts'
import { changeSettings } from '../settings/support.ts'

const path = '/api/health'
const forGuests = { message: 'API is healthy.', code: 200, data: {} }

export const guest = conform('health.guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('is well', await guest.get(path))
      .status(200)
      .body(forGuests)
      .keys('', ['message', 'code', 'data'])
  },
})

export const nonSuperuser = conform('health.non-superuser', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { client } = await user()
    claim('a user', await client.get(path))
      .status(200)
      .body(forGuests)
    claim('an invalid token', await guest.withToken('abc').get(path))
      .status(200)
      .body(forGuests)
  },
})

export const superuserData = conform('health.superuser', {
  lane: 'shared',
  async check({ superuser, claim }) {
    claim('learns more', await superuser.get(path))
      .status(200)
      .json('/data', { canBackup: true, possibleProxyHeader: any.string, realIP: '127.0.0.1' })
      .keys('/data', ['canBackup', 'possibleProxyHeader', 'realIP'])
  },
})

export const proxyHeader = conform('health.possible-proxy-header', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const ask = (name: string) => superuser.send('GET', path, { headers: { [name]: '1.1.1.1' } })
    const at = '/data/possibleProxyHeader'
    claim('a known one', await ask('Fly-Client-IP')).json(at, 'Fly-Client-IP')
    claim('not every one', await ask('X-Forwarded-For')).json(at, '')
    const trustedProxy = { headers: ['X-Forwarded-For'] }
    await changeSettings({ maker, defer }, { trustedProxy })
    claim('one of the settings', await ask('X-Forwarded-For')).json(at, 'X-Forwarded-For')
  },
})

export const head = conform('health.head', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('has no body', await guest.send('HEAD', path))
      .status(200)
      .header('content-type', 'application/json')
      .empty()
  },
})

export const fields = conform('health.fields', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('picks', await guest.get(path, { fields: 'code' }))
      .status(200)
      .body({ code: 200 })
    claim('two', await guest.get(path, { fields: 'code,message' })).keys('', ['code', 'message'])
  },
})

export const logged = conform('health.logged', {
  lane: 'private',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    claim('is well', await guest.get(path, { mark })).status(200)
    claim('is logged', await flushed(context, mark)).length('/items', 1)
  },
})
