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

export const httpDates = conform('http.static.http-dates', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ guest, claim }) {
    const modified = (await guest.get('/a.txt')).header('last-modified') ?? ''
    const [, day = '', date = '', month = '', year = '', time = ''] =
      /^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/.exec(modified) ?? []
    const days: Readonly<Record<string, string>> = {
      Tue: 'Tues',
      Wed: 'Wednes',
      Thu: 'Thurs',
      Sat: 'Satur',
    }
    const long = `${days[day] ?? day}day`
    const ask = async (since: string) =>
      (await guest.send('GET', '/a.txt', { headers: { 'If-Modified-Since': since } })).status
    claim('as it is sent', await ask(modified)).equals(304)
    const obsolete = `${long}, ${date}-${month}-${year.slice(2)} ${time} GMT`
    claim('with a long day', await ask(obsolete)).equals(304)
    const ofC = `${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`
    claim('as C prints it', await ask(ofC)).equals(304)
    claim('with an offset', await ask(modified.replace('GMT', '+0000'))).equals(200)
    claim('as UTC', await ask(modified.replace('GMT', 'UTC'))).equals(200)
    claim('as ISO 8601', await ask(new Date(modified).toISOString())).equals(200)
  },
})

export const headNotModified = conform('http.static.head-not-modified', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ guest, raw, claim }) {
    const whole = await guest.send('HEAD', '/a.txt')
    claim('else it has one', whole).status(200).header('content-length', '5')
    const since = `If-Modified-Since: ${whole.header('last-modified') ?? ''}`
    const { status, headers } = await raw(`HEAD /a.txt HTTP/1.1\r\nHost: x\r\n${since}\r\n\r\n`)
    claim('it has none', [status, headers.get('content-length')]).equals([304, null])
  },
})

export const firstRange = conform('http.static.first-range', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check({ raw, claim }) {
    const { status, text } = await raw(
      'GET /a.txt HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\nRange: bytes=3-4\r\n\r\n',
    )
    claim('counts', [status, text]).equals([206, 'he'])
  },
})
