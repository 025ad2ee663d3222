import { expect, test } from 'bun:test'
import { knownOf } from './known.ts'

const names = { a: 'reference', b: 'upstream' }

test('a list belongs to its pair, in either order', () => {
  const listed = { 'upstream reference': { 'page.defaults': 'why' }, 'x y': { nonsense: 1 } }
  expect([...knownOf(listed, names)]).toEqual([['page.defaults', 'why']])
})

test.each([
  [[], 'lines of the form'],
  [{ 'reference upstream': ['page.defaults'] }, 'lines of the form'],
  [{ 'reference upstream': { 'page.default': 'why' } }, 'an id instead of "page.default"'],
  [{ 'reference upstream': { 'page.defaults': '' } }, 'a reason for "page.defaults"'],
])('%j is refused', (listed, message) => {
  expect(() => knownOf(listed, names)).toThrow(message)
})
