import { conform } from '../harness/case.ts'
import { withHeader } from '../harness/fault.ts'
import { acceptedAnswers, refusedAnswers } from './answers.ts'

export const security = conform('http.headers.security-default', {
  lane: 'private',
  server: { publicFiles: { 'a.txt': 'hello' } },
  async check(context) {
    const { guest, claim } = context
    const answers = {
      'an API answer': [200, '/api/health'],
      'no route': [404, '/api/nope'],
      'a refusal': [401, '/api/settings'],
      'a file': [200, '/a.txt'],
    } as const
    for (const [name, [status, path]] of Object.entries(answers)) {
      claim(name, await guest.get(path))
        .status(status)
        .header('x-xss-protection', '1; mode=block')
        .header('x-content-type-options', 'nosniff')
        .header('x-frame-options', 'SAMEORIGIN')
    }
    for (const [kind, all] of [
      ['accepted', await acceptedAnswers(context)],
      ['refused', await refusedAnswers(context)],
    ] as const) {
      for (const [name, answer] of Object.entries(all)) {
        claim(`${kind}: ${name}`, answer)
          .header('x-xss-protection', '1; mode=block')
          .header('x-content-type-options', 'nosniff')
          .header('x-frame-options', 'SAMEORIGIN')
      }
    }
  },
  mustCatch: { 'a refusal': [withHeader('x-frame-options', 'DENY')] },
})

export const downloadNoFrame = conform('http.headers.file-download-no-xfo', {
  lane: 'shared',
  async check({ guest, collection, accepted, claim }) {
    const { name, records } = await collection({ fields: [{ name: 'doc', type: 'file' }] })
    const multipart = [['doc', { name: 'a.txt', content: 'kept' }]] as const
    const made = accepted(await guest.send('POST', records, { multipart }))
    const file = `/api/files/${name}/${made.text('/id')}/${made.text('/doc')}`
    claim('a download', await guest.get(file))
      .status(200)
      .header('x-frame-options', undefined)
      .header('x-content-type-options', 'nosniff')
      .header('x-xss-protection', '1; mode=block')
  },
})

export const noHeaders = conform('http.headers.no-hsts-server-requestid', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = claim('of an API answer', await guest.get('/api/health')).status(200)
    for (const name of [
      'strict-transport-security',
      'server',
      'x-powered-by',
      'x-request-id',
      'etag',
      'retry-after',
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
    ]) {
      answer.header(name, undefined)
    }
    answer.header('date', /GMT$/)
  },
})

export const noCacheControl = conform('http.headers.no-cache-control-on-json', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    for (const path of [records, '/api/health', `${records}/missing`]) {
      claim(
        path === records ? 'a list' : path.endsWith('health') ? 'health' : 'a refusal',
        await guest.get(path),
      )
        .header('content-type', 'application/json')
        .header('cache-control', undefined)
        .header('pragma', undefined)
        .header('expires', undefined)
    }
  },
})
