import { describe, expect, test } from 'bun:test'
import { likePattern } from './like.ts'
import { decimalText } from '../values/number-text.ts'
import { readNumber, toNumber } from './number-text.ts'

describe('likePattern', () => {
  test.each([
    ['', '%%'],
    ['abc', '%abc%'],
    ['a_b', '%a\\_b%'],
    ['a_b%', 'a_b%'],
    ['100\\%', '%100\\%%'],
    ['%100\\%', '%100\\%'],
    ['ab\\\\%c', 'ab\\\\%c'],
    ['x\\y', '%x\\\\y%'],
    ['x\\\\y', '%x\\\\y%'],
    ['x\\\\\\y', '%x\\\\\\\\y%'],
  ])('%j is the pattern %j', (value, pattern) => {
    expect(likePattern(value)).toBe(pattern)
  })
})

describe('numbers as text', () => {
  test.each([
    [5, '5'],
    [-2.5, '-2.5'],
    [1e23, '100000000000000000000000'],
    [1.5e21, '1500000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [-0, '-0'],
  ])('%p is written %s', (value, text) => {
    expect(decimalText(value)).toBe(text)
  })

  test('a literal beyond a 64-bit float counts as 0', () => {
    expect(toNumber('1' + '0'.repeat(400))).toBe(0)
    expect(toNumber('-.5')).toBe(-0.5)
  })

  test.each([
    ['5', 5],
    ['5.', 5],
    ['.5', 0.5],
    ['+5', 5],
    ['5e0', 5],
    ['1_0', 10],
    [' 5', undefined],
    ['0x10', undefined],
    ['1e400', undefined],
    ['', undefined],
  ])('%j sent for a number field is read as %p', (sent, value) => {
    expect(readNumber(sent)).toBe(value)
  })
})
