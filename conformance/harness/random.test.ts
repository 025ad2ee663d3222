import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { seededRandom, shuffle } from './random.ts'

const draw = (seed: number, count: number): readonly number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, random)
}

test('a seed gives the same numbers again, each at least 0 and below 1', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const numbers = draw(seed, 20)
      expect(draw(seed, 20)).toEqual(numbers)
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
    }),
  )
})

test('two seeds give other numbers, and these are spread evenly', () => {
  expect(draw(1, 5)).not.toEqual(draw(2, 5))
  const tenths = Map.groupBy(draw(1, 10_000), (number) => Math.floor(number * 10))
  // Of 1,000 expected in each tenth, 5 standard deviations are 150.
  for (const { length } of tenths.values()) expect(Math.abs(length - 1000)).toBeLessThan(150)
  expect(tenths.size).toBe(10)
})

test('a shuffle keeps every item, and the list it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
      const before = [...items]
      const shuffled = shuffle(items, seededRandom(seed))
      expect(shuffled.toSorted()).toEqual(before.toSorted())
      expect(items).toEqual(before)
    }),
  )
})

test('every order comes up', () => {
  const random = seededRandom(7)
  const orders = Array.from({ length: 200 }, () => shuffle(['a', 'b', 'c'], random).join(''))
  expect(new Set(orders)).toEqual(new Set(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']))
})
