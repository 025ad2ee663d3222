import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { castDate, formatDate, parseDate, storedDate } from './date.ts'

// Seen on PocketBase v0.36.6; the common layouts are in impl/fields/recorded-v0.36.6.json.
const layouts: readonly (readonly [sent: string, stored: string])[] = [
  ['0000-01-01T00:00:00+01:00', '-0001-12-31 23:00:00.000Z'],
  ['9999-12-31T23:59:59-12:00', '10000-01-01 11:59:59.000Z'],
  ['2022-01-01T10:00:00+24:60', '2021-12-31 09:00:00.000Z'],
  ['2022-01-01T10:00:00+02:61', ''],
  ['2022-01-01T24:00:00Z', ''],
  ['2022-01-01 1:00:00Z', '2022-01-01 01:00:00.000Z'],
  ['MON, 02 JAN 2006 15:04:05 MST', '2006-01-02 15:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 GMT+3', '2006-01-02 18:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 GMT-3', '2006-01-02 12:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 GMT+003', '2006-01-02 18:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 GMT+23', '2006-01-03 14:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 GMT+24', ''],
  ['Mon, 02 Jan 2006 15:04:05 UTC+3', ''],
  ['Mon, 02 Jan 2006 15:04:05 -05', '2006-01-02 15:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 ABCD', ''],
  ['Mon, 02 Jan 2006 15:04:05 ABCT', '2006-01-02 15:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 ABCDT', '2006-01-02 15:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 WITA', '2006-01-02 15:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 ChST', '2006-01-02 15:04:05.000Z'],
  ['Mon, 02 Jan 2006 15:04:05 AB', ''],
  ['02 Jan 06 15:04 GMT+3', '2006-01-02 18:04:00.000Z'],
  ['Mon Jan  2 15:04:05 GMT+3 2006', '2006-01-02 18:04:05.000Z'],
  ['Mon Jan   2 15:04:05 2006', '2006-01-02 15:04:05.000Z'],
  ['Mon Jan 2 15:04:05.5 2006', '2006-01-02 15:04:05.500Z'],
  ['2022-01-01 10:00:00 +0200 GMT+3', '2022-01-01 08:00:00.000Z'],
  ['jan  2 15:04:05', '0000-01-02 15:04:05.000Z'],
  ['0:04PM', '0000-01-01 12:04:00.000Z'],
  ['12:04AM', '0000-01-01 00:04:00.000Z'],
  ['03:04PM', '0000-01-01 15:04:00.000Z'],
  ['3:04Pm', ''],
  ['3:4PM', ''],
]

test.each(layouts)('%s is stored as "%s"', (sent, stored) => {
  expect(castDate(sent)).toBe(stored)
})

test('what is no text is no date', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (raw) => {
      fc.pre(typeof raw !== 'string')
      expect(castDate(raw)).toBe('')
    }),
  )
})

describe('the stored form', () => {
  const date = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })

  test('reads back as the same instant', () => {
    fc.assert(
      fc.property(date, (value) => {
        expect(parseDate(formatDate(value))).toEqual({ ms: value.getTime(), nanos: 0 })
      }),
    )
  })

  test('orders like time', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(formatDate(a) < formatDate(b)).toBe(a < b)
      }),
    )
  })

  test('is kept by a cast and a read', () => {
    fc.assert(
      fc.property(date, (value) => {
        const text = formatDate(value)
        fc.pre(text !== '0001-01-01 00:00:00.000Z')
        expect([castDate(text), storedDate(text)]).toEqual([text, text])
      }),
    )
  })

  test('any other text in a column is read like a submitted one', () => {
    expect(storedDate('10000-01-01 11:59:59.000Z')).toBe('')
    expect(storedDate('2022-01-01')).toBe('2022-01-01 00:00:00.000Z')
  })
})

test('any text is read without failing, and a date that is read is stored in a form that is read again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const stored = castDate(text)
      expect(castDate(stored)).toBe(stored)
    }),
  )
})
