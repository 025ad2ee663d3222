import { conform } from '../harness/case.ts'
import { changeSettings } from '../settings/support.ts'
import { flushed } from './support.ts'

const health = '/api/health'
const keys = [
  'auth',
  'execTime',
  'method',
  'referer',
  'remoteIP',
  'status',
  'type',
  'url',
  'userAgent',
  'userIP',
]

export const levels = conform('logs.request.levels', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const [good, bad] = [unique('good'), unique('bad')]
    await guest.get(health, { mark: good })
    await guest.get('/api/missing', { mark: bad })
    claim('success', await flushed(context, good)).json('/items/0/level', 0)
    claim('failure', await flushed(context, bad))
      .json('/items/0/level', 8)
      .json('/items/0/data/status', 404)
  },
})

export const message = conform('logs.request.message', {
  lane: 'shared',
  async check(context) {
    const { guest, raw, unique, claim } = context
    const [good, bad] = [unique('good'), unique('bad')]
    await guest.get(`${health}?${good}=%20b`)
    await raw(`GET ${health}?${bad}=%zz%20 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    claim('is decoded', await flushed(context, good))
      .json('/items/0/message', `GET ${health}?${good}= b`)
      .json('/items/0/data/url', `${health}?${good}=%20b`)
    claim('or as it is', await flushed(context, bad)).json(
      '/items/0/message',
      `GET ${health}?${bad}=%zz%20`,
    )
  },
})

export const dataKeys = conform('logs.request.data-keys', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    const headers = { 'User-Agent': 'u', Referer: 'r' }
    await guest.send('GET', `${health}?${mark}`, { headers })
    const seen = await flushed(context, mark)
    claim('are these', seen).keys('/items/0/data', keys)
    claim('their values', seen)
      .json('/items/0/data/auth', '')
      .json('/items/0/data/method', 'GET')
      .json('/items/0/data/status', 200)
      .json('/items/0/data/type', 'request')
      .json('/items/0/data/referer', 'r')
      .json('/items/0/data/userAgent', 'u')
      .json('/items/0/data/url', `${health}?${mark}`)
    const time = seen.at('/items/0/data/execTime')
    claim(
      'the time is in milliseconds',
      typeof time === 'number' && time > 0 && time < 5000,
    ).equals(true)
  },
})

export const headerText = conform('logs.request.header-text', {
  lane: 'shared',
  async check(context) {
    const { raw, unique, claim } = context
    const mark = unique('mark')
    const lines = ['Referer: voilà', 'Referer: b', 'User-Agent: café', 'User-Agent: b']
    const head = [`GET ${health}?${mark} HTTP/1.1`, 'Host: x', ...lines, '', '']
    claim('is well', (await raw(Buffer.from(head.join('\r\n')))).status).equals(200)
    claim('is logged', await flushed(context, mark))
      .json('/items/0/data/referer', 'voilà')
      .json('/items/0/data/userAgent', 'café')
  },
})

const signIns = '/api/collections/users'

/** What is answered to anybody in the same way: only the logs tell that the token was read. */
const actions = [
  'auth-with-password',
  'auth-with-oauth2',
  'request-otp',
  'auth-with-otp',
  'request-verification',
  'confirm-verification',
  'request-password-reset',
  'confirm-password-reset',
  'confirm-email-change',
]

export const authName = conform('logs.request.auth-name', {
  lane: 'shared',
  async check(context) {
    const { superuser, user, unique, claim } = context
    const { client } = await user()
    const [one, other] = [unique('one'), unique('other')]
    await superuser.get(health, { mark: one })
    await client.get('/api/missing', { mark: other })
    claim('a superuser', await flushed(context, one)).json('/items/0/data/auth', '_superusers')
    claim('a user, without a route', await flushed(context, other)).json(
      '/items/0/data/auth',
      'users',
    )
    const anybody = unique('anybody')
    const query = { mark: anybody }
    await client.get(`${signIns}/auth-methods`, query)
    for (const action of actions)
      await client.send('POST', `${signIns}/${action}`, { json: {}, query })
    const seen = await flushed(context, anybody, actions.length + 1)
    const items = seen.list<{ readonly data?: { readonly url?: string; readonly auth?: string } }>(
      '/items',
    )
    const names = items.map(({ data }) => [data?.url?.split(/[/?]/)[4], data?.auth])
    claim('a user, where nobody has to sign in', Object.fromEntries(names)).equals(
      Object.fromEntries(['auth-methods', ...actions].map((action) => [action, 'users'])),
    )
  },
})

export const errorKeys = conform('logs.request.error-keys', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, unique, claim } = context
    const { records } = await collection({
      fields: [{ name: 'title', type: 'text', required: true }],
    })
    const [invalid, broken, missing] = [unique('invalid'), unique('broken'), unique('missing')]
    await guest.send('POST', records, { json: {}, query: { mark: invalid } })
    await guest.send('POST', records, {
      raw: '{',
      headers: { 'Content-Type': 'application/json' },
      query: { mark: broken },
    })
    await guest.get('/api/missing', { mark: missing })
    const seen = await flushed(context, invalid)
    claim('are these', seen).keys('/items/0/data', ['auth', 'details', 'error', ...keys.slice(1)])
    claim('what is wrong', seen)
      .json('/items/0/data/error', 'Failed to create record.')
      .json('/items/0/data/details', { title: 'cannot be blank' })
    claim('the cause', await flushed(context, broken)).json(
      '/items/0/data/error',
      'Something went wrong while processing your request.',
    )
    claim('none', await flushed(context, missing)).json('/items/0/data/details', null)
  },
})

export const logIp = conform('logs.request.log-ip', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, unique, claim, defer } = context
    const [on, off] = [unique('on'), unique('off')]
    await changeSettings({ maker, defer }, { trustedProxy: { headers: ['X-Real-IP'] } })
    const headers = { 'X-Real-IP': '2001:db8::1' }
    await guest.send('GET', health, { headers, query: { mark: on } })
    claim('both', await flushed(context, on))
      .json('/items/0/data/userIP', '2001:0db8:0000:0000:0000:0000:0000:0001')
      .json('/items/0/data/remoteIP', '127.0.0.1')
    await changeSettings({ maker, defer }, { logs: { logIP: false } })
    await guest.get(health, { mark: off })
    claim('neither', await flushed(context, off))
      .absent('/items/0/data/userIP')
      .absent('/items/0/data/remoteIP')
  },
})

export const logAuthId = conform('logs.request.log-auth-id', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, user, unique, claim, defer } = context
    const { client, id } = await user()
    const [known, unknown] = [unique('known'), unique('unknown')]
    await changeSettings({ maker, defer }, { logs: { logAuthId: true } })
    await client.get(health, { mark: known })
    await guest.get(health, { mark: unknown })
    claim('of who is signed in', await flushed(context, known)).json('/items/0/data/authId', id)
    claim('not of guests', await flushed(context, unknown)).absent('/items/0/data/authId')
  },
})

export const truncation = conform('logs.request.truncation', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    await guest.get(health, { mark, q: 'x'.repeat(5000) })
    const seen = await flushed(context, mark)
    const url = seen.at('/items/0/data/url')
    claim('has 3000 bytes', url).length(3003)
    claim('and says so', url).matches(/x\.\.\.$/)
    claim('the message has it as it was cut', seen.at('/items/0/message')).equals(
      `GET ${String(url)}`,
    )
  },
})

export const notLogged = conform('logs.request.not-logged', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check(context) {
    const { guest, superuser, unique, claim } = context
    const mark = unique('mark')
    claim('logs', await superuser.get('/api/logs', { mark })).status(200)
    claim('a file', await guest.get('/a.txt', { mark })).status(200)
    claim('a preflight', await guest.send('OPTIONS', health, { query: { mark } })).status(204)
    claim('a missing log', await superuser.get('/api/logs/missing', { mark })).status(404)
    const seen = await flushed(context, mark)
    claim('only the failure', seen)
      .length('/items', 1)
      .json('/items/0/level', 8)
      .json('/items/0/data/status', 404)
      .json('/items/0/data/url', `/api/logs/missing?mark=${mark}`)
  },
})

export const unmatched = conform('logs.request.unmatched-routes', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const path = `/${unique('nope')}`
    await guest.post(path)
    claim('is logged', await flushed(context, path))
      .json('/items/0/level', 8)
      .json('/items/0/data/status', 404)
      .json('/items/0/data/url', path)
  },
})

export const successStatus = conform('logs.request.error-with-success-status', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    const path = '/api/collections/users/request-password-reset'
    const json = { email: `${mark}@example.com` }
    claim('looks like success', await guest.send('POST', path, { json, query: { mark } })).status(
      204,
    )
    claim('is a failure', await flushed(context, mark))
      .json('/items/0/level', 8)
      .json('/items/0/data/status', 204)
      .absent('/items/0/data/details')
  },
})
