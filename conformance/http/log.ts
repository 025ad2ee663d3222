import { account, mfaOn } from '../auth/support.ts'
import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { flushed } from '../logs/support.ts'
import { changeSettings } from '../settings/support.ts'

const health = '/api/health'
const none = { wanted: 0 } as const

export const requestEntry = conform('http.log.request-entry', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    const headers = { 'User-Agent': 'tester', Referer: 'http://r.test' }
    claim('is well', await guest.send('GET', health, { headers, query: { mark } })).status(200)
    claim('is logged', await flushed(context, mark))
      .length('/items', 1)
      .json('/items/0/data', {
        auth: '',
        execTime: any.number,
        method: 'GET',
        referer: 'http://r.test',
        remoteIP: '127.0.0.1',
        status: 200,
        type: 'request',
        url: `${health}?mark=${mark}`,
        userAgent: 'tester',
        userIP: '127.0.0.1',
      })
  },
})

export const levelAndMessage = conform('http.log.level-and-message', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const [good, bad] = [unique('good'), unique('bad')]
    await guest.get(`${health}?${good}=a%20b+c%2Fd`)
    await guest.get(`/api/collections/nope/records?filter=a%20b&${bad}`)
    claim('success', await flushed(context, good))
      .json('/items/0/level', 0)
      .json('/items/0/message', `GET ${health}?${good}=a b+c/d`)
    claim('failure', await flushed(context, bad))
      .json('/items/0/level', 8)
      .json('/items/0/message', `GET /api/collections/nope/records?filter=a b&${bad}`)
  },
})

export const errorAttrs = conform('http.log.error-attrs', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, unique, claim } = context
    const [guarded, invalid, halfway] = [unique('guarded'), unique('invalid'), unique('halfway')]
    await guest.get('/api/settings', { mark: guarded })
    const signIn = '/api/collections/users/auth-with-password'
    await guest.send('POST', signIn, { json: {}, query: { mark: invalid } })
    claim('the message', await flushed(context, guarded))
      .json('/items/0/data/error', 'The request requires valid record authorization token.')
      .json('/items/0/data/status', 401)
      .json('/items/0/data/details', null)
    claim('what is wrong', await flushed(context, invalid))
      .json('/items/0/data/status', 400)
      .json('/items/0/data/details', {
        identity: 'cannot be blank',
        password: 'cannot be blank',
      })
    const auth = await collection({ type: 'auth', ...mfaOn })
    const { email: identity, password } = await account(context, auth)
    const json = { identity, password }
    await guest.send('POST', `${auth.path}/auth-with-password`, { json, query: { mark: halfway } })
    claim('a second factor', await flushed(context, halfway))
      .json('/items/0/level', 8)
      .json('/items/0/data/status', 401)
      .json('/items/0/data/error', 'mfa required')
      .absent('/items/0/data/details')
  },
})

export const auth = conform('http.log.auth', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, user, unique, claim, defer } = context
    const { client, id } = await user()
    const [before, known, unknown] = [unique('before'), unique('known'), unique('unknown')]
    await client.get(health, { mark: before })
    claim('the collection', await flushed(context, before))
      .json('/items/0/data/auth', 'users')
      .absent('/items/0/data/authId')
    await changeSettings({ maker, defer }, { logs: { logAuthId: true } })
    await client.get(health, { mark: known })
    await guest.get(health, { mark: unknown })
    claim('its record on demand', await flushed(context, known))
      .json('/items/0/data/auth', 'users')
      .json('/items/0/data/authId', id)
    claim('nothing of guests', await flushed(context, unknown))
      .json('/items/0/data/auth', '')
      .absent('/items/0/data/authId')
  },
})

export const ipToggle = conform('http.log.ip-toggle', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, unique, claim, defer } = context
    const mark = unique('mark')
    await changeSettings({ maker, defer }, { logs: { logIP: false } })
    await guest.get(health, { mark })
    claim('no addresses', await flushed(context, mark))
      .length('/items', 1)
      .absent('/items/0/data/userIP')
      .absent('/items/0/data/remoteIP')
  },
})

export const skipSuccess = conform('http.log.skip-success', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check(context) {
    const { guest, superuser, unique, claim } = context
    const mark = unique('mark')
    for (const path of ['/api/logs', '/api/logs/stats']) {
      claim(`${path} succeeds`, await superuser.get(path, { mark })).status(200)
    }
    claim('a file is served', await guest.get('/a.txt', { mark })).status(200)
    for (const path of ['/api/logs', '/api/logs/x', '/b.txt']) await guest.get(path, { mark })
    const seen = await flushed(context, mark, 3)
    const items = seen.list<{ readonly data?: { readonly url?: unknown } }>('/items')
    // An entry is queued after its answer is sent: the order of three in a row is by chance.
    claim(
      'only failures are logged',
      items.map(({ data }) => String(data?.url).split('?')[0]).toSorted(),
    ).equals(['/api/logs', '/api/logs/x', '/b.txt'])
  },
})

