import { describe, expect, test } from 'bun:test'
import { createLikeness } from './volatile.ts'

const now = new Date().toISOString().replace('T', ' ')
const later = new Date(Date.now() + 5000).toISOString().replace('T', ' ')

describe('two accounts are alike', () => {
  test.each([
    ['in words', 'a b', 'a b'],
    ['with other drawn ids', '{"id":"abcdefghij12345"}', '{"id":"zyxwvutsrq54321"}'],
    ['with other moments of this run', `{"created":"${now}"}`, `{"created":"${later}"}`],
    ['with other tokens', '"eyJhbGciOi.eyJpZCI.aaa"', '"eyJhbGciOi.eyJpZCJ.bbb"'],
    ['on other ports', 'http://127.0.0.1:4000/a', 'http://127.0.0.1:50123/a'],
    ['with other suffixes of files', '"one_aB3dE6gH1k.txt"', '"one_zY9xW8vU7t.txt"'],
  ])('%s', (_, a, b) => {
    expect(createLikeness().same(a, b)).toBe(true)
  })
})

describe('two accounts are not alike', () => {
  test.each([
    ['in other words', 'a b', 'a c'],
    ['with an id in place of a word', '"abcdefghij12345"', '"none"'],
    ['with dates that are data', '"2020-01-01 00:00:00.000Z"', '"2021-01-01 00:00:00.000Z"'],
    ['with keys in another order', '{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['when one goes on', 'a', 'a b'],
  ])('%s', (_, a, b) => {
    expect(createLikeness().same(a, b)).toBe(false)
  })
})

test('a drawn value stands for the same one wherever it comes again', () => {
  const [a, other] = ['abcdefghij12345', 'bbbbbbbbbb12345']
  const [b, wrong] = ['zyxwvutsrq54321', 'yyyyyyyyyy54321']
  const likeness = createLikeness()
  expect(likeness.same(`"id":"${a}"`, `"id":"${b}"`)).toBe(true)
  expect(likeness.same(`/records/${a}`, `/records/${b}`)).toBe(true)
  expect(likeness.same(`/records/${a}`, `/records/${wrong}`)).toBe(false)
  expect(likeness.same(`/records/${other}`, `/records/${b}`)).toBe(false)
})

test('texts that differ teach nothing', () => {
  const likeness = createLikeness()
  expect(likeness.same('abcdefghij12345 x', 'zyxwvutsrq54321 y')).toBe(false)
  expect(likeness.same('abcdefghij12345', 'yyyyyyyyyy54321')).toBe(true)
})
