import { describe, expect, test } from 'bun:test'
import { Exchange } from '../harness/exchange.ts'
import { compare } from './compare.ts'

interface Said {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const exchange = (path: string, { status = 200, headers = {}, body = '{}' }: Said = {}): Exchange =>
  new Exchange(
    { method: 'GET', url: `http://127.0.0.1:1${path}`, headers: [] },
    { status, headers: new Headers(headers), bytes: new TextEncoder().encode(body) },
    1,
  )

const id = 'abcdefghij12345'
const otherId = 'zyxwvutsrq54321'

describe('one case on two servers', () => {
  test('is the same but for drawn values and headers of the connection', () => {
    const a = [exchange('/a', { body: `{"id":"${id}"}` }), exchange(`/a/${id}`)]
    const b = [
      exchange('/a', { body: `{"id":"${otherId}"}`, headers: { date: 'now' } }),
      exchange(`/a/${otherId}`),
    ]
    expect(compare(a, b)).toBeUndefined()
  })

  test('is the same when requests that were sent at once ended in another order', () => {
    const [first, second] = [exchange('/a'), exchange('/b')]
    expect(compare([first, second], [second, first])).toBeUndefined()
  })

  test('is the same when one had to be asked more often until something showed', () => {
    const empty = { body: '[]' }
    const shown = { body: '[1]' }
    const often = [exchange('/a', empty), exchange('/a', empty), exchange('/a', shown)]
    expect(compare(often, [exchange('/a', shown)])).toBeUndefined()
  })

  test.each([
    ['status', { status: 400 }],
    ['headers', { headers: { vary: 'Origin' } }],
    ['body', { body: '{"a":1}' }],
  ] as const)('differs in its %s', (about, said) => {
    const difference = compare(
      [exchange('/a'), exchange('/b')],
      [exchange('/a'), exchange('/b', said)],
    )
    expect(difference?.about).toBe(about)
    expect(difference?.curl).toContain('/b')
  })

  test('is the same but for what one of them has everywhere', () => {
    const more = exchange('/a', { body: '{"help":"","a":1}' })
    const less = exchange('/a', { body: '{"a":1}' })
    expect(compare([less], [more])?.about).toBe('body')
    expect(compare([less], [more], [/"help":"",/g])).toBeUndefined()
  })

  test('is the same when an order was asked to be random', () => {
    const [one, two] = [{ body: '[1,2]' }, { body: '[2,1]' }]
    const path = '/a?sort=-%40random'
    expect(compare([exchange(path, one)], [exchange(path, two)])).toBeUndefined()
    expect(compare([exchange('/a', one)], [exchange('/a', two)])?.about).toBe('body')
  })

  test('differs when one is asked something else, or more', () => {
    expect(compare([exchange('/a')], [exchange('/b')])?.about).toBe('request')
    expect(compare([exchange('/a')], [])?.about).toBe('request')
    expect(compare([], [exchange('/b')])?.seen).toEqual({ a: 'no request', b: 'GET /b\n' })
  })
})
