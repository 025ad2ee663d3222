import { describe, expect, test } from 'bun:test'
import { startHttp } from './testing/fakes.ts'
import { bodyOf, exchange, requestText, statusOf } from './testing/raw-socket.ts'

const posts = '/api/collections/posts/records'
const malformed =
  '{"data":{},"message":"Something went wrong while processing your request.","status":400}\n'
const unsupported = '{"data":{},"message":"Unsupported Content-Type.","status":400}\n'

interface Sent {
  readonly type?: string
  /** One character per byte. */
  readonly body: string
  readonly query?: string
  readonly method?: string
}

/** The object that reached the use case, or the text of the error answer. */
const read = async ({ type, body, query = '', method = 'POST' }: Sent): Promise<unknown> => {
  await using server = await startHttp()
  const path = method === 'POST' ? posts : `${posts}/x`
  const headers = type === undefined ? [] : [`Content-Type: ${type}`]
  const response = await exchange(
    server.port,
    requestText(`${method} ${path}${query}`, headers, body),
  )
  expect(server.defects).toEqual([])
  const text = Buffer.from(bodyOf(response), 'latin1').toString('utf8')
  if (statusOf(response) !== 200) return text
  const answer: unknown = JSON.parse(text)
  return typeof answer === 'object' && answer !== null && 'body' in answer ? answer.body : text
}

describe('content types', () => {
  test.each([
    ['application/json; charset=utf-8', { a: 1 }],
    ['application/jsonX', { a: 1 }],
    ['APPLICATION/JSON', unsupported],
    ['text/plain', unsupported],
    [undefined, unsupported],
    ['text/xml', malformed],
    ['application/xml', malformed],
  ])('%p', async (type, expected) => {
    expect(await read({ ...(type === undefined ? {} : { type }), body: '{"a":1}' })).toEqual(
      expected,
    )
  })

  test('an empty body is no data, whatever its type', async () => {
    expect(await read({ type: 'text/plain', body: '' })).toEqual({})
  })
})

