import { afterEach, describe, expect, test } from 'bun:test'
import { Client } from './client.ts'
import type { Exchange } from './exchange.ts'
import { type Fault, withBody, withHeader, withJson, withQuery, withStatus } from './fault.ts'
import { closeServers, type Handler, serve } from './test-support.ts'

afterEach(closeServers)

const through = (handler: Handler, ...faults: readonly Fault[]): Promise<Exchange> =>
  new Client({ ...serve(handler), faults }).send('POST', '/p?a=1', { json: { sent: true } })

const page: Handler = () =>
  Response.json({ page: 1, items: [{ id: 'a' }] }, { status: 201, headers: { 'X-One': 'a' } })

/** What of an answer a fault may change. */
const partsOf = ({ status, body, response }: Exchange) => ({
  status,
  body,
  headers: Object.fromEntries(
    [...(response?.headers ?? [])].filter(([name]) => !['date', 'content-length'].includes(name)),
  ),
})

const honest = { 'content-type': 'application/json;charset=utf-8', 'x-one': 'a' }
const text = '{"page":1,"items":[{"id":"a"}]}'

describe('a fault changes one thing:', () => {
  test.each<readonly [string, Fault, Partial<ReturnType<typeof partsOf>>]>([
    ['the status', withStatus(201, 200), { status: 200 }],
    ['the status, into one without a body', withStatus(201, 204), { status: 204, body: '' }],
    ['no other status', withStatus(200, 500), {}],
    ['a header', withHeader('x-one', 'b'), { headers: { ...honest, 'x-one': 'b' } }],
    [
      'a header that was not there',
      withHeader('x-two', 'c'),
      { headers: { ...honest, 'x-two': 'c' } },
    ],
    [
      'a header away',
      withHeader('x-one', undefined),
      { headers: { 'content-type': honest['content-type'] } },
    ],
    ['the body', withBody((body) => `${body}!`), { body: `${text}!` }],
    ['a value', withJson('/items/0/id', null), { body: '{"page":1,"items":[{"id":null}]}\n' }],
    ['a value away', withJson('/page', undefined), { body: '{"items":[{"id":"a"}]}\n' }],
    ['nothing where the pointer leads nowhere', withJson('/items/1/id', 'b'), {}],
    ['nothing where the key is missing', withJson('/total', 1), {}],
    ['the query of the request only', withQuery((query) => query.set('a', '2')), {}],
  ])('%s', async (_name, fault, change) => {
    const server = { status: 201, body: text, headers: honest }
    expect(partsOf(await through(page, fault))).toEqual({ ...server, ...change })
  })

  test('the server meets the changed query, and the rest of the request', async () => {
    const echo: Handler = async (request) =>
      Response.json([request.method, new URL(request.url).search, await request.json()])
    const fault = withQuery((query) => query.append('b', 'x y'))
    expect((await through(echo, fault)).json).toEqual(['POST', '?a=1&b=x+y', { sent: true }])
  })

  test('the length is that of the changed body', async () => {
    const answer = await through(page, withJson('/page', 'é'.repeat(10)))
    expect(answer.header('content-length')).toBe(String(answer.response?.bytes.length))
  })

  test.each([
    ['withJson', withJson('/a', 1)],
    ['withBody', withBody((body) => body)],
    ['withHeader', withHeader('x', 'y')],
  ])('%s leaves a body that is no text as it is', async (_name, fault) => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0xff, 0x00, 0xfe])
    const answer = await through(() => new Response(bytes), fault)
    expect(answer.response?.bytes).toEqual(bytes)
  })

  test.each([withJson('/a', 1), withHeader('x', 'y'), withStatus(204, 205), withBody(() => 'x')])(
    'an answer without a body stays without one',
    async (fault) => {
      const answer = await through(() => new Response(null, { status: 204 }), fault)
      expect([answer.failure, answer.body]).toEqual([undefined, ''])
    },
  )
})

test('faults stand one behind the other, the first one next to the server', async () => {
  const add = (letter: string) => withBody((body) => body + letter)
  const answer = await through(() => new Response('-'), add('a'), add('b'))
  expect(answer.body).toBe('-ab')
})

test('a request through a fault still ends in time and is not redirected', async () => {
  const server = serve(({ url }) =>
    url.endsWith('/away?a=1')
      ? new Response(null, { status: 302, headers: { Location: '/' } })
      : new Promise<Response>(() => undefined),
  )
  const client = new Client({ ...server, faults: [withQuery((query) => query.set('a', '1'))] })
  expect((await client.get('/away')).status).toBe(302)
  const hanging = await client.send('GET', '/', { timeoutMs: 100 })
  expect(hanging.failure).toBe('no answer in 100 ms')
})
