import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { Claim } from './claim.ts'
import { Exchange, readPointer, type SentRequest } from './exchange.ts'
import { redact } from './redact.ts'
import { answered as madeAnswer } from './test-support.ts'

const answered = (body: string): Exchange =>
  new Exchange(
    {
      method: 'POST',
      url: 'http://127.0.0.1:1/api/x?token=secret-1&page=2',
      headers: [
        ['authorization', 'secret-2'],
        ['x-name', "it's"],
      ],
      body: '{"password":"secret-3","title":"it\'s"}',
    },
    {
      status: 200,
      headers: new Headers({ 'set-cookie': 'secret-4' }),
      bytes: new TextEncoder().encode(body),
    },
    1,
  )

test('evidence and curl hold no secret', () => {
  const exchange = answered('{"token":"secret-5","record":{"id":"a"}}')
  const evidence = JSON.stringify(exchange.toEvidence())
  expect(evidence).not.toContain('secret-')
  expect(evidence).toContain('page=2')
  expect(exchange.describe()).toBe('POST /api/x?token=***&page=2 -> 200')
})

describe('evidence is the whole exchange:', () => {
  const evidenceOf = (request: Partial<SentRequest>, body?: string) => {
    const result =
      body === undefined
        ? 'connection refused'
        : {
            status: 201,
            headers: new Headers({ etag: 'a' }),
            bytes: new TextEncoder().encode(body),
          }
    const sent = { method: 'PUT', url: 'http://h/p', headers: [], ...request }
    const { curl, ...rest } = new Exchange(sent, result, 1).toEvidence()
    expect(curl).toStartWith('curl --include')
    return rest
  }
  const request = { method: 'PUT', url: 'http://h/p' }

  test('what was sent and what came back', () => {
    expect(evidenceOf({ body: '{"a":1}' }, 'é')).toEqual({
      request: { ...request, body: '{"a":1}' },
      response: { status: 201, headers: { etag: 'a' }, body: 'é' },
    })
  })
  test('a body that is no text by its description', () => {
    expect(evidenceOf({ bodyNote: '3 bytes' }, '').request).toEqual({
      ...request,
      body: '<3 bytes>',
    })
  })
  test('no body, and why there is no answer', () => {
    expect(evidenceOf({})).toEqual({ request, failure: 'connection refused' })
  })
  test('of a long text its beginning and its length', () => {
    const [longest, longer] = ['x'.repeat(4000), 'x'.repeat(4001)]
    expect(evidenceOf({ body: longest }, longest)).toMatchObject({
      request: { body: longest },
      response: { body: longest },
    })
    expect(evidenceOf({ body: longer }, longer)).toMatchObject({
      request: { body: `${longest}… (4001 characters)` },
      response: { body: `${longest}… (4001 characters)` },
    })
  })
})

test('a pointer finds what JSON has and nothing else', () => {
  const exchange = answered('{"a":[{"b/c":1,"d~e":null}]}')
  expect(exchange.at('/a/0/b~1c')).toBe(1)
  expect(exchange.at('/a/0/d~0e')).toBe(null)
  expect(exchange.at('/a/1')).toBeUndefined()
  expect(exchange.at('/a/length')).toBe(1)
  expect(answered('no json').at('/a')).toBeUndefined()
  expect(readPointer({}, '/constructor')).toBeUndefined()
})

test('text that is not there blocks', () => {
  expect(() => answered('{"id":1}').text('/id')).toThrow('has no text at /id')
})

test('a list that is not there blocks', () => {
  expect(answered('{"a":[1]}').list<number>('/a')).toEqual([1])
  expect(() => answered('{"a":{}}').list('/a')).toThrow('has no list at /a')
})

test('a pointer that is none is refused, not found empty', () => {
  expect(() => answered('{"a":1}').at('a')).toThrow('not a JSON pointer: "a"')
})

