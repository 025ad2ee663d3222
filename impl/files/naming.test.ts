import { expect, test } from 'bun:test'
import { systemRandom } from '../values/random.ts'
import { lastPathElement, storedName } from './naming.ts'

const x = '[a-z0-9]{10}'

test.each([
  ['', `^${x}_${x}\\.txt$`],
  ['....abc', `^${x}_${x}\\.abc$`],
  ['a.b.c.?.?.?.2', `^a_b_c_${x}\\.2$`],
  ['myTestDB.png', `^my_test_db_${x}\\.png$`],
  ['John v1.2 Report.pdf', `^john_v1_${x}\\.2Report\\.pdf$`],
  ['a', `^a${x}_${x}\\.txt$`],
  ['.abcd.123.', `^abcd_${x}\\.123$`],
  ['früh.txt', `^fr_h_${x}\\.txt$`],
  [`x.${'a'.repeat(19)}`, `^x${x}_${x}\\.a{19}$`],
  [`x.${'a'.repeat(20)}`, `^x${x}_${x}\\.a{20}$`],
  [`x.b.${'a'.repeat(19)}`, `^x${x}_${x}\\.a{19}$`],
  [`${'é'.repeat(200)}.txt`, `^${x}_${x}\\.txt$`],
])('%s is stored as %s', (name, pattern) => {
  expect(storedName(name, '.txt', systemRandom)).toMatch(new RegExp(pattern))
})

test.each([
  ['../../x/test.txt', 'test.txt'],
  ['a\\b.txt', 'a\\b.txt'],
  ['x/', 'x'],
  ['///', '/'],
  ['', '.'],
  ['..', '..'],
])('the last element of %s is %s', (path, last) => {
  expect(lastPathElement(path)).toBe(last)
})
