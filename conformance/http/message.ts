import { connect } from 'node:net'
import { type CaseContext, conform } from '../harness/case.ts'
import type { RawAnswer } from '../probes/raw.ts'

const signIn = '/api/collections/users/auth-with-password'
const body = '{"identity":"a","password":"b"}'
const failed = 'Failed to authenticate.'
const health = (headers = '') => `GET /api/health HTTP/1.1\r\nHost: x\r\n${headers}\r\n`
const last = health('Connection: close\r\n')

/** A sign-in that nobody can make; its body follows. */
const head = (...headers: readonly string[]): string =>
  [`POST ${signIn} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers, '\r\n'].join(
    '\r\n',
  )
const declared = `Content-Length: ${body.length}`
const chunk = (text: string, extension = ''): string =>
  `${text.length.toString(16)}${extension}\r\n${text}\r\n`
const ended = '0\r\n\r\n'

const statuses = ({ responses }: RawAnswer): readonly number[] =>
  responses.map(({ status }) => status)
const untilClose = { untilClose: true } as const

export const split = conform('http.message.split', {
  lane: 'shared',
  async check({ raw, claim }) {
    const whole = await raw(head(declared) + body)
    claim('in one piece', [whole.status, whole.text.includes(failed)]).equals([400, true])
    const bytes = await raw([...(head(declared) + body)])
    claim('byte by byte', [bytes.status, bytes.text]).equals([400, whole.text])
    const cut = head(declared).length - 1
    const text = head(declared) + body
    const halves = await raw([text.slice(0, cut), text.slice(cut)])
    claim('in the middle of a line end', halves.text).equals(whole.text)
  },
})

export const pipelined = conform('http.message.pipelined', {
  lane: 'shared',
  async check({ raw, claim }) {
    const post = 'POST /nope HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'
    const answer = await raw([health() + post + head(declared) + body + last], {
      responses: 4,
    })
    claim('in their order', statuses(answer)).equals([200, 404, 400, 200])
    const third = new TextDecoder().decode(answer.responses[2]?.body)
    claim('each with its own body', third.includes(failed)).equals(true)
  },
})

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
const post = (path: string, text: string): string =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: x',
    'Content-Type: application/json',
    `Content-Length: ${text.length}`,
    '',
    text,
  ].join('\r\n')
const nope = get('/api/nope')
const texts = ({ responses }: RawAnswer): readonly string[] =>
  responses.map((response) => new TextDecoder().decode(response.body))

export const pipelinedOrder = conform('http.message.pipelined-order', {
  lane: 'shared',
  async check({ raw, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    claim('two that wait for a file', statuses(await raw(nope + nope, { responses: 2 }))).equals([
      404, 404,
    ])
    const round = (n: number): string =>
      [
        health(),
        nope,
        post(records, `{"title":"t${n}"}`),
        get(`${records}?filter=title='t${n}'`),
        post(records, '{'),
      ].join('')
    const rounds = [0, 1, 2, 3]
    const answer = await raw(rounds.map(round).join(''), { responses: 20 })
    claim('twenty', statuses(answer)).equals(rounds.flatMap(() => [200, 404, 200, 200, 400]))
    const made = texts(answer).filter((text) => text.includes('"title":"t'))
    claim(
      'each its own',
      made.map((text) => /"title":"(t\d)"/.exec(text)?.[1]),
    ).equals(rounds.flatMap((n) => [`t${n}`, `t${n}`]))
    const slow = await raw(head(declared) + body + health() + nope + head(declared) + body, {
      responses: 4,
    })
    claim('behind one that takes long', statuses(slow)).equals([400, 200, 404, 400])
  },
})

export const pipelinedEffects = conform('http.message.pipelined-effects', {
  lane: 'shared',
  async check({ raw, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const list = get(`${records}?filter=title='a'`)
    const answer = await raw(list + post(records, '{"title":"a"}') + list, { responses: 3 })
    const [before = '', , after = ''] = texts(answer)
    claim('not before', before.includes('"totalItems":0')).equals(true)
    claim('behind it', after.includes('"totalItems":1')).equals(true)
  },
})

export const pipelinedMalformed = conform('http.message.pipelined-malformed', {
  lane: 'shared',
  async check({ raw, claim }) {
    const whole = await raw(nope + nope + last, untilClose)
    claim('well-formed', [statuses(whole), whole.closed]).equals([[404, 404, 200], true])
    const answer = await raw(`${nope}${nope}nonsense\r\n\r\n${last}`, untilClose)
    claim('malformed', [statuses(answer), answer.closed]).equals([[404, 404, 400], true])
  },
})

export const chunked = conform('http.message.chunked', {
  lane: 'shared',
  async check({ raw, claim }) {
    const coded = head('Transfer-Encoding: chunked')
    const two = chunk(body.slice(0, 5)) + chunk(body.slice(5), ';ext=1') + ended
    const upper = `${body.length.toString(16).toUpperCase()}\r\n${body}\r\n${ended}`
    for (const [name, sent] of [
      ['two chunks', [coded + two]],
      ['upper case', [coded + upper]],
      ['leading zeros', [`${coded}000${chunk(body)}${ended}`]],
      ['cut anywhere', [coded, ...two]],
    ] as const) {
      const answer = await raw([...sent])
      claim(name, [answer.status, answer.text.includes(failed)]).equals([400, true])
    }
    const next = await raw([coded + two + last], { responses: 2 })
    claim('the next request follows', statuses(next)).equals([400, 200])
  },
})

export const trailer = conform('http.message.chunked-trailer', {
  lane: 'shared',
  async check({ raw, claim }) {
    const sent = `${head('Transfer-Encoding: chunked')}${chunk(body)}0\r\nX-A: b\r\n\r\n${last}`
    claim('is read past', statuses(await raw(sent, { responses: 2 }))).equals([400, 200])
  },
})

export const malformedChunk = conform('http.message.malformed-chunk', {
  lane: 'shared',
  async check({ raw, claim }) {
    for (const size of ['zz', '-1', 'ffffffffffffffffff', '']) {
      const sent = `${head('Transfer-Encoding: chunked')}${size}\r\n${body}\r\n${ended}${last}`
      const answer = await raw(sent, untilClose)
      claim(`"${size}"`, [statuses(answer), answer.closed]).equals([[400], true])
    }
  },
})

export const duplicateLength = conform('http.message.duplicate-length', {
  lane: 'shared',
  async check({ raw, claim }) {
    const same = await raw(head(declared, declared) + body)
    claim('the same twice', [same.status, same.text.includes(failed)]).equals([400, true])
    const different = await raw(head(declared, 'Content-Length: 3') + body + last, untilClose)
    claim('another', [statuses(different), different.closed]).equals([[400], true])
    claim('says nothing of a route', different.text.includes('data')).equals(false)
  },
})

export const malformedLength = conform('http.message.malformed-length', {
  lane: 'shared',
  async check({ raw, claim }) {
    const lengths = ['-1', '+5', 'abc', '1e1', '0x5', '5 5', '', '9'.repeat(23)]
    for (const length of lengths) {
      const answer = await raw(head(`Content-Length: ${length}`) + body + last, untilClose)
      claim(`"${length}"`, [statuses(answer), answer.closed]).equals([[400], true])
      claim(`"${length}" reaches no route`, answer.text.includes('data')).equals(false)
    }
  },
})

export const unknownCoding = conform('http.message.unknown-coding', {
  lane: 'shared',
  async check({ raw, claim }) {
    const codings = [
      'Transfer-Encoding: gzip, chunked',
      'Transfer-Encoding: identity',
      'Transfer-Encoding: xchunked',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked',
    ]
    for (const coding of codings) {
      const answer = await raw(head(coding) + chunk(body) + ended + last, untilClose)
      const [status = 0] = statuses(answer)
      claim(coding.slice(19), [answer.responses.length, [400, 501].includes(status)]).equals([
        1,
        true,
      ])
      claim(`${coding.slice(19)}: closed`, answer.closed).equals(true)
    }
  },
})

export const both = conform('http.message.length-and-chunked', {
  lane: 'shared',
  async check({ raw, claim }) {
    const smuggled = 'GET /api/settings HTTP/1.1\r\nHost: x\r\n\r\n'
    for (const [name, headers] of [
      ['length first', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
      ['length last', ['Transfer-Encoding: chunked', 'Content-Length: 4']],
    ] as const) {
      const answer = await raw(head(...headers) + chunk(body) + ended + last, untilClose)
      const seen = statuses(answer)
      claim(
        name,
        [[400], [400, 200]].some((each) => Bun.deepEquals(each, seen)),
      ).equals(true)
    }
    const inside = `${head('Content-Length: 4', 'Transfer-Encoding: chunked')}${chunk(smuggled)}${ended}${last}`
    const hidden = statuses(await raw(inside, untilClose))
    claim('what a chunk holds is no request', hidden.includes(401)).equals(false)
  },
})

export const surplus = conform('http.message.surplus', {
  lane: 'shared',
  async check({ raw, claim }) {
    const answer = await raw(`${head('Content-Length: 2')}{}garbage\r\n\r\n`, untilClose)
    claim('is malformed', [statuses(answer), answer.closed]).equals([[400, 400], true])
    claim('the request itself is answered', answer.text.includes('validation_required')).equals(
      true,
    )
  },
})

export const absolute = conform('http.message.absolute-uri', {
  lane: 'shared',
  async check({ raw, claim }) {
    for (const target of ['http://other.test', 'https://other.test', 'http://other.test:81']) {
      const answer = await raw(
        `GET ${target}/api/health?fields=code HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      )
      claim(target, [answer.status, answer.text]).equals([200, '{"code":200}\n'])
    }
  },
})

