import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { any, firstDifference } from './match.ts'

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
  [0, -0, '/: expected 0, seen 0'],
])('%j against %j: %s', (expected, seen, difference) => {
  expect(firstDifference(expected, seen)).toBe(difference)
})

test('a free part accepts what has its shape', () => {
  const expected = { id: any.id, at: any.date, token: any.token, list: any.array }
  const seen = { id: 'abcdefghij01234', at: '2024-01-01 00:00:00.000Z', token: 'a.b.c', list: [] }
  expect(firstDifference(expected, seen)).toBeUndefined()
})
