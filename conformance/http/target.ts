import { type CaseContext, conform } from '../harness/case.ts'
import type { RawAnswer } from '../probes/raw.ts'

const untilClose = { untilClose: true } as const

const ask = (
  { raw }: Pick<CaseContext, 'raw'>,
  method: string,
  target: string,
): Promise<RawAnswer> =>
  raw(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, untilClose)

export const emptyPath = conform('http.target.empty-path', {
  lane: 'shared',
  async check(context) {
    const targets = {
      'http://x': '/',
      'foo://x': '/',
      'http://': '/',
      'http://x?a=1': '/?a=1',
      'mailto:x': '/',
      'x:80': '/',
      'http:api/health': '/',
    }
    for (const [target, location] of Object.entries(targets)) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const { status, headers } = await ask(context, method, target)
        const seen = [status, headers.get('location'), headers.get('vary')]
        context.claim(`${method} ${target}`, seen).equals([307, location, null])
      }
    }
  },
})

export const noAuthority = conform('http.target.no-authority', {
  lane: 'shared',
  async check(context) {
    const { status, text } = await ask(context, 'GET', 'http:/api/health?fields=code')
    context.claim('is served', [status, text]).equals([200, '{"code":200}\n'])
  },
})

export const asteriskOptions = conform('http.target.asterisk-options', {
  lane: 'shared',
  async check({ raw, claim }) {
    const next = 'GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    const answer = await raw(`OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n${next}`, { responses: 2 })
    claim('is 200', [answer.status, answer.text]).equals([200, ''])
    claim('bare', answer.headers.get('vary')).equals(null)
    claim('and the next request is answered', answer.responses[1]?.status).equals(200)
  },
})

export const asterisk = conform('http.target.asterisk', {
  lane: 'shared',
  async check({ raw, claim }) {
    for (const method of ['GET', 'POST']) {
      const answer = await raw(`${method} * HTTP/1.1\r\nHost: x\r\n\r\n`, untilClose)
      claim(method, [answer.status, answer.text, answer.closed]).equals([400, '', true])
    }
  },
})

export const connectTo = conform('http.target.connect', {
  lane: 'shared',
  async check(context) {
    context.claim('a host', (await ask(context, 'CONNECT', 'x:80')).status).equals(405)
  },
})

export const authority = conform('http.target.authority', {
  lane: 'shared',
  async check(context) {
    const { raw, claim } = context
    for (const good of ['u:p@x', '[::1]:80', 'x:', 'x%C3%A9']) {
      const { status } = await ask(context, 'GET', `http://${good}/api/health`)
      claim(good, status).equals(200)
    }
    const malformed = [
      'x:abc/api/health',
      '[::1/api/health',
      'x%41/api/health',
      'x%zz/api/health',
      'x{y/api/health',
      'x\\y/api/health',
      'x^y/api/health',
      'u:p%zz@x/api/health',
      'u:[@x/api/health',
      'x#frag',
    ]
    for (const bad of malformed) {
      const answer = await raw(`GET http://${bad} HTTP/1.1\r\nHost: x\r\n\r\n`, untilClose)
      claim(bad, [answer.status, answer.closed]).equals([400, true])
    }
  },
})

export const rawBytes = conform('http.target.raw-bytes', {
  lane: 'shared',
  async check({ raw, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    await record(made, { title: 'é' })
    const totals = async (query: string) => {
      const target = `${made.records}?fields=totalItems&filter=title=${query}`
      const { text } = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      return /"totalItems":(\d+)/.exec(text)?.[1]
    }
    claim('escaped', await totals("'%C3%A9'")).equals('1')
    claim('as they are', await totals("'é'")).equals('1')
    claim('beside an escape', await totals("%27é'")).equals('1')
    claim('another one', await totals("'è'")).equals('0')
  },
})