test('a byte order mark is part of a body, and no JSON', () => {
  expect(answered('\ufeff{}').body).toBe('\ufeff{}')
  expect(answered('\ufeff{}').json).toBeUndefined()
})

/** What a shell hands to curl for a line, run with a curl of our own. */
const argumentsOf = (line: string): readonly string[] => {
  const script = `curl() { printf '%s\\0' "$@"; }; ${line}`
  const { stdout } = Bun.spawnSync(['sh', '-c', script], { env: { TOKEN: 'filled-in' } })
  return stdout.toString().split('\0').slice(0, -1)
}

const curlOf = (request: Partial<SentRequest>): string =>
  new Exchange({ method: 'POST', url: 'http://h/', headers: [], ...request }, 'none', 1).curl()

describe('the curl line', () => {
  const text = fc
    .string({ unit: 'binary' })
    .filter((value) => !value.includes('\0') && redact(value) === value)

  test('hands over what was sent, whatever that is', () => {
    fc.assert(
      fc.property(text, text, text, (method, value, body) => {
        fc.pre(value !== '')
        const url = `http://h/?filter=${value}`
        expect(argumentsOf(curlOf({ method, url, headers: [['x-a', value]], body }))).toEqual([
          `--include`,
          '--globoff',
          '-X',
          method,
          url,
          '-H',
          `x-a: ${value}`,
          '--data-raw',
          body,
        ])
      }),
      { numRuns: 50 },
    )
  })

  test('takes a secret from the environment and sends an empty header', () => {
    const headers = [
      ['authorization', 'secret'],
      ['x-empty', ''],
    ] as const
    const line = argumentsOf(curlOf({ method: 'HEAD', headers }))
    expect(line).toEqual([
      ...['--include', '--globoff', '--head', 'http://h/'],
      ...['-H', 'authorization: filled-in', '-H', 'x-empty;'],
    ])
  })

  test.each([
    [{ bodyNote: 'multipart ["a (x.txt)"]' }, 'multipart ["a (x.txt)"]'],
    [{ body: 'x'.repeat(5000) }, '5000 characters'],
    [{ body: 'a\0b' }, '3 characters'],
  ])('says which body it cannot hold: %j', (request, said) => {
    const line = curlOf(request)
    expect(line).toEndWith(`# without its body: ${said}`)
    expect(argumentsOf(line)).toEqual(['--include', '--globoff', '-X', 'POST', 'http://h/'])
  })
})

describe('what was looked at', () => {
  const looksAfter = (look: (exchange: Exchange) => unknown) => {
    const exchange = madeAnswer({ body: '{"a":{"b":1}}' })
    look(exchange)
    const { status, body, headers, pointers } = exchange.looks
    return [status, body, [...headers], [...pointers]]
  }

  test.each<readonly [string, (exchange: Exchange) => unknown, readonly (boolean | string[])[]]>([
    ['nothing', () => undefined, [false, false, [], []]],
    ['the status', ({ status }) => status, [true, false, [], []]],
    ['a header', (exchange) => exchange.header('X-One'), [false, false, ['x-one'], []]],
    ['the text', ({ body }) => body, [false, true, [], []]],
    ['a value', (exchange) => exchange.at('/a/b'), [false, false, [], ['/a/b']]],
    ['the whole JSON', ({ json }) => json, [false, false, [], ['']]],
    ['everything', ({ response }) => response, [true, true, ['*'], []]],
    ['its own evidence', (exchange) => exchange.toEvidence(), [false, false, [], []]],
    [
      'what a claim that holds looks at',
      (exchange) =>
        new Claim('c', exchange).status(200).json('/a', { b: 1 }).header('x-two', undefined),
      [true, false, ['x-two'], ['/a']],
    ],
  ])('is told: %s', (_what, look, expected) => {
    expect(looksAfter(look)).toEqual([...expected])
  })

  test('ends when the case has made its claims', () => {
    expect(
      looksAfter((exchange) => {
        exchange.seal()
        return exchange.body
      }),
    ).toEqual([false, false, [], []])
  })
})