export const http10 = conform('http.message.http10', {
  lane: 'shared',
  async check({ raw, claim }) {
    const bare = await raw('GET /api/health?fields=code HTTP/1.0\r\n\r\n', untilClose)
    claim('needs nothing', [bare.status, bare.text]).equals([200, '{"code":200}\n'])
    claim('and is closed', bare.closed).equals(true)
    const post = `POST ${signIn} HTTP/1.0\r\nContent-Type: application/json\r\n${declared}\r\n\r\n${body}`
    const signed = await raw(post, untilClose)
    claim('may have a body', [signed.status, signed.text.includes(failed)]).equals([400, true])
  },
})

export const halfClosed = conform('http.message.half-closed', {
  lane: 'shared',
  async check({ raw, claim }) {
    const get = await raw(health(), { halfClose: true })
    claim('GET', get.status).equals(200)
    const post = await raw(head(declared) + body, { halfClose: true })
    claim('POST', [post.status, post.text.includes(failed)]).equals([400, true])
  },
})

export const halfClosedBody = conform('http.message.half-closed-body', {
  lane: 'shared',
  async check({ raw, claim }) {
    const answer = await raw(head('Content-Length: 200') + body, { halfClose: true })
    claim('is answered', [answer.status, answer.text.includes(failed)]).equals([400, true])
  },
})

