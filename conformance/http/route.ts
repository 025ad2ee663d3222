import { conform } from '../harness/case.ts'

const notFound = "The requested resource wasn't found."

export const unknownNonGet = conform('http.route.unknown-non-get', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('below /api', await guest.post('/api/nope')).error(404, notFound)
    claim('elsewhere', await guest.put('/nope')).error(404, notFound)
    claim('a known path', await guest.delete('/api/health')).error(404, notFound)
  },
})

export const unknownGet = conform('http.route.unknown-get', {
  lane: 'private',
  async check({ guest, claim }) {
    for (const path of ['/api/nope', '/nope', '/']) {
      claim(`GET ${path}`, await guest.get(path)).error(404, 'File not found.')
    }
  },
})

export const no405 = conform('http.route.no-405', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.put('/api/health')
    claim('is an unknown route', answer).error(404, notFound)
    claim('names no other method', answer).header('allow', undefined)
  },
})

export const options204 = conform('http.route.options-204', {
  lane: 'shared',
  async check({ guest, claim }) {
    for (const path of ['/api/collections', '/whatever']) {
      const answer = await guest.send('OPTIONS', path)
      claim(`OPTIONS ${path}`, answer)
        .status(204)
        .empty()
        .header('x-content-type-options', undefined)
    }
  },
})

export const headFollowsGet = conform('http.route.head-follows-get', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.send('HEAD', '/api/health')
    claim('has status and type of GET', answer)
      .status(200)
      .header('content-type', 'application/json')
    claim('has no body', answer).empty()
  },
})

export const caseSensitive = conform('http.route.path-case-sensitive', {
  lane: 'private',
  async check({ guest, claim }) {
    claim('another letter case is another path', await guest.get('/API/health')).error(
      404,
      'File not found.',
    )
  },
})

export const paramDecoding = conform('http.route.path-param-decoding', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { name } = await collection()
    const encoded = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`
    claim('decodes a segment', await guest.get(`/api/collections/${encoded}/records`)).status(200)
    const slash = await guest.get('/api/collections/a%2Fb/records')
    claim('keeps an encoded slash inside it', slash).error(404, 'Missing collection context.')
  },
})

export const trailingSlash = conform('http.route.trailing-slash-not-equal', {
  lane: 'private',
  async check({ guest, claim }) {
    claim('a GET finds no file', await guest.get('/api/health/')).error(404, 'File not found.')
    const other = await guest.post('/api/collections/users/records/')
    claim('another method finds no route', other).error(404, notFound)
  },
})

export const cleanPath = conform('http.route.clean-path-redirect', {
  lane: 'shared',
  async check({ raw, claim }) {
    const answer = await raw(
      'GET /api//health?x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    )
    claim('redirects with 307', answer.status).equals(307)
    claim('keeps the query', answer.headers.get('location')).equals('/api/health?x=1')
    claim('before any middleware', answer.headers.get('x-frame-options')).equals(null)
  },
})

export const cleanPathEscapes = conform('http.route.clean-path-redirect-escapes', {
  lane: 'shared',
  async check({ raw, claim }) {
    const locations = {
      '//"<>': '/%2522%253C%253E',
      '//!%41': '/%21%2541',
      '//!%41"': '/%2521A%2522',
      '//\xe9': '/%25E9',
    }
    for (const [target, location] of Object.entries(locations)) {
      const head = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`
      const { status, headers } = await raw(Buffer.from(head, 'latin1'))
      claim(JSON.stringify(target), [status, headers.get('location')]).equals([307, location])
    }
  },
})

export const staticFiles = conform('http.static.serves-files', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ guest, claim }) {
    const answer = await guest.get('/a.txt')
    claim('with its type', answer)
      .status(200)
      .text('hello')
      .header('content-type', 'text/plain; charset=utf-8')
    const ranged = await guest.send('GET', '/a.txt', { headers: { Range: 'bytes=0-0' } })
    claim('in ranges', ranged).status(206).text('h')
    const since = answer.header('last-modified') ?? ''
    const again = await guest.send('GET', '/a.txt', { headers: { 'If-Modified-Since': since } })
    claim('only when changed', again).status(304).empty()
    claim('without a cache lifetime', answer).header('cache-control', undefined)
  },
})

export const indexFallback = conform('http.static.index-fallback', {
  lane: 'private',
  server: { publicFiles: { 'index.html': 'SPA' } },
  async check({ guest, claim }) {
    const answer = await guest.get('/missing/a/b')
    claim('answers the index', answer)
      .status(200)
      .text('SPA')
      .header('content-type', /^text\/html/)
  },
})

