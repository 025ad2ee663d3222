import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createServer, type Server, type Socket } from 'node:net'
import { Client } from '../harness/client.ts'
import { connectRealtime } from '../probes/realtime.ts'
import { sendRaw } from '../probes/raw.ts'
import { changeHeader, changeJson, changeStatus } from './change.ts'
import type { Change, Mutant } from './mutant.ts'
import { type MutatingProxy, startProxy } from './proxy.ts'

const mutantOf = (path: string, change: Change): Mutant => ({
  id: 'test',
  says: 'is wrong on purpose',
  reaches: (request) => request.path === path,
  change,
  kills: [],
})

let heard = ''
let reply: (socket: Socket, text: string) => unknown = () => undefined
let server: Server
let serverUrl: string
let proxy: MutatingProxy

beforeAll(async () => {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      reply(socket, chunk.toString('latin1'))
    })
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  serverUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  proxy = await startProxy(serverUrl)
})
afterAll(async () => {
  await proxy.close()
  server.close()
})

const json = '{"page":1,"perPage":30}\n'
const answer = `HTTP/1.1 200 OK\r\nX-ODD: a\r\nx-odd:b\r\nContent-Length: ${json.length}\r\n\r\n${json}`
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

describe('without a mutant', () => {
  test.each([
    ['an ordinary answer', get('/x'), answer],
    [
      'chunks',
      get('/x'),
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\nx\r\n0\r\n\r\n',
    ],
    [
      'a malformed request',
      'GET  /two spaces HTTP/1.1\r\nno colon\r\n\r\n',
      'HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n',
    ],
  ])('passes %s byte for byte', async (_title, request, response) => {
    heard = ''
    reply = (socket) => socket.write(response)
    const { bytes } = await sendRaw(proxy.url, request)
    expect(heard).toBe(request)
    expect(textOf(bytes)).toBe(response)
  })

  test('passes what is not HTTP, and a closed connection', async () => {
    reply = (socket) => socket.end('SSH-2.0\r\n\r\n')
    const seen = await sendRaw(proxy.url, get('/x'), { untilClose: true })
    expect(textOf(seen.bytes)).toBe('SSH-2.0\r\n\r\n')
    expect(seen.closed).toBe(true)
    reply = (socket) => socket.end()
    expect((await sendRaw(proxy.url, get('/x'))).failure).toContain('closed the connection')
  })

  test('passes events as they come', async () => {
    let stream: Socket | undefined
    reply = (socket, text) => {
      if (text.startsWith('POST')) return socket.write('HTTP/1.1 204 No Content\r\n\r\n')
      stream = socket
      return socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid:a\nevent:PB_CONNECT\ndata:{}\n\n',
      )
    }
    proxy.use(mutantOf('/api/realtime', changeStatus(200, 500)))
    const subscriber = await connectRealtime(new Client({ url: proxy.url }))
    expect((await subscriber.subscribe(['x'])).status).toBe(204)
    stream?.write('event:x\ndata:1\n\n')
    expect((await subscriber.next()).value?.data).toBe('1')
    await subscriber.close()
    proxy.use(undefined)
  })
})

describe('with a mutant', () => {
  test('changes one thing of the answers it reaches, and nothing of the others', async () => {
    reply = (socket) => socket.write(answer)
    proxy.use(mutantOf('/list', changeJson('/perPage', 29)))
    expect(textOf((await sendRaw(proxy.url, get('/other?x=/list'))).bytes)).toBe(answer)
    expect(proxy.changed).toBe(0)
    expect(textOf((await sendRaw(proxy.url, get('/list?page=1'))).bytes)).toBe(
      answer.replace('x-odd:b', 'x-odd: b').replace('30}', '29}'),
    )
    expect(proxy.changed).toBe(1)
    proxy.use(undefined)
    expect(textOf((await sendRaw(proxy.url, get('/list'))).bytes)).toBe(answer)
  })

  test('tells the answers of one connection apart', async () => {
    reply = (socket, text) =>
      socket.write(
        (text.match(/GET|HEAD/g) ?? [])
          .map((method) => (method === 'HEAD' ? answer.replace(json, '') : answer))
          .join(''),
      )
    proxy.use(mutantOf('/list', changeStatus(200, 201)))
    const requests = [get('/a'), get('/list').replace('GET', 'HEAD'), get('/list'), get('/b')]
    const { responses } = await sendRaw(proxy.url, requests.join(''), { responses: 4 })
    expect(responses.map(({ status }) => status)).toEqual([200, 201, 201, 200])
  })

  test('an interim answer is not the answer', async () => {
    reply = (socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${answer}`)
    proxy.use(mutantOf('/list', changeHeader('X-Odd', undefined)))
    const seen = await sendRaw(proxy.url, get('/list'))
    expect(seen.interim).toHaveLength(1)
    expect(seen.headers.get('x-odd')).toBeNull()
  })

  test('puts chunks together and waits for the end of an answer without a length', async () => {
    proxy.use(mutantOf('/list', changeJson('/perPage', undefined)))
    const chunked = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`
    reply = (socket) => socket.write(chunked)
    expect((await sendRaw(proxy.url, get('/list'))).text).toBe('{"page":1}\n')
    reply = (socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${json}`)
    expect((await sendRaw(proxy.url, get('/list'))).text).toBe('{"page":1}\n')
  })
})
