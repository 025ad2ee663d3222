import { expect, test } from 'bun:test'
import { everywhereOf, knownOf } from './known.ts'

const names = { a: 'reference', b: 'upstream' }

test('a list belongs to its pair, in either order', () => {
  const listed = { 'upstream reference': { 'page.defaults': 'why' }, 'x y': { nonsense: 1 } }
  expect([...knownOf(listed, names)]).toEqual([
    ['page.defaults', { reason: 'why', byChance: false }],
  ])
})

test('what the moment decides stands in a list of its own', () => {
  const listed = { 'reference upstream, by chance': { 'page.defaults': 'why' } }
  expect([...knownOf(listed, names)]).toEqual([
    ['page.defaults', { reason: 'why', byChance: true }],
  ])
})

test('what one of a pair has everywhere is a pattern', () => {
  const listed = { 'upstream reference, everywhere': { why: '"x":1,' } }
  expect(everywhereOf(listed, names)).toEqual([/"x":1,/g])
  expect(everywhereOf({}, names)).toEqual([])
  const broken = { 'reference upstream, everywhere': { why: 1 } }
  expect(() => everywhereOf(broken, names)).toThrow('a pattern for "why"')
})

test.each([
  [[], 'lines of the form'],
  [{ 'reference upstream': ['page.defaults'] }, 'lines of the form'],
  [{ 'reference upstream': { 'page.default': 'why' } }, 'an id instead of "page.default"'],
  [{ 'reference upstream': { 'page.defaults': '' } }, 'a reason for "page.defaults"'],
])('%j is refused', (listed, message) => {
  expect(() => knownOf(listed, names)).toThrow(message)
})
