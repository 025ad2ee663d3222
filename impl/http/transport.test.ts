import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'bun:test'
import { fakeUseCases, startHttp } from './testing/fakes.ts'
import { bodyOf, exchange, requestText, statusOf } from './testing/raw-socket.ts'

const json = 'Content-Type: application/json'
const records = 'POST /api/collections/posts/records'
const defaultBadRequest =
  '{"data":{},"message":"Something went wrong while processing your request.","status":400}\n'

describe('raw requests', () => {
  test('a request split into single bytes is one request', async () => {
    await using server = await startHttp()
    const text = requestText(records, [json], '{"title":"a"}')
    const response = await exchange(server.port, ...text)
    expect(statusOf(response)).toBe(200)
    expect(bodyOf(response)).toContain('"body":{"title":"a"}')
  })

  test('pipelined requests are answered in order', async () => {
    await using server = await startHttp()
    const first = 'GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n'
    const response = await exchange(server.port, first + requestText('POST /nope'))
    expect(response.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404'])
  })

  test('what follows the declared length is a malformed request of its own', async () => {
    await using server = await startHttp()
    const longer = `${records} HTTP/1.1\r\nHost: x\r\n${json}\r\nContent-Length: 2\r\n\r\n{}garbage\r\n\r\n`
    const response = await exchange(server.port, longer)
    expect(response.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
    expect((await server.send('/api/health')).status).toBe(200)
  })

  test.each([
    ['a bad escape in the path', 'GET /api/%zz'],
    ['a bad escape at the end', 'GET /api/%4'],
    ['a target without a slash', 'GET api/health'],
    ['a line without a target', 'GET'],
  ])('%s is a bare 400', async (_name, line) => {
    await using server = await startHttp()
    expect(statusOf(await exchange(server.port, requestText(line)))).toBe(400)
    expect((await server.send('/api/health')).status).toBe(200)
  })

  test('several Host headers are a bare 400', async () => {
    await using server = await startHttp()
    expect(statusOf(await exchange(server.port, requestText('GET /', ['Host: y'])))).toBe(400)
  })

  test('a client of HTTP/1.0 needs no host', async () => {
    await using server = await startHttp()
    const response = await exchange(server.port, 'GET /api/health?fields=code HTTP/1.0\r\n\r\n')
    expect(bodyOf(response)).toBe('{"code":200}\n')
  })

  test('the first of two Authorization lines counts', async () => {
    await using server = await startHttp()
    const guest = 'Authorization: garbage'
    const superuser = 'Authorization: superuser-token'
    const line = 'GET /api/collections'
    expect(statusOf(await exchange(server.port, requestText(line, [guest, superuser])))).toBe(401)
    expect(statusOf(await exchange(server.port, requestText(line, [superuser, guest])))).toBe(200)
  })

  test('the first of two Content-Type lines counts', async () => {
    await using server = await startHttp()
    const plain = 'Content-Type: text/plain'
    const response = await exchange(server.port, requestText(records, [plain, json], '{}'))
    expect(bodyOf(response)).toContain('Unsupported Content-Type.')
    expect(statusOf(await exchange(server.port, requestText(records, [json, plain], '{}')))).toBe(
      200,
    )
  })

  test('methods of other protocols fall to the catch-all', async () => {
    await using server = await startHttp()
    for (const method of ['PROPFIND', 'TRACE', 'QUERY', 'PUT']) {
      const response = await exchange(server.port, requestText(`${method} /api/health`))
      expect(bodyOf(response)).toContain("The requested resource wasn't found.")
      expect(response.toLowerCase()).not.toContain('\r\nallow:')
    }
  })

  test('a header of a megabyte is read, a larger one refused with 431', async () => {
    await using server = await startHttp()
    const padded = (bytes: number) =>
      requestText('GET /api/health', [`X-Pad: ${'a'.repeat(bytes)}`])
    expect(statusOf(await exchange(server.port, padded(1_000_000)))).toBe(200)
    expect(statusOf(await exchange(server.port, padded(1_100_000)))).toBe(431)
  })

  test('a GET with a body does not disturb the request behind it', async () => {
    await using server = await startHttp()
    const list = 'GET /api/collections/posts/records HTTP/1.1\r\nHost: x'
    const withBody = `${list}\r\n${json}\r\nContent-Length: 2\r\n\r\n{}`
    const response = await exchange(server.port, withBody + requestText('GET /api/health'))
    expect(response.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
  })
})

describe('body limits', () => {
  const tooLarge = '{"data":{},"message":"Request entity too large.","status":413}\n'
  const declared = (bytes: number) => [json, `Content-Length: ${bytes}`]

  test('a declared length over the limit is refused unread', async () => {
    await using server = await startHttp()
    for (const line of [records, 'POST /nope', 'GET /nope', 'POST /api/collections']) {
      const response = await exchange(server.port, requestText(line, declared(33_554_433)))
      expect([statusOf(response), bodyOf(response)]).toEqual([413, tooLarge])
    }
  })

  test('OPTIONS is answered whatever it declares', async () => {
    await using server = await startHttp()
    const response = await exchange(server.port, requestText('OPTIONS /x', declared(33_554_433)))
    expect(statusOf(response)).toBe(204)
  })

  test('a chunked body is refused once it is over the limit', async () => {
    await using server = await startHttp({ maxRecordBodyBytes: () => 10 })
    const chunked = [json, 'Transfer-Encoding: chunked']
    const piece = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
    const fits = requestText(records, chunked, `${piece('{"a"')}${piece(':1}')}0\r\n\r\n`)
    expect(statusOf(await exchange(server.port, fits))).toBe(200)
    const over = requestText(records, chunked, `${piece('{"a"')}${piece(':"1234567"}')}0\r\n\r\n`)
    expect(bodyOf(await exchange(server.port, over))).toBe(tooLarge)
  })

  test('an empty chunked body is malformed JSON', async () => {
    await using server = await startHttp()
    const response = await exchange(
      server.port,
      requestText(records, [json, 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
    )
    expect(bodyOf(response)).toBe(defaultBadRequest)
  })
})

describe('uploads that break off', () => {
  test.each([
    ['JSON', json, '{"title":'],
    [
      'multipart',
      'Content-Type: multipart/form-data; boundary=B',
      '--B\r\nContent-Disposition: form',
    ],
    ['urlencoded', 'Content-Type: application/x-www-form-urlencoded', 'title='],
  ])('%s: the process stays up and reports no defect', async (_name, contentType, start) => {
    const reached = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<unknown>()
    await using server = await startHttp({
      useCases: {
        ...fakeUseCases,
        records: {
          ...fakeUseCases.records,
          async create(_collection, incoming) {
            const body = incoming.body()
            reached.resolve()
            await body.then(ended.resolve, ended.resolve)
            return JSON.stringify(Object.fromEntries(await body))
          },
        },
      },
    })
    const socket = connect({ host: '127.0.0.1', port: server.port })
    await once(socket, 'connect')
    socket.write(requestText(records, [contentType, 'Content-Length: 1000'], start))
    await reached.promise
    socket.destroy()
    expect(await ended.promise).toMatchObject({ name: 'ApiError', refusal: { kind: 'invalid' } })
    expect((await server.send('/api/health')).status).toBe(200)
    expect(server.defects).toEqual([])
  })
})

test('a busy port rejects, and the first server goes on', async () => {
  await using server = await startHttp()
  await using second = await startHttp()
  await second.http.stop(0)
  const refused = await second.http
    .listen({ hostname: '127.0.0.1', port: server.port })
    .catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'EADDRINUSE' })
  expect((await server.send('/api/health')).status).toBe(200)
})

test('stopping ends idle connections too', async () => {
  const server = await startHttp()
  const socket = connect({ host: '127.0.0.1', port: server.port })
  await once(socket, 'connect')
  socket.write('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(socket, 'data')
  const closed = once(socket, 'close')
  await server.http.stop(50)
  await closed
})
