import { expect, test } from 'bun:test'
import { Blocked } from '../harness/blocked.ts'
import { Client } from '../harness/client.ts'
import { connectRealtime } from './realtime.ts'

interface Miniature {
  readonly client: Client
  /** Bodies that were posted. */
  readonly posted: unknown[]
  send(text: string): void
  end(): void
  stop(): Promise<void>
}

/** Greets and then sends whatever the test says. */
const startMiniature = (greeting: string): Miniature => {
  const posted: unknown[] = []
  const encoder = new TextEncoder()
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      if (request.method === 'POST') {
        posted.push([request.headers.get('authorization'), await request.json()])
        return new Response(null, { status: 204 })
      }
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          stream = controller
          controller.enqueue(encoder.encode(greeting))
        },
      })
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
    },
  })
  return {
    client: new Client({ url: `http://127.0.0.1:${server.port}` }),
    posted,
    send: (text) => stream?.enqueue(encoder.encode(text)),
    end: () => stream?.close(),
    stop: () => server.stop(true),
  }
}

const greeting = 'id:abc\nevent:PB_CONNECT\ndata:{"clientId":"abc"}\n\n'

test('connects, subscribes with options and a token, and hears events in order', async () => {
  const server = startMiniature(greeting)
  const subscriber = await connectRealtime(server.client)
  expect(subscriber.clientId).toBe('abc')
  const answer = await subscriber.subscribe(['posts/*', 'a?x=1'], {
    query: { filter: 'n > 1' },
    client: server.client.withToken('t0k'),
  })
  expect(answer.status).toBe(204)
  const options = encodeURIComponent('{"query":{"filter":"n > 1"}}')
  const subscriptions = [`posts/*?options=${options}`, `a?x=1&options=${options}`]
  expect(server.posted).toEqual([['t0k', { clientId: 'abc', subscriptions }]])

  server.send('id:abc\nevent:posts/*\ndata:{"n":1}\n\nid:abc\nevent:oth')
  server.send('er\ndata:{"n":2}\n\n')
  expect((await subscriber.next(({ event }) => event === 'other')).value?.json).toEqual({ n: 2 })
  expect((await subscriber.next()).value?.json).toEqual({ n: 1 })
  expect(await subscriber.next(undefined, 20)).toEqual({ missing: 'nothing arrived in 20 ms' })
  expect(subscriber.text()).toStartWith(greeting)
  await subscriber.close()
  await server.stop()
})

test('two that wait for any event get one each', async () => {
  const server = startMiniature(greeting)
  const subscriber = await connectRealtime(server.client)
  const both = Promise.all([subscriber.next(), subscriber.next()])
  server.send('event:a\ndata:1\n\nevent:b\ndata:2\n\n')
  expect((await both).map(({ value }) => value?.event)).toEqual(['a', 'b'])
  await subscriber.close()
  await server.stop()
})

test('tells waiting ones that the server ended the connection', async () => {
  const server = startMiniature(greeting)
  const subscriber = await connectRealtime(server.client)
  const waiting = subscriber.next()
  server.end()
  expect(await waiting).toEqual({ missing: 'the server ended the connection' })
  expect((await subscriber.ended()).value).toBe('the server ended the connection')
  await server.stop()
})

test('a refused stream and a server that does not answer block the case', async () => {
  const refusing = Bun.serve({ port: 0, fetch: () => new Response('no', { status: 403 }) })
  const client = new Client({ url: `http://127.0.0.1:${refusing.port}` })
  expect(connectRealtime(client)).rejects.toThrow(new Blocked('GET /api/realtime -> 403 no'))
  await refusing.stop(true)
  expect(connectRealtime(client)).rejects.toThrow(Blocked)
})
