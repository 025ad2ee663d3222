import { conform } from '../harness/case.ts'

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
