import { afterAll, expect, test } from 'bun:test'
import { createServer, type Socket } from 'node:net'
import { sendRaw } from './raw.ts'

const servers: { close(): unknown }[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** A TCP server that hands what it hears to `answer`, and tells `onEnd` that the client has said all. */
const startMiniature = (
  answer: (socket: Socket, heard: string) => unknown,
  onEnd: (socket: Socket) => unknown = (socket) => socket.end(),
): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('data', (chunk) => answer(socket, chunk.toString()))
      socket.on('end', () => onEnd(socket))
      // The client hangs up as soon as it has seen enough.
      socket.on('error', () => socket.destroy())
    })
    servers.push(server)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      // A TCP server has an object for an address.
      if (typeof address === 'object' && address !== null)
        resolve(`http://127.0.0.1:${address.port}`)
    })
  })

const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

test('reads status, headers as written, and a body of a stated length', async () => {
  const url = await startMiniature((socket) =>
    socket.write('HTTP/1.1 418 I am a teapot\r\nX-Odd:  two  \r\nContent-Length: 3\r\n\r\nabc'),
  )
  const answer = await sendRaw(url, get)
  expect(answer).toMatchObject({ status: 418, text: 'abc', closed: false, failure: undefined })
  expect(answer.responses[0]?.reason).toBe('I am a teapot')
  expect(answer.responses[0]?.headerLines[0]).toEqual(['X-Odd', 'two'])
})

test('puts chunks together, whatever pieces they come in', async () => {
  const url = await startMiniature((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWi')
    setImmediate(() => socket.write('ki\r\n6;ext=1\r\npedia \r\n0\r\nTrailer: x\r\n\r\n'))
  })
  expect((await sendRaw(url, get)).text).toBe('Wikipedia ')
})

test('reads a body without a length until the server closes', async () => {
  const url = await startMiniature((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nall of it'))
  expect(await sendRaw(url, get)).toMatchObject({ text: 'all of it', closed: true })
})

test('an answer to HEAD has no body, and pipelined answers are told apart', async () => {
  const url = await startMiniature((socket) =>
    socket.write(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
    ),
  )
  const answer = await sendRaw(url, 'HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n', {
    responses: 2,
  })
  expect(answer.responses.map(({ status }) => status)).toEqual([200, 204])
  expect(answer.interim.map(({ status }) => status)).toEqual([100])
  expect(answer.text).toBe('')
})

test('sends pieces in their own writes and can half-close', async () => {
  let heard = ''
  const url = await startMiniature(
    (_socket, text) => (heard += text),
    (socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\nheard ${heard}`),
  )
  const answer = await sendRaw(url, ['one ', new Uint8Array([116, 119, 111])], { halfClose: true })
  expect(answer.text).toBe('heard one two')
})

test('sees that the server closes a connection', async () => {
  const url = await startMiniature((socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
  )
  expect(await sendRaw(url, get, { untilClose: true })).toMatchObject({ status: 400, closed: true })
})

test.each([
  ['silence', () => undefined, 'no answer in 50 ms'],
  [
    'a closed connection',
    (socket: Socket) => socket.end(),
    'the server closed the connection without an answer',
  ],
  [
    'something else',
    (socket: Socket) => socket.write('220 smtp\r\n\r\n'),
    'not a status line: "220 smtp"',
  ],
  [
    'a bad chunk',
    (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
    'not a chunk size: "zz"',
  ],
])('%s is an answer without a response', async (_title, reply, failure) => {
  const url = await startMiniature(reply)
  expect(await sendRaw(url, get, { timeoutMs: 50 })).toMatchObject({ status: undefined, failure })
})

test('a refused connection is an answer without a response', async () => {
  const answer = await sendRaw('http://127.0.0.1:1', get)
  expect(answer.status).toBeUndefined()
  expect(answer.failure).toContain('ECONNREFUSED')
})
