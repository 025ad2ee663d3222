import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { castNumber, castText } from './cast.ts'
import { decimalText, fixedText, floatText } from './number-text.ts'

describe('numbers as the messages of PocketBase v0.36.6 print them', () => {
  test.each([
    [1e6, '1e+06'],
    [999999, '999999'],
    [1e21, '1e+21'],
    [1234567, '1.234567e+06'],
    [123456789.5, '1.234567895e+08'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-1.5e-9, '-1.5e-09'],
    [1e-100, '1e-100'],
    [0, '0'],
  ])('%p as a float: %s', (value, text) => {
    expect(floatText(value)).toBe(text)
  })

  test.each([
    [10, '10.000000'],
    [2.123456789, '2.123457'],
    [1e22, '10000000000000000000000.000000'],
    [-1e21, '-1000000000000000000000.000000'],
  ])('%p with six places: %s', (value, text) => {
    expect(fixedText(value)).toBe(text)
  })
})

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

test('a decimal has no exponent and reads back as the same number', () => {
  fc.assert(
    fc.property(finite, (value) => {
      expect(decimalText(value)).toMatch(/^-?\d+(\.\d+)?$/)
      expect(Number(decimalText(value))).toBe(value)
    }),
  )
})

test('a printed float reads back as the same number', () => {
  fc.assert(fc.property(finite, (value) => expect(Number(floatText(value))).toBe(value)))
})

test('a number survives as the text of a text field', () => {
  fc.assert(fc.property(finite, (value) => expect(castNumber(castText(value))).toBe(value)))
})

// Seen on PocketBase v0.36.6, beside impl/fields/recorded-v0.36.6.json.
test.each([
  ['1_0.5', 10.5],
  ['1_0.5_1', 10.51],
  ['1e1_0', 1e10],
  ['.5_5', 0.55],
  ['+1_0', 10],
  ['1_000_000', 1e6],
  ['1__0', 0],
  ['1._5', 0],
  ['1_.5', 0],
  ['0x1_0p1', 32],
  ['0x_1p1', 2],
  ['0x.8p1', 1],
  ['0x1.8p-1', 0.75],
  ['0X1P+4', 16],
  ['0x1p1_0', 1024],
  ['0x1p', 0],
  ['1e+400', 0],
  ['-nan', 0],
  ['+Infinity', Infinity],
  ['-iNF', -Infinity],
])('%p sent for a number is %p', (text, value) => {
  expect(castNumber(text)).toBe(value)
})
