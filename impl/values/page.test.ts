import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { ApiError } from '../errors.ts'
import { readPage, totalKnownFrom, writePage } from './page.ts'

const read = (query: Readonly<Record<string, string>>) => readPage(new Map(Object.entries(query)))

describe('page, perPage and skipTotal', () => {
  test.each([
    [{}, { page: 1n, perPage: 30, offset: 0, skipTotal: false }],
    [
      { page: '3', perPage: '10' },
      { page: 3n, perPage: 10, offset: 20, skipTotal: false },
    ],
    [
      { page: '0', perPage: '0' },
      { page: 1n, perPage: 30, offset: 0, skipTotal: false },
    ],
    [
      { page: '-2', perPage: '-1' },
      { page: 1n, perPage: 30, offset: 0, skipTotal: false },
    ],
    [
      { page: '+2', perPage: '1001' },
      { page: 2n, perPage: 1000, offset: 1000, skipTotal: false },
    ],
    [{ skipTotal: 'T' }, { page: 1n, perPage: 30, offset: 0, skipTotal: true }],
    [{ skipTotal: 'False' }, { page: 1n, perPage: 30, offset: 0, skipTotal: false }],
    // page.overflow: the offset wraps at 64 bits
    [
      { page: '9223372036854775807', perPage: '1000' },
      { page: 9223372036854775807n, perPage: 1000, offset: 0, skipTotal: false },
    ],
  ])('%j', (query, page) => {
    expect(read(query)).toEqual(page)
  })

  test.each([
    { page: 'x' },
    { page: '1.0' },
    { page: ' 1' },
    { page: '9223372036854775808' },
    { perPage: '1e2' },
    { skipTotal: 'yes' },
    { skipTotal: '2' },
  ])('%j is refused', (query) => {
    expect(() => read(query)).toThrow(ApiError)
  })
})

test('a total that the page tells is the true one', () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 10 }),
      (stored, perPage, page) => {
        const asked = read({ page: String(page), perPage: String(perPage) })
        const rows = Math.max(0, Math.min(perPage, stored - asked.offset))
        const total = totalKnownFrom(asked, rows)
        expect(total ?? stored).toBe(stored)
        // It is counted only where the page is full, or empty behind the first.
        expect(total === undefined).toBe(rows === perPage || (rows === 0 && page > 1))
      },
    ),
  )
})

test('the answer names every figure, -1 where nothing was counted', () => {
  const page = read({ page: '2', perPage: '2' })
  expect(writePage(['{}'], page, 3)).toBe(
    '{"items":[{}],"page":2,"perPage":2,"totalItems":3,"totalPages":2}',
  )
  expect(writePage([], page, -1)).toBe(
    '{"items":[],"page":2,"perPage":2,"totalItems":-1,"totalPages":-1}',
  )
})
