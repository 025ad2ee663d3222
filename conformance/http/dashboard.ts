import { conform } from '../harness/case.ts'

const csp =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' http://127.0.0.1:* https://tile.openstreetmap.org data: blob:; connect-src 'self' http://127.0.0.1:* https://nominatim.openstreetmap.org; script-src 'self' 'sha256-GRUzBA7PzKYug7pqxv5rJaec5bwDCw1Vo6/IXwvD3Tc='"

export const index = conform('http.dashboard.index', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('is a page', await guest.get('/_/'))
      .status(200)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', /^default-src 'self'/)
      .header('cache-control', undefined)
      .textMatches(/<!doctype html>/i)
  },
})

export const policy = conform('http.dashboard.csp', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('the page', await guest.get('/_/')).header('content-security-policy', csp)
    claim('what is missing', await guest.get('/_/nope')).header('content-security-policy', csp)
  },
})

export const assetsCache = conform('http.dashboard.assets-cache', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('also when missing', await guest.get('/_/missing.js'))
      .error(404, 'File not found.')
      .header('cache-control', 'max-age=1209600, stale-while-revalidate=86400')
  },
})

export const noFallback = conform('http.dashboard.no-fallback', {
  lane: 'private',
  server: { publicFiles: { 'index.html': 'SPA' } },
  async check({ guest, claim }) {
    claim('elsewhere there is one', await guest.get('/nope'))
      .status(200)
      .text('SPA')
    claim('not here', await guest.get('/_/nope')).error(404, 'File not found.')
    claim('one spelling', await guest.get('/_/index.html'))
      .status(301)
      .header('location', '/_/')
  },
})
