import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { Exchange, readPointer } from './exchange.ts'

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

test('the curl line is one command whatever was sent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      if (/["\\]|^-/.test(value)) return
      const text = value.replaceAll('\0', '')
      const exchange = new Exchange(
        { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: text },
        'no answer',
        1,
      )
      const script = exchange.curl().replace(/^curl .* --data-binary /s, "printf '%s' ")
      expect(Bun.spawnSync(['sh', '-c', script]).stdout.toString()).toBe(text)
    }),
    { numRuns: 30 },
  )
})