describe('JSON', () => {
  const deep = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`

  test.each([
    ['{"a":1,"a":2}', { a: 2 }],
    ['{"a":1},oops', { a: 1 }],
    ['{"a":"}"} {', { a: '}' }],
    ['{"a":"\\"}"}]', { a: '"}' }],
    ['{"a":"\\\\"}"', { a: '\\' }],
    ['null', {}],
    ['nullx', {}],
    [' \n{"a":null}', { a: null }],
    ['{"a":9007199254740993}', { a: 9007199254740992 }],
    ['{"a":"\\ud800x","\\udfff":1}', { a: '\ufffdx', '\ufffd': 1 }],
    ['{"a":"\\ud83d\\ude00"}', { a: '😀' }],
    ['{"a":"\xff\xfe"}', { a: '\ufffd\ufffd' }],
    ['{"__proto__":{"x":1}}', { ['__proto__']: { x: 1 } }],
    ['{"a":1e+100}', { a: 1e100 }],
    ['{"a":', malformed],
    [' ', malformed],
    ['[]', malformed],
    ['"a"', malformed],
    ['1', malformed],
    ['true', malformed],
    ["{'a':1}", malformed],
    ['{"a":"\t"}', malformed],
    ['{"a":1e400}', malformed],
    ['{"a":[-1E+0999]}', malformed],
    ['\xef\xbb\xbf{}', malformed],
  ])('%p', async (body, expected) => {
    expect(await read({ type: 'application/json', body })).toEqual(expected)
  })

  test('nesting is refused where it would overflow a stack', async () => {
    expect(await read({ type: 'application/json', body: deep(9000) })).not.toBe(malformed)
    expect(await read({ type: 'application/json', body: deep(10_001) })).toBe(malformed)
    expect(await read({ type: 'application/json', body: '['.repeat(1_000_000) })).toBe(malformed)
  })

  test('a long body is read like a short one', async () => {
    const text = 'x"{[\\'.repeat(5000)
    const body = `${JSON.stringify({ text })} }`
    expect(await read({ type: 'application/json', body })).toEqual({ text })
  })

  test('the query is no part of it', async () => {
    expect(await read({ type: 'application/json', body: '{}', query: '?a=1' })).toEqual({})
  })
})

describe('urlencoded forms', () => {
  test.each([
    ['a=1&b=x', { a: 1, b: 'x' }],
    ['a=1.0&a=x', { a: ['1.0', 'x'] }],
    ['a=x+y%20z', { a: 'x y z' }],
    ['a=%ff', { a: '\ufffd' }],
    ['&&=x&a', { '': 'x', a: '' }],
    ['a[]=1', { 'a[]': 1 }],
    ['@jsonPayload={"a":{"b":"1"}}&a=2', { a: { b: '1' } }],
    ['@jsonPayload={"a":1}&@jsonPayload={"a":2}', { a: 2 }],
    ['@jsonPayload=null&a=1', {}],
    ['a=%zz', malformed],
    ['a=1;b=2', malformed],
    ['@jsonPayload={', malformed],
    ['@jsonPayload=', malformed],
    ['@jsonPayload=[1]', malformed],
    ['@jsonPayload={} x', malformed],
  ])('%p', async (body, expected) => {
    expect(await read({ type: 'application/x-www-form-urlencoded', body })).toEqual(expected)
  })

  test('the query follows the body', async () => {
    const type = 'application/x-www-form-urlencoded'
    expect(await read({ type, body: 'a=b', query: '?a=q&c=1' })).toEqual({ a: ['b', 'q'], c: 1 })
    expect(await read({ type, body: 'a=b', query: '?c=%zz' })).toBe(malformed)
  })
})

describe('multipart forms', () => {
  const type = 'multipart/form-data; boundary=B'
  const part = (disposition: string, value: string) =>
    `--B\r\nContent-Disposition: ${disposition}\r\n\r\n${value}\r\n`
  const field = (name: string, value: string) => part(`form-data; name="${name}"`, value)
  const form = (...parts: readonly string[]) => `${parts.join('')}--B--\r\n`

  test.each([
    ['fields', form(field('a', '1'), field('b', 'x')), { a: 1, b: 'x' }],
    ['a repeated field', form(field('a', 'x'), field('a', 'y')), { a: ['x', 'y'] }],
    ['a payload', form(field('a', '1'), field('@jsonPayload', '{"a":"2"}')), { a: '2' }],
    [
      'a file',
      form(part('form-data; name="a"; filename="a.txt"', 'x'), field('b', 'y')),
      { b: 'y' },
    ],
    ['an empty file name', form(part('form-data; name="a"; filename=""', 'x')), { a: 'x' }],
    ['a part without a name', form(part('form-data', 'x')), {}],
    ['another disposition', form(part('attachment; name="a"', 'x')), {}],
    ['no parts', '--B--\r\n', {}],
    ['text around the parts', `before\r\n${form(field('a', 'x'))}after`, { a: 'x' }],
    ['bytes that are no UTF-8', form(field('a', 'a\xffb')), { a: 'a\ufffdb' }],
    ['a value of 2 MB', form(field('a', 'x'.repeat(2e6))), { a: 'x'.repeat(2e6) }],
    ['a long name', form(field('n'.repeat(500), 'x')), { ['n'.repeat(500)]: 'x' }],
    ['no delimiter', 'garbage', malformed],
    ['no end', `--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nx`, malformed],
    ['half an end', `${field('a', 'x')}--B`, malformed],
    ['a broken payload', form(field('@jsonPayload', '{')), malformed],
  ])('%s', async (_name, body, expected) => {
    expect(await read({ type, body })).toEqual(expected)
  })

  test.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-dataX; boundary=B',
  ])('without a boundary: %s', async (broken) => {
    expect(await read({ type: broken, body: form(field('a', 'x')) })).toBe(malformed)
  })

  test('a quoted boundary', async () => {
    const quoted = 'multipart/form-data; charset=utf-8; boundary="B"'
    expect(await read({ type: quoted, body: form(field('a', 'x')) })).toEqual({ a: 'x' })
  })

  test('the query comes before the body', async () => {
    expect(await read({ type, body: form(field('a', 'b')), query: '?a=q' })).toEqual({
      a: ['q', 'b'],
    })
  })
})
