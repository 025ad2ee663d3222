import { describe, expect, test } from 'bun:test'
import { createLikeness, drawnBesideIds, nameDrawn } from './drawn.ts'

const now = new Date().toISOString().replace('T', ' ')
const later = new Date(Date.now() + 5000).toISOString().replace('T', ' ')

describe('two accounts are alike', () => {
  test.each([
    ['in words', 'a b', 'a b'],
    ['with other drawn ids', '{"id":"abcdefghij12345"}', '{"id":"zyxwvutsrq54321"}'],
    ['with other moments of this run', `{"created":"${now}"}`, `{"created":"${later}"}`],
    ['with other tokens', '"eyJhbGciOi.eyJpZCI.aaa"', '"eyJhbGciOi.eyJpZCJ.bbb"'],
    ['on other ports', 'http://127.0.0.1:4000/a', 'http://127.0.0.1:50123/a'],
    ['with other sums of a password', `"$2a$10$${'a'.repeat(53)}"`, `"$2a$10$${'b.'.repeat(26)}c"`],
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
    ['with another number', '{"n":123456789012345}', '{"n":123456789012346}'],
    ['with another fraction', '{"n":0.12345678901e-20}', '{"n":0.12345678902e-20}'],
    ['with another cost of a password', `"$2a$10$${'a'.repeat(53)}"`, `"$2a$04$${'a'.repeat(53)}"`],
    [
      'with one value where the other has two',
      '"abcdefghij12345" "bbbbbbbbbb12345"',
      '"zyxwvutsrq54321" "zyxwvutsrq54321"',
    ],
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

test('what both share stands for itself from then on', () => {
  const likeness = createLikeness()
  const [one, two] = ['record000000001', 'record000000002']
  expect(likeness.same(`{"id":"${one}"} {"id":"${two}"}`, `{"id":"${one}"} {"id":"${two}"}`)).toBe(
    true,
  )
  expect(likeness.same(`["${one}","${two}"]`, `["${two}","${one}"]`)).toBe(false)
})

test('an asker who chooses ids sees them as they are', () => {
  expect(createLikeness(drawnBesideIds).same('abcdefghij12345', 'zyxwvutsrq54321')).toBe(false)
})

test('what means the same reads the same', () => {
  const likeness = createLikeness()
  likeness.same('"abcdefghij12345"', '"zyxwvutsrq54321"')
  expect(likeness.show(`"abcdefghij12345" ${now} 1`, `"zyxwvutsrq54321" ${later} 2`)).toEqual({
    a: '"abcdefghij12345" <time> 1',
    b: '"abcdefghij12345" <time> 2',
  })
})

test('drawn values are named by their kind; dates that are data stay', () => {
  expect(nameDrawn(`${now} 2020-01-01 00:00:00.000Z abcdefghij12345 eyJa.b.c`)).toBe(
    '<time> 2020-01-01 00:00:00.000Z <id> <token>',
  )
})
