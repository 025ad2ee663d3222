import { conform } from '../harness/case.ts'

const notFound = "The requested resource wasn't found."
const html = 'text/html; charset=utf-8'

export const directoryIndex = conform('http.static.directory-index', {
  lane: 'private',
  server: { publicFiles: { 'sub/index.html': 'SUB' } },
  async check({ guest, claim }) {
    claim('behind a slash', await guest.get('/sub/'))
      .status(200)
      .text('SUB')
      .header('content-type', html)
    claim('redirected without', await guest.get('/sub', { x: '1' }))
      .status(301)
      .header('location', '/sub/')
  },
})

export const fileSlash = conform('http.static.file-trailing-slash', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ guest, claim }) {
    claim('the file', await guest.get('/a.txt'))
      .status(200)
      .text('hello')
    claim('with a slash', await guest.get('/a.txt/'))
      .status(301)
      .header('location', '/a.txt')
  },
})

export const indexRedirect = conform('http.static.index-html-redirect', {
  lane: 'private',
  server: { publicFiles: { 'index.html': 'HOME', 'sub/index.html': 'SUB' } },
  async check({ guest, claim }) {
    claim('at the root', await guest.get('/index.html'))
      .status(301)
      .header('location', '/')
    claim('below', await guest.get('/sub/index.html'))
      .status(301)
      .header('location', '/sub/')
  },
})

export const noListing = conform('http.static.no-directory-listing', {
  lane: 'private',
  server: { publicFiles: { 'empty/secret.txt': 'hush' } },
  async check({ guest, claim }) {
    claim('the file is there', await guest.get('/empty/secret.txt'))
      .status(200)
      .text('hush')
    claim('its directory is not shown', await guest.get('/empty/')).error(404, 'File not found.')
    claim('nor the root', await guest.get('/')).error(404, 'File not found.')
  },
})

export const getOnly = conform('http.static.get-only', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello', 'index.html': 'HOME' } },
  async check({ guest, claim }) {
    claim('GET', await guest.get('/a.txt'))
      .status(200)
      .text('hello')
    claim('HEAD', await guest.send('HEAD', '/a.txt'))
      .status(200)
      .empty()
      .header('content-length', '5')
      .header('content-type', 'text/plain; charset=utf-8')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      claim(method, await guest.send(method, '/a.txt')).error(404, notFound)
    }
  },
})

export const routesWin = conform('http.static.api-routes-win', {
  lane: 'private',
  server: {
    publicFiles: { 'api/health': 'a file', 'api/other.txt': 'other', '_/index.html': 'mine' },
  },
  async check({ guest, claim }) {
    claim('a route', await guest.get('/api/health'))
      .status(200)
      .json('/code', 200)
    claim('a file beside it', await guest.get('/api/other.txt'))
      .status(200)
      .text('other')
    claim('the dashboard', (await guest.get('/_/')).body.includes('mine')).equals(false)
  },
})
