import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { castJsonText, isValidJson } from './json-text.ts'
import { compareBytes, toJsonText, toSortedJson } from './json.ts'

describe('a value with sorted keys', () => {
  // Seen on PocketBase v0.36.6.
  test.each([
    [{ 9: 2, 10: 1, a: 3 }, '{"10":1,"9":2,"a":3}'],
    [{ b: { 2: 1, 10: 1 } }, '{"b":{"10":1,"2":1}}'],
    [{ é: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"é":1}'],
    [['a\u00ad<'], '["a\u00ad\\u003c"]'],
    [[-0, 1e21, 1e-7, 1.5], '[-0,1e+21,1e-7,1.5]'],
  ])('%j', (value, text) => {
    expect(toSortedJson(value)).toBe(text)
  })

  test('is the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toSortedJson(value)) as unknown).toEqual(value)
      }),
    )
  })

  test('does not depend on the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(toSortedJson(turned)).toBe(toSortedJson(value))
      }),
    )
  })
})

test('no answer holds what a browser could take for markup', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(toJsonText(value)).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(toJsonText(value)) as unknown).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('bytes order like UTF-8, not like UTF-16', () => {
  expect(['\u{10000}', '\uffff', 'a'].sort(compareBytes)).toEqual(['a', '\uffff', '\u{10000}'])
})

describe('the text of a json field', () => {
  test('what is no string is the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(typeof value !== 'string')
        expect(JSON.parse(castJsonText(value)) as unknown).toEqual(value)
      }),
    )
  })

  test('a string that is JSON and begins like it is kept as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(castJsonText(text)).toBe(text)
      }),
    )
  })

  test('any other string is that string, or no JSON at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!isValidJson(text))
        const json = castJsonText(text)
        if (isValidJson(json)) expect(JSON.parse(json) as unknown).toBe(text)
      }),
    )
  })

  test('unassigned and invisible characters are escaped, or make it invalid', () => {
    expect(castJsonText('a\u00adb')).toBe('"a\\u00adb"')
    expect(isValidJson(castJsonText('a\u0001b'))).toBe(false)
    expect(isValidJson(castJsonText('a\u{e0001}b'))).toBe(false)
  })
})
