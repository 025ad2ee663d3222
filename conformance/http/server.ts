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