export const host = conform('http.message.host', {
  lane: 'shared',
  async check({ raw, claim }) {
    const ask = async (...hosts: readonly string[]) =>
      (await raw(['GET /api/health HTTP/1.1', ...hosts, 'Connection: close', '\r\n'].join('\r\n')))
        .status
    claim('one', await ask('Host: x')).equals(200)
    claim('any', await ask('Host: other.test:1234')).equals(200)
    claim('none', await ask()).equals(400)
    claim('two', await ask('Host: x', 'Host: y')).equals(400)
    claim('the same twice', await ask('Host: x', 'Host: x')).equals(400)
    for (const name of ['a b', 'a@b', 'a/b']) claim(name, await ask(`Host: ${name}`)).equals(400)
  },
})

export const malformedHead = conform('http.message.malformed-head', {
  lane: 'shared',
  async check({ raw, claim }) {
    const line = 'GET /api/health HTTP/1.1'
    const heads = {
      'no colon': `${line}\r\nHost: x\r\nnonsense\r\n\r\n`,
      'white space before the colon': `${line}\r\nHost: x\r\nX-A : a\r\n\r\n`,
      'no name': `${line}\r\nHost: x\r\n: a\r\n\r\n`,
      'a zero': `${line}\r\nHost: x\r\nX-A: a\0b\r\n\r\n`,
      'a control character': `${line}\r\nHost: x\r\nX-A: a\u0001b\r\n\r\n`,
      'a bare CR': `${line}\r\nHost: x\r\nX-A: a\rb\r\n\r\n`,
      'a method with a separator': 'G@T /api/health HTTP/1.1\r\nHost: x\r\n\r\n',
      'no request line': '\0\u0001\u0002\r\n\r\n',
      'no target': 'GET HTTP/1.1\r\nHost: x\r\n\r\n',
      'a target without a slash': 'GET api/health HTTP/1.1\r\nHost: x\r\n\r\n',
      'a bad escape': 'GET /api/%zz HTTP/1.1\r\nHost: x\r\n\r\n',
    }
    for (const [name, text] of Object.entries(heads)) {
      const answer = await raw(text + last, untilClose)
      claim(name, [statuses(answer), answer.closed]).equals([[400], true])
    }
  },
})