export const noTraversal = conform('http.static.no-traversal', {
  lane: 'private',
  needs: ['data-dir'],
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ guest, claim }) {
    claim('the directory is served', await guest.get('/a.txt')).status(200)
    for (const path of [
      '/..%2fdata%2fdata.db',
      '/%2e%2e%2fdata%2fdata.db',
      '/..%5cdata%5cdata.db',
    ]) {
      claim(path, await guest.get(path))
        .status(404)
        .header('content-type', 'application/json')
    }
  },
})

export const validationNesting = conform('http.error.validation-nesting', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const rules = [
      { label: '/a', maxRequests: 1, duration: 1 },
      { label: '@bad', maxRequests: 1, duration: 1 },
    ]
    const answer = await superuser.patch('/api/settings', { rateLimits: { rules } })
    claim('only the failing index', answer).status(400).keys('/data/rateLimits/rules', ['1'])
    claim('down to the key', answer).json(
      '/data/rateLimits/rules/1/label/code',
      'validation_match_invalid',
    )
  },
})

const emptyContext = 'Missing collection context.'
const invalidContext = 'Missing or invalid collection context.'

export const spaFallback = conform('http.route.unknown-get-spa-fallback', {
  lane: 'private',
  server: { publicFiles: { 'index.html': 'SPA' } },
  async check({ guest, claim }) {
    for (const path of ['/api/nope', '/api/health/', '/api/collections/x/auth-with-password']) {
      claim(`GET ${path}`, await guest.get(path))
        .status(200)
        .text('SPA')
        .header('content-type', 'text/html; charset=utf-8')
    }
    claim('an API route does not', await guest.get('/api/health')).json('/code', 200)
  },
})

export const dashboardSlash = conform('http.route.dashboard-slash-redirect', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('GET', await guest.get('/_'))
      .status(307)
      .header('location', '/_/')
      .header('x-frame-options', undefined)
      .header('vary', undefined)
    claim('HEAD', await guest.send('HEAD', '/_'))
      .status(307)
      .header('location', '/_/')
    claim('no other method', await guest.post('/_')).error(404, notFound)
  },
})

export const noRootRedirect = conform('http.route.no-root-redirect', {
  lane: 'private',
  async check({ guest, launch, claim }) {
    claim('is no page without one', await guest.get('/'))
      .error(404, 'File not found.')
      .header('location', undefined)
    const other = await launch({ publicFiles: { 'index.html': 'home' } })
    const answer = await fetch(`${other.url}/`, { redirect: 'manual' })
    claim('is the index of the public directory', [answer.status, await answer.text()]).equals([
      200,
      'home',
    ])
  },
})

export const wwwRedirect = conform('http.route.www-redirect', {
  lane: 'shared',
  async check({ raw, server, claim }) {
    const { hostname } = new URL(server.url)
    const ask = (host: string, target = '/api/health?a=1') =>
      raw(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    const redirected = await ask(`www.${hostname}`)
    claim('is 307', redirected.status).equals(307)
    claim('to the host without www', redirected.headers.get('location')).equals(
      `http://${hostname}/api/health?a=1`,
    )
    claim('before any header of an answer', redirected.headers.get('x-frame-options')).equals(null)
    const absolute = await ask(`www.${hostname}`, `http://www.${hostname}/api/health`)
    claim('an absolute target is put behind the host as it is', [
      absolute.status,
      absolute.headers.get('location'),
    ]).equals([307, `http://${hostname}http://www.${hostname}/api/health`])
    claim('not with the port', (await ask(`www.${new URL(server.url).host}`)).status).equals(200)
    claim('not for other hosts', (await ask('www.example.com')).status).equals(200)
  },
})

export const unknownCollection = conform('http.route.unknown-collection-messages', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const base = await collection()
    const nope = '/api/collections/nope'
    claim('list', await guest.get(`${nope}/records`)).error(404, emptyContext)
    claim('view', await guest.get(`${nope}/records/x`)).error(404, emptyContext)
    claim('delete', await guest.delete(`${nope}/records/x`)).error(404, emptyContext)
    claim('create', await guest.post(`${nope}/records`, {})).error(404, invalidContext)
    claim('update', await guest.patch(`${nope}/records/x`, {})).error(404, invalidContext)
    claim('authentication', await guest.post(`${nope}/auth-with-password`, {})).error(
      404,
      invalidContext,
    )
    claim('of a collection without', await guest.post(`${base.path}/auth-with-password`, {})).error(
      404,
      'Missing or invalid auth collection context.',
    )
    claim('management', await superuser.get(nope)).error(404, notFound)
  },
})

export const checkBeforeGuard = conform('http.route.collection-check-before-guard', {
  lane: 'shared',
  async check({ guest, claim }) {
    const known = await guest.post('/api/collections/users/auth-refresh')
    claim('a known collection is guarded', known).status(401)
    const answer = await guest.post('/api/collections/nope/auth-refresh')
    claim('an unknown one is missing', answer).error(404, invalidContext)
  },
})
