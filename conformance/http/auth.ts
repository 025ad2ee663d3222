import { conform } from '../harness/case.ts'

const path = '/api/settings'
const required = 'The request requires valid record authorization token.'

export const header = conform('http.auth.header', {
  lane: 'shared',
  async check({ guest, superuser, claim }) {
    const token = superuser.token ?? ''
    const ask = (value: string) => guest.send('GET', path, { headers: { Authorization: value } })
    for (const prefix of ['', 'Bearer ', 'bearer ', 'BEARER ']) {
      claim(`"${prefix}"`, await ask(`${prefix}${token}`)).status(200)
    }
    for (const prefix of ['Bearer  ', 'Token ', 'Bearer', 'Basic ']) {
      claim(`not "${prefix}"`, await ask(`${prefix}${token}`)).error(401, required)
    }
  },
})

export const invalidIsGuest = conform('http.auth.invalid-is-guest', {
  lane: 'shared',
  async check({ guest, collection, user, claim }) {
    const { token } = await user()
    const { records } = await collection()
    const [head = '', payload = '', signature = ''] = token.split('.')
    const unsigned = [head, payload, signature.split('').reverse().join('')].join('.')
    for (const [name, value] of [
      ['garbage', 'garbage'],
      ['a forged one', unsigned],
      ['two parts', `${head}.${payload}`],
    ] as const) {
      const client = guest.withToken(value)
      claim(`${name}: health`, await client.get('/api/health')).status(200)
      claim(`${name}: records`, await client.get(records)).status(200)
      claim(`${name}: a guarded route`, await client.get(path)).error(401, required)
    }
  },
})

export const onlyAuthType = conform('http.auth.only-auth-type', {
  lane: 'shared',
  async check({ guest, superuser, accepted, claim }) {
    const answer = accepted(await superuser.post('/api/files/token'))
    const client = guest.withToken(answer.text('/token'))
    claim('a file token is none', await client.get(path)).error(401, required)
  },
})

export const noQueryToken = conform('http.auth.no-query-token', {
  lane: 'shared',
  async check({ guest, superuser, claim }) {
    const token = superuser.token ?? ''
    claim('as a header', await guest.withToken(token).get(path)).status(200)
    claim('not in the query', await guest.get(path, { token })).error(401, required)
    const cookie = { headers: { Cookie: `token=${token}; pb_auth=${token}` } }
    claim('nor in a cookie', await guest.send('GET', path, cookie)).error(401, required)
  },
})

export const anyCollection = conform('http.auth.any-collection', {
  lane: 'shared',
  async check({ guest, server, collection, user, accepted, claim }) {
    const { email: identity, password } = server.superuser
    const signIn = '/api/collections/_superusers/auth-with-password'
    const signedIn = accepted(await guest.post(signIn, { identity, password }))
    const token = signedIn.text('/token')
    claim('of superusers', await guest.withToken(token).get(path)).status(200)
    const closed = await collection({ listRule: '@request.auth.id != ""' })
    const clients = await collection({ type: 'auth' })
    for (const [name, at] of [
      ['users', undefined],
      ['any other', clients],
    ] as const) {
      const { client } = await user({}, at)
      const anyone = closed.records
      claim(`of ${name}`, await client.get(anyone, { filter: 'id != ""' })).status(200)
      claim(`of ${name}, no superuser`, await client.get(path)).status(403)
    }
  },
})
