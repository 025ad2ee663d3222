import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { nearest } from './nearest.ts'

const words = fc.array(fc.string(), { minLength: 1 })

test('is one of the candidates, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string(), words, (word, candidates) => {
      expect(candidates).toContain(nearest(word, candidates))
    }),
  )
})

test('is the word itself when it is there', () => {
  fc.assert(
    fc.property(words, fc.nat(), (candidates, index) => {
      const word = candidates[index % candidates.length] ?? ''
      expect(nearest(word, candidates)).toBe(word)
    }),
  )
})

test.each([
  ['page.default', 'page.defaults'],
  ['pgae.defaults', 'page.defaults'],
  ['page.skiptotal', 'page.skip-total'],
])('of %s is %s', (word, expected) => {
  expect(nearest(word, ['page.skip-total', 'sort.general', 'page.defaults'])).toBe(expected)
})

test('is nothing when there are no candidates', () => {
  expect(nearest('word', [])).toBe('')
})