export const headSize = conform('http.message.head-size', {
  lane: 'shared',
  async check({ raw, claim }) {
    const ask = (length: number) => raw(health(`X-A: ${'a'.repeat(length)}\r\n`) + last)
    claim('900,000 bytes', (await ask(900_000)).status).equals(200)
    const large = await raw(health(`X-A: ${'a'.repeat(1_200_000)}\r\n`), untilClose)
    claim('1,200,000 bytes', [large.status, large.closed]).equals([431, true])
    const url = await raw(`GET /api/health?${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)
    claim('a long URL', url.status).equals(200)
  },
})

export const headLines = conform('http.message.head-lines', {
  lane: 'shared',
  async check({ raw, claim }) {
    const lines = Array.from({ length: 10_000 }, (_, at) => `X-${at}: a\r\n`).join('')
    claim('10,000', (await raw(health(lines))).status).equals(200)
  },
})

export const expectContinue = conform('http.message.expect-continue', {
  lane: 'shared',
  async check({ raw, claim }) {
    const answer = await raw([head(declared, 'Expect: 100-continue'), body])
    claim(
      'told to go on',
      answer.interim.map(({ status }) => status),
    ).equals([100])
    claim('and answered', [answer.status, answer.text.includes(failed)]).equals([400, true])
  },
})

export const upgrade = conform('http.message.upgrade-ignored', {
  lane: 'shared',
  async check({ raw, claim }) {
    const offers = {
      h2c: 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n',
      websocket:
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n',
    }
    for (const [name, headers] of Object.entries(offers)) {
      claim(name, (await raw(health(headers))).status).equals(200)
    }
  },
})

export const anyMethod = conform('http.message.any-method', {
  lane: 'shared',
  async check({ raw, claim }) {
    for (const method of ['FOO', 'get', 'M-SEARCH', 'PROPFIND', 'TRACE']) {
      const answer = await raw(
        `${method} /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      )
      claim(method, [answer.status, answer.text]).equals([
        404,
        '{"data":{},"message":"The requested resource wasn\'t found.","status":404}\n',
      ])
    }
  },
})

export const lineEnds = conform('http.message.line-ends', {
  lane: 'shared',
  async check({ raw, claim }) {
    const all = await raw(last.replaceAll('\r\n', '\n'))
    claim('all of them', all.status).equals(200)
    const some = await raw(health('X-A: b\r\n').replace('b\r\n', 'b\n') + last, { responses: 2 })
    claim('one of them', statuses(some)).equals([200, 200])
    const empty = await raw('GET /api/health HTTP/1.1\r\nHost: x\r\n\n' + last, { responses: 2 })
    claim('that of the empty line', statuses(empty)).equals([200, 200])
  },
})

export const foldedLine = conform('http.message.folded-line', {
  lane: 'shared',
  async check({ raw, claim }) {
    const plain = await raw(health('X-A: a\r\n\t b\r\n') + last, { responses: 2 })
    claim('is taken', statuses(plain)).equals([200, 200])
    const framing = [
      `Content-Length:\r\n ${body.length}`,
      'Transfer-Encoding:\r\n chunked',
    ] as const
    for (const [at, field] of framing.entries()) {
      const sent = at === 0 ? body : chunk(body) + ended
      const answer = await raw(head(field) + sent + last, { responses: 2 })
      claim(`counts: ${field.split(':')[0] ?? ''}`, statuses(answer)).equals([400, 200])
      claim(`is read: ${field.split(':')[0] ?? ''}`, answer.text.includes(failed)).equals(true)
    }
  },
})

/** Each of them is one answer, 400, and the end of the connection, so that nothing behind it is taken for a request. */
const refusedAlone = async (
  { raw, claim }: Pick<CaseContext, 'raw' | 'claim'>,
  sent: Readonly<Record<string, string>>,
): Promise<void> => {
  for (const [name, bytes] of Object.entries(sent)) {
    const answer = await raw(bytes + last, untilClose)
    claim(name, [statuses(answer), answer.closed]).equals([[400], true])
  }
}

export const valueBlanks = conform('http.message.value-blanks', {
  lane: 'shared',
  async check({ superuser, collection, raw, claim }) {
    const listRule = "@request.headers.x_name = 'voilà'"
    const { records } = await collection({ listRule })
    claim('is there', await superuser.post(records, {})).status(200)
    const found = async (value: string): Promise<unknown> => {
      const bytes = Buffer.from(`GET ${records} HTTP/1.1\r\nHost: x\r\nX-Name:${value}\r\n\r\n`)
      return /"totalItems":\d/.exec((await raw(bytes)).text)?.[0]
    }
    for (const value of ['voilà', ' \t voilà \t ', '\r\n voilà'])
      claim(JSON.stringify(value), await found(value)).equals('"totalItems":1')
    claim('another blank', await found('\u00a0voilà')).equals('"totalItems":0')
  },
})

