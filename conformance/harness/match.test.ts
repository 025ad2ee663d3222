import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { readPointer } from './exchange.ts'
import { any, firstDifference, matches, show } from './match.ts'

test('a structure does not differ from itself, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const reversed = JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
        typeof item === 'object' && item !== null && !Array.isArray(item)
          ? Object.fromEntries(Object.entries(item).reverse())
          : item,
      ) as unknown
      expect(firstDifference(JSON.parse(JSON.stringify(value)), reversed)).toBeUndefined()
    }),
  )
})

test.each([
  [{ a: 1 }, { a: 2 }, '/a: expected 1, seen 2'],
  [{ a: 1 }, {}, '/a: expected, not there'],
  [{}, { a: 1 }, '/a: not expected, seen 1'],
  [[1, 2], [1], '/: expected 2 elements, seen 1'],
  [{ a: [{ b: 0 }] }, { a: [{ b: '0' }] }, '/a/0/b: expected 0, seen "0"'],
  [{ id: any.id }, { id: 'short' }, '/id: expected "<record id>", seen "short"'],
  [null, undefined, '/: expected null, seen nothing'],
  [0, -0, '/: expected 0, seen -0'],
  [[{ 'a/b~': 1 }], [{ 'a/b~': 2 }], '/0/a~1b~0: expected 1, seen 2'],
  [{ at: [] }, { at: {} }, '/at: expected [], seen {}'],
  [new Uint8Array([1]), new Uint8Array([2]), '/0: expected 1, seen 2'],
])('%j against %j: %s', (expected, seen, difference) => {
  expect(firstDifference(expected, seen)).toBe(difference)
})

test('a free part accepts what has its shape', () => {
  const expected = { id: any.id, at: any.date, token: any.token, list: any.array }
  const seen = { id: 'abcdefghij01234', at: '2024-01-01 00:00:00.000Z', token: 'a.b.c', list: [] }
  expect(firstDifference(expected, seen)).toBeUndefined()
})

test.each([
  [any.id, ['abcdefghij01234'], ['abcdefghij0123', 'ABCDEFGHIJ01234', 'abcdefghij012345', 1]],
  [any.date, ['2024-01-01 00:00:00.000Z'], ['2024-01-01T00:00:00.000Z', '', 0]],
  [any.token, ['a.b-_.c'], ['a.b', 'a.b.c.d', 'a b.c.d', null]],
  [any.string, ['', 'a'], [0, null, undefined, ['a']]],
  [any.number, [0, -1.5], ['0', null, undefined]],
  [any.boolean, [true, false], [0, 'true', null, undefined]],
  [any.array, [[], [1]], [{}, 'a', null, undefined]],
  [any.object, [{}, { a: 1 }], [[], 'a', 1, null, undefined]],
  [any.matching(/^a/g), ['ab'], ['ba', 1]],
])('what is free within bounds accepts and refuses: %j', (free, accepted, refused) => {
  for (const value of accepted) expect(firstDifference([free], [value])).toBeUndefined()
  for (const value of refused) expect(firstDifference([free], [value])).toStartWith('/0: expected')
})

test.each([new Map([['a', 1]]), new Set([1]), new Date(0), /a/])(
  'what hides its content is refused: %p',
  (value) => {
    expect(() => firstDifference(value, {})).toThrow('make it JSON')
    expect(() => firstDifference({}, value)).toThrow('make it JSON')
  },
)

test('two values that differ in one place are told apart there', () => {
  const path = fc.array(fc.oneof(fc.string(), fc.nat(3)), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(path, fc.jsonValue(), fc.jsonValue(), (keys, a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b))
      fc.pre(firstDifference(a, b) !== undefined)
      // An array pads with null, an object has just the one key.
      const wrap = (value: unknown): unknown =>
        keys.reduceRight<unknown>(
          (inside, key) =>
            typeof key === 'number'
              ? Array.from({ length: key + 1 }, (_, index) => (index === key ? inside : null))
              : Object.fromEntries([[key, inside]]),
          value,
        )
      const pointer = keys
        .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
        .join('')
      expect(firstDifference(wrap(a), wrap(a))).toBeUndefined()
      expect(firstDifference(wrap(a), wrap(b))).toStartWith(pointer)
      expect(readPointer(wrap(a), pointer)).toEqual(a)
    }),
  )
})

test('a pattern answers the same each time, whatever its flags', () => {
  const pattern = /a/g
  expect([matches(pattern, 'aa'), matches(pattern, 'a'), matches(pattern, 'a')]).toEqual([
    true,
    true,
    true,
  ])
})

test.each([
  [undefined, 'nothing'],
  [-0, '-0'],
  [NaN, 'NaN'],
  [10n, '10'],
  ['a', '"a"'],
  [{ a: any.id }, '{"a":"<record id>"}'],
])('%p is shown as %s', (value, shown) => {
  expect(show(value)).toBe(shown)
})
