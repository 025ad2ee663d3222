import { afterEach, describe, expect, test } from 'bun:test'
import { Client, type RequestOptions } from './client.ts'
import type { Exchange } from './exchange.ts'
import type { RunningServer } from './target.ts'
import { closeServers, listen, serve } from './test-support.ts'

afterEach(closeServers)

/** Answers what it was sent. */
const echoing = (): RunningServer =>
  serve(async (request) => {
    const { pathname, search } = new URL(request.url)
    return Response.json({
      method: request.method,
      path: pathname + search,
      type: request.headers.get('Content-Type'),
      token: request.headers.get('Authorization'),
      body: await request.text(),
    })
  })

const sent = async (options: RequestOptions): Promise<unknown> => {
  const { url } = echoing()
  return (await new Client({ url }).send('POST', '/p', options)).json
}

describe('a client sends', () => {
  const form = 'application/x-www-form-urlencoded'
  test.each<readonly [string, RequestOptions, object]>([
    ['nothing', {}, { type: null, body: '', path: '/p' }],
    ['a query', { query: { a: '1 &', b: '' } }, { path: '/p?a=1+%26&b=' }],
    [
      'a query with one name twice',
      {
        query: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      { path: '/p?a=1&a=2' },
    ],
    ['JSON', { json: { a: 'é' } }, { type: 'application/json', body: '{"a":"é"}' }],
    ['JSON null', { json: null }, { type: 'application/json', body: 'null' }],
    [
      'a form',
      {
        form: [
          ['a', 'x y'],
          ['a', '&'],
        ],
      },
      { type: form, body: 'a=x+y&a=%26' },
    ],
    ['text as it is, without a type', { raw: 'é{' }, { type: null, body: 'é{' }],
    ['bytes', { raw: new Uint8Array([97, 98]) }, { type: null, body: 'ab' }],
    [
      'a type of its own',
      { json: 1, headers: { 'content-type': 'a/b' } },
      { type: 'a/b', body: '1' },
    ],
  ])('%s', async (_name, options, expected) => {
    expect(await sent(options)).toMatchObject(expected)
  })

  test('multipart parts and files in their order', async () => {
    // As it arrives, because a parser of forms may put a type of its own in the place of the one that was sent.
    const server = serve(async (request) => new Response(await request.text()))
    const answer = await new Client(server).send('POST', '/', {
      multipart: [
        ['b', '1'],
        ['a', { name: 'ü.png', content: new TextEncoder().encode('x'), type: 'image/png' }],
        ['b', '2'],
      ],
    })
    const [boundary = ''] = answer.body.split('\r\n')
    expect(answer.body.split(boundary).slice(1)).toEqual([
      '\r\nContent-Disposition: form-data; name="b"\r\n\r\n1\r\n',
      '\r\nContent-Disposition: form-data; name="a"; filename="ü.png"\r\nContent-Type: image/png\r\n\r\nx\r\n',
      '\r\nContent-Disposition: form-data; name="b"\r\n\r\n2\r\n',
      '--\r\n',
    ])
    expect(answer.request.bodyNote).toBe('multipart ["b","a (ü.png)","b"]')
  })

  test('a file of text with its name, and a query with GET', async () => {
    const client = new Client(echoing())
    const { json } = await client.send('POST', '/', {
      multipart: [['a', { name: 'a.txt', content: 'é' }]],
    })
    expect(JSON.stringify(json)).toContain('filename=\\"a.txt\\"')
    expect(JSON.stringify(json)).toContain('\\r\\n\\r\\né\\r\\n')
    expect((await client.get('/p', { a: '1' })).json).toMatchObject({ path: '/p?a=1', body: '' })
  })

  test('the token and the headers that it was given', async () => {
    const client = new Client(echoing()).withToken('one').withHeaders({ 'Content-Type': 'c/d' })
    expect((await client.post('/')).json).toMatchObject({ token: 'one', type: 'c/d' })
    expect((await client.withToken('two').get('/')).json).toMatchObject({ token: 'two' })
  })

  test.each(['get', 'post', 'patch', 'put', 'delete'] as const)('%s', async (method) => {
    const answer = await new Client(echoing())[method]('/p')
    expect(answer.json).toMatchObject({ method: method.toUpperCase(), path: '/p' })
  })
})

describe('what a server did is a value:', () => {
  test('a redirect is not followed', async () => {
    const server = serve(() => new Response(null, { status: 302, headers: { Location: '/other' } }))
    const answer = await new Client(server).get('/')
    expect([answer.status, answer.header('location')]).toEqual([302, '/other'])
  })

  test('no connection', async () => {
    const server = await listen(() => undefined)
    closeServers()
    const answer = await new Client(server).get('/x')
    expect([answer.status, answer.body, answer.json]).toEqual([undefined, '', undefined])
    expect(answer.failure).toBeString()
  })

  test('no answer in time, and no end of an answer in time', async () => {
    const silent = await listen(() => undefined)
    const stuck = serve(
      () =>
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue('{'),
            pull: () => new Promise<void>(() => undefined),
          }),
        ),
    )
    for (const server of [silent, stuck]) {
      const answer = await new Client(server).send('GET', '/', { timeoutMs: 100 })
      expect(answer.failure).toBe('no answer in 100 ms')
    }
  })

  test('every exchange is heard, also through clients made from this one', async () => {
    const heard: Exchange[] = []
    const client = new Client({ ...echoing(), onExchange: (exchange) => heard.push(exchange) })
    await client.get('/a')
    await client.withToken('t').withHeaders({ x: 'y' }).send('POST', '/b', { raw: 'é' })
    expect(heard.map((exchange) => exchange.describe())).toEqual([
      'GET /a -> 200',
      'POST /b -> 200',
    ])
    expect(heard[1]?.request).toMatchObject({ body: 'é' })
    expect(heard[1]?.request.headers).toContainEqual(['x', 'y'])
  })
})