export const foldedFirst = conform('http.message.folded-first', {
  lane: 'shared',
  check: (context) =>
    refusedAlone(context, {
      'the first line': 'GET /api/health HTTP/1.1\r\n X: y\r\nHost: x\r\n\r\n',
    }),
})

const inChunks = head('Transfer-Encoding: chunked')

export const chunkLineEnds = conform('http.message.chunk-line-ends', {
  lane: 'shared',
  check: (context) =>
    refusedAlone(context, {
      'of the size': `${inChunks}${chunk(body).replace('\r\n', '\n')}${ended}`,
      'of the chunk': `${inChunks}${chunk(body).replace(/\r\n$/, '\n')}${ended}`,
      'of the last size': `${inChunks}${chunk(body)}0\n\r\n`,
    }),
})

export const chunkLonger = conform('http.message.chunk-longer', {
  lane: 'shared',
  check: (context) =>
    refusedAlone(context, { 'than its size': `${inChunks}5\r\n${body}\r\n${ended}` }),
})

export const lengthBesideChunks = conform('http.message.length-beside-chunks', {
  lane: 'shared',
  check: (context) =>
    refusedAlone(context, {
      'no number': head('Transfer-Encoding: chunked', 'Content-Length: abc') + chunk(body) + ended,
      'two of them':
        head('Transfer-Encoding: chunked', 'Content-Length: 3', 'Content-Length: 4') +
        chunk(body) +
        ended,
    }),
})

export const lengthList = conform('http.message.length-list', {
  lane: 'shared',
  check: (context) =>
    refusedAlone(context, {
      'of equal numbers': head(`Content-Length: ${body.length}, ${body.length}`) + body,
    }),
})

export const version = conform('http.message.version', {
  lane: 'shared',
  async check({ raw, claim }) {
    const ask = (line: string) => raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`, untilClose)
    const later = await ask('GET /api/health?fields=code HTTP/1.2')
    claim('1.2', [later.status, later.text]).equals([200, '{"code":200}\n'])
    const two = await ask('GET /api/health HTTP/2.0')
    claim('2.0', [two.status, two.closed]).equals([505, true])
    const none = await ask('GET /api/health')
    claim('none', [none.status, none.closed]).equals([400, true])
  },
})

export const emptyLine = conform('http.message.empty-line-behind-post', {
  lane: 'shared',
  async check({ raw, claim }) {
    const behindPost = await raw(`${head(declared)}${body}\r\n${last}`, untilClose)
    claim('POST', statuses(behindPost)).equals([400, 200])
    const behindGet = await raw(`${health()}\r\n${last}`, untilClose)
    claim('GET', [statuses(behindGet), behindGet.closed]).equals([[200, 400], true])
  },
})

/** Connections that send these bytes and then nothing; each ends with the case. */
const stall = (url: string, bytes: string, count: number): Promise<readonly (() => void)[]> => {
  const { hostname, port } = new URL(url)
  const opened = Array.from(
    { length: count },
    () =>
      new Promise<() => void>((resolve) => {
        const socket = connect({ host: hostname, port: Number(port) })
        socket.on('error', () => resolve(() => socket.destroy()))
        socket.on('connect', () => {
          socket.write(bytes, () => resolve(() => socket.destroy()))
        })
      }),
  )
  return Promise.all(opened)
}

export const survives = conform('http.message.survives', {
  lane: 'private',
  async check({ guest, server, claim, defer }) {
    const stalled = [
      ...(await stall(server.url, 'GET /api/health HT', 150)),
      ...(await stall(server.url, head('Content-Length: 1000') + body, 150)),
    ]
    defer(() => stalled.forEach((end) => end()))
    claim('beside those that stall', await guest.get('/api/health')).status(200)
    const reset = await stall(server.url, head('Content-Length: 1000') + body, 100)
    for (const end of reset) end()
    claim('behind those that go away', await guest.get('/api/health')).status(200)
    const noise = Array.from({ length: 100 }, () => {
      const bytes = crypto.getRandomValues(new Uint8Array(200))
      return stall(server.url, Buffer.from(bytes).toString('latin1'), 1)
    })
    for (const [end] of await Promise.all(noise)) end?.()
    claim('behind noise', await guest.get('/api/health')).status(200)
  },
})