export const notLogged = conform('http.log.not-logged', {
  lane: 'shared',
  async check(context) {
    const { guest, raw, unique, claim } = context
    const mark = unique('mark')
    claim('a preflight', await guest.send('OPTIONS', health, { query: { mark } })).status(204)
    const head = `GET /api//health?${mark} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
    claim('a redirect', (await raw(head)).status).equals(307)
    await guest.get(health, { control: mark })
    const seen = await flushed(context, mark)
    claim('only the control is logged', seen)
      .length('/items', 1)
      .json('/items/0/data/url', `${health}?control=${mark}`)
  },
})

export const staticLogged = conform('http.log.static-404-logged', {
  lane: 'private',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    await guest.get('/nope', { mark })
    claim('as a failure', await flushed(context, mark))
      .json('/items/0/level', 8)
      .json('/items/0/data/status', 404)
      .json('/items/0/data/error', 'File not found.')
  },
})

export const disabled = conform('http.log.disabled', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, maker, unique, claim, defer } = context
    const mark = unique('mark')
    await guest.get(health, { mark })
    claim('it was logged', await flushed(context, mark)).length('/items', 1)
    await changeSettings({ maker, defer }, { logs: { maxDays: 0 } })
    claim('all is gone', await superuser.get('/api/logs')).json('/totalItems', 0)
    await guest.get(health, { mark })
    await flushed(context, mark, none.wanted)
    await Bun.sleep(200)
    claim('nothing follows', await superuser.get('/api/logs')).json('/totalItems', 0)
  },
})

export const minLevel = conform('http.log.min-level', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, maker, unique, claim, defer } = context
    const [early, late] = [unique('early'), unique('late')]
    await guest.get(health, { mark: early })
    claim('it was logged', await flushed(context, early)).length('/items', 1)
    await changeSettings({ maker, defer }, { logs: { minLevel: 8 } })
    const below = await superuser.get('/api/logs', { filter: 'level < 8' })
    claim('what is below goes', below).json('/totalItems', 0)
    await guest.get(health, { mark: late })
    await guest.get('/api/settings', { mark: late })
    claim('and does not come', await flushed(context, late))
      .length('/items', 1)
      .json('/items/0/data/status', 401)
  },
})

export const delayedFlush = conform('http.log.delayed-flush', {
  lane: 'private',
  needs: ['restart'],
  async check(context) {
    const { guest, superuser, server, unique, claim } = context
    const [full, quiet, last] = [unique('full'), unique('quiet'), unique('last')]
    const find = (mark: string) => superuser.get('/api/logs', { filter: `data.url ~ '${mark}'` })
    await guest.get(health, { mark: full })
    claim('not at once', await find(full)).length('/items', 0)
    claim('when 200 wait', await flushed(context, full)).length('/items', 1)
    await guest.get(health, { mark: quiet })
    await Bun.sleep(2000)
    claim('not after two seconds', await find(quiet)).length('/items', 0)
    await Bun.sleep(2000)
    claim('after three', await find(quiet)).length('/items', 1)
    await guest.get(health, { mark: last })
    await server.restart()
    claim('at the end', await find(last)).length('/items', 1)
  },
})

export const truncation = conform('http.log.truncation', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    const headers = { 'User-Agent': 'a'.repeat(2500), Referer: 'b'.repeat(2001) }
    const query = { mark, long: 'x'.repeat(3000) }
    claim('is well', await guest.send('GET', health, { headers, query })).status(200)
    const seen = await flushed(context, mark)
    const url = `${health}?mark=${mark}&long=`
    claim('the agent', seen).json('/items/0/data/userAgent', `${'a'.repeat(2000)}...`)
    claim('the referer', seen).json('/items/0/data/referer', `${'b'.repeat(2000)}...`)
    claim('the URL', seen).json('/items/0/data/url', `${url}${'x'.repeat(3000 - url.length)}...`)
  },
})

export const truncatedMethod = conform('http.log.truncation-method', {
  lane: 'shared',
  async check(context) {
    const { raw, unique, claim } = context
    const mark = unique('mark')
    const method = 'X'.repeat(60)
    await raw(`${method} /api/${mark} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    claim('is cut', await flushed(context, mark)).json(
      '/items/0/data/method',
      `${'X'.repeat(50)}...`,
    )
  },
})

export const defaults = conform('http.log.default-settings', {
  lane: 'private',
  async check({ superuser, claim }) {
    claim('of a fresh server', await superuser.get('/api/settings')).json('/logs', {
      maxDays: 5,
      minLevel: 0,
      logIP: true,
      logAuthId: false,
    })
  },
})