describe('changes of collections', () => {
  /** Answers when the test lets it, and tells how many wait. */
  const held = () => {
    const waiting: (() => void)[] = []
    const arrived: string[] = []
    const server = serve(async ({ method, url }) => {
      arrived.push(`${method} ${new URL(url).pathname}`)
      if (method !== 'GET') {
        const { promise, resolve } = Promise.withResolvers<void>()
        waiting.push(resolve)
        await promise
      }
      return Response.json({})
    })
    return { server, waiting, arrived }
  }

  test('of one server take turns, and nothing else does', async () => {
    const { server, waiting, arrived } = held()
    const client = new Client({ ...server, turns: {} })
    const first = client.post('/api/collections')
    const second = client.withToken('t').delete('/api/collections/a')
    // Its answer shows that the server has heard all that was let through.
    await client.get('/api/collections')
    const record = client.post('/api/collections/a/records')
    await client.get('/api/health')
    expect(arrived).not.toContain('DELETE /api/collections/a')
    while (arrived.length < 4) await client.get('/api/health')
    expect(arrived).toContain('POST /api/collections/a/records')
    for (const answer of waiting.splice(0)) answer()
    await Promise.all([first, record])
    while (waiting.length === 0) await client.get('/api/health')
    expect(arrived.at(-1)).not.toBe('POST /api/collections')
    for (const answer of waiting.splice(0)) answer()
    expect((await second).status).toBe(200)
  })

  test('that must arrive at once do not wait', async () => {
    const { server, waiting, arrived } = held()
    const client = new Client({ ...server, turns: {} })
    const both = ['a', 'b'].map((name) =>
      client.send('PATCH', `/api/collections/${name}`, { atOnce: true }),
    )
    while (waiting.length < 2) await client.get('/api/health')
    expect(arrived).toContain('PATCH /api/collections/a')
    for (const answer of waiting) answer()
    await Promise.all(both)
  })
})
