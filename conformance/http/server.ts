import { conform } from '../harness/case.ts'

export const http2 = conform('http.server.http2', {
  lane: 'shared',
  async check({ raw, claim }) {
    const preface = await raw(
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000',
      {
        untilClose: true,
      },
    )
    const settingsFrame = Buffer.from([0, 0]).equals(Buffer.from(preface.bytes.slice(0, 2)))
    claim('speaks no HTTP/2 without TLS', [settingsFrame, preface.closed]).equals([false, true])
    const request = 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n'
    const kept = await raw([request, request], { responses: 2 })
    claim(
      'keeps the connection of HTTP/1.1',
      kept.responses.map(({ status }) => status),
    ).equals([200, 200])
  },
})

export const connectionClose = conform('http.server.connection-close', {
  lane: 'shared',
  async check({ raw, collection, claim }) {
    const { records } = await collection({ listRule: '' })
    const ask = (path: string, ...headers: readonly string[]): string =>
      `${[`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`
    for (const [name, path] of [
      ['a list', records],
      ['a refusal', '/api/nope'],
      ['no API', '/nope.txt'],
    ] as const) {
      for (const header of ['Connection: close', 'connection: Close']) {
        const last = await raw(ask(path, header), { untilClose: true })
        claim(`${name} is announced as the last (${header})`, [
          last.headers.get('connection'),
          last.closed,
        ]).equals(['close', true])
      }
      const other = await raw(ask(path))
      claim(`${name} is not announced so otherwise`, [
        other.headers.has('connection'),
        other.closed,
      ]).equals([false, false])
    }
  },
})
