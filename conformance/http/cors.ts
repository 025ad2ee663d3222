import { type CaseContext, conform } from '../harness/case.ts'
import { withHeader } from '../harness/fault.ts'
import { acceptedAnswers, refusedAnswers } from './answers.ts'
import { limit, rule } from '../settings/support.ts'

const origin = { headers: { Origin: 'https://a.test' } }
const preflight = {
  headers: { Origin: 'https://a.test', 'Access-Control-Request-Method': 'PATCH' },
}
const allowOrigin = 'access-control-allow-origin'
const allowMethods = 'access-control-allow-methods'

export const varyAlways = conform('http.cors.vary-origin-always', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    for (const [name, answer] of Object.entries(await acceptedAnswers(context)))
      claim(`accepted: ${name}`, answer).header('vary', 'Origin')
    for (const [name, answer] of Object.entries(await refusedAnswers(context)))
      claim(`refused: ${name}`, answer).header('vary', 'Origin')
    claim('success', await guest.get('/api/health'))
      .status(200)
      .header('vary', 'Origin')
      .header(allowOrigin, undefined)
    claim('refusal', await guest.get('/api/settings'))
      .status(401)
      .header('vary', 'Origin')
    claim('no route', await guest.post('/nope'))
      .status(404)
      .header('vary', 'Origin')
  },
})

export const anyOrigin = conform('http.cors.default-any-origin', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('success', await guest.send('GET', '/api/health', origin))
      .status(200)
      .header(allowOrigin, '*')
    claim('refusal', await guest.send('GET', '/api/settings', origin))
      .status(401)
      .header(allowOrigin, '*')
    claim('no route', await guest.send('POST', '/nope', origin))
      .status(404)
      .header(allowOrigin, '*')
  },
  mustCatch: { success: [withHeader(allowOrigin, 'https://a.test')] },
})

export const nothingElse = conform('http.cors.no-credentials-expose-maxage', {
  lane: 'shared',
  async check({ guest, claim }) {
    const simple = await guest.send('GET', '/api/health', origin)
    const asked = await guest.send('OPTIONS', '/api/health', preflight)
    for (const [kind, answer] of [
      ['simple', simple],
      ['preflight', asked],
    ] as const) {
      claim(kind, answer)
        .header(allowOrigin, '*')
        .header('access-control-allow-credentials', undefined)
        .header('access-control-expose-headers', undefined)
        .header('access-control-max-age', undefined)
    }
  },
})

export const preflightAnswer = conform('http.cors.preflight', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.send('OPTIONS', '/api/collections/posts/records', preflight)
    claim('is empty', answer).status(204).empty()
    claim('allows', answer)
      .header(allowOrigin, '*')
      .header(allowMethods, 'GET,HEAD,PUT,PATCH,POST,DELETE')
    claim('varies', answer).header(
      'vary',
      'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    )
  },
})

export const headersEcho = conform('http.cors.preflight-allow-headers-echo', {
  lane: 'shared',
  async check({ guest, claim }) {
    const asking = { ...preflight.headers, 'Access-Control-Request-Headers': 'authorization,x-foo' }
    const answer = await guest.send('OPTIONS', '/api/health', { headers: asking })
    claim('as asked', answer)
      .status(204)
      .header('access-control-allow-headers', 'authorization,x-foo')
    const without = await guest.send('OPTIONS', '/api/health', preflight)
    claim('not unasked', without).status(204).header('access-control-allow-headers', undefined)
  },
})

export const restricted = conform('http.cors.restricted-origins', {
  lane: 'private',
  server: { flags: ['--origins=https://a.test,https://*.b.test,https://d?.test'] },
  async check({ guest, claim }) {
    const ask = (method: string, from: string) =>
      guest.send(method, '/api/health', {
        headers: { Origin: from, 'Access-Control-Request-Method': 'GET' },
      })
    for (const from of ['https://a.test', 'https://x.b.test', 'https://d1.test']) {
      claim(from, await ask('GET', from))
        .status(200)
        .header(allowOrigin, from)
    }
    for (const from of ['https://c.test', 'https://b.test', 'https://d.test', 'http://a.test']) {
      claim(`${from} is not`, await ask('GET', from))
        .status(200)
        .header(allowOrigin, undefined)
    }
    claim('nor in a preflight', await ask('OPTIONS', 'https://c.test'))
      .status(204)
      .header(allowMethods, undefined)
    claim('a listed preflight is', await ask('OPTIONS', 'https://a.test'))
      .status(204)
      .header(allowOrigin, 'https://a.test')
      .header(allowMethods, 'GET,HEAD,PUT,PATCH,POST,DELETE')
  },
})

export const notLimited = conform('http.cors.preflight-not-logged-not-limited', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await limit({ maker, defer }, rule('/api/health', 1))
    for (let n = 1; n <= 5; n++) {
      claim(`OPTIONS ${n}`, await guest.send('OPTIONS', '/api/health')).status(204)
    }
    claim('the first GET', await guest.get('/api/health')).status(200)
    claim('the second', await guest.get('/api/health')).status(429)
  },
})

export const preflightFirstLine = conform('http.cors.preflight-first-line', {
  lane: 'shared',
  async check({ raw, claim }) {
    const asked = ['a', 'b'].map((name) => `Access-Control-Request-Headers: ${name}\r\n`)
    const { status, headers } = await raw(
      `OPTIONS /api/health HTTP/1.1\r\nHost: x\r\nOrigin: http://a.test\r\n${asked.join('')}\r\n`,
    )
    const seen = [status, headers.get('access-control-allow-headers')]
    claim('the first', seen).equals([204, 'a'])
  },
})

export const originFirstLine = conform('http.cors.origin-first-line', {
  lane: 'private',
  server: { flags: ['--origins=https://a.test'] },
  async check({ raw, claim }) {
    for (const [lines, allowed] of [
      [['https://a.test', 'https://b.test'], 'https://a.test'],
      [['https://b.test', 'https://a.test'], null],
    ] as const) {
      const origins = lines.map((line) => `Origin: ${line}\r\n`).join('')
      const { status, headers } = await raw(`GET /api/health HTTP/1.1\r\nHost: x\r\n${origins}\r\n`)
      claim(lines.join(', '), [status, headers.get(allowOrigin)]).equals([200, allowed])
    }
  },
})

/** What each Origin is answered with. */
const allows = async (
  { guest, claim }: Pick<CaseContext, 'guest' | 'claim'>,
  answers: Readonly<Record<string, string | undefined>>,
): Promise<void> => {
  for (const [from, allowed] of Object.entries(answers)) {
    claim(
      `${from.slice(0, 30)} (${String(from.length)})`,
      await guest.send('GET', '/api/health', { headers: { Origin: from } }),
    )
      .status(200)
      .header(allowOrigin, allowed)
  }
}

const ofLength = (length: number): string => `https://${'.b.test'.padStart(length - 8, 'x')}`

export const patternForm = conform('http.cors.pattern-form', {
  lane: 'private',
  server: { flags: ['--origins=*.b.test'] },
  check: (context) =>
    allows(context, {
      'https://x.b.test': 'https://x.b.test',
      'x.b.test': undefined,
      [ofLength(261)]: ofLength(261),
      [ofLength(262)]: undefined,
    }),
})

export const starListed = conform('http.cors.star-listed', {
  lane: 'private',
  server: { flags: ['--origins=https://a.test,https://*.b.test,*,https://c.test'] },
  check: (context) =>
    allows(context, {
      'https://a.test': 'https://a.test',
      'https://x.b.test': 'https://x.b.test',
      'https://c.test': '*',
      'https://d.test': '*',
    }),
})
