import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { inferValue } from './form-values.ts'

test.each<[string, string | number | boolean]>([
  ['true', true],
  ['false', false],
  ['TRUE', 'TRUE'],
  ['', ''],
  ['null', 'null'],
  ['1', 1],
  ['-2.5', -2.5],
  ['0.0001', 0.0001],
  ['-0', -0],
  ['0.0000001', 1e-7],
  ['1000000000000000000000', 1e21],
  ['-1230000000000000000000000', -1.23e24],
  ['9007199254740993', '9007199254740993'],
  ['001', '001'],
  ['1.0', '1.0'],
  ['5.', '5.'],
  ['.5', '.5'],
  ['+1', '+1'],
  ['1e3', '1e3'],
  ['1.2.3', '1.2.3'],
  ['--1', '--1'],
  ['-', '-'],
  [' 1', ' 1'],
  ['0xFF', '0xFF'],
  ['9'.repeat(400), '9'.repeat(400)],
])('%p is read as %p', (text, value) => {
  expect(inferValue(text)).toBe(value)
})

test('a number that is read has been written in its plain shortest form', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[-\d][-.\d]{0,40}$/), (text) => {
      const value = inferValue(text)
      if (typeof value === 'string') expect(value).toBe(text)
      else expect(Number(text)).toBe(Number(value))
    }),
  )
})
