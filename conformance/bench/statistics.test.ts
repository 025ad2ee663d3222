import { expect, test } from 'bun:test'
import { isSteady, median, ratioOf } from './statistics.ts'

test('the median is the middle value, or between the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([])).toBeNaN()
})

test('a ratio is taken round by round, so that a slow moment of the machine cancels out', () => {
  expect(
    ratioOf([
      [200, 100],
      [20, 10],
      [250, 100],
    ]),
  ).toEqual({ median: 2, low: 2, high: 2.5, spread: 0.25 })
})

test('rounds that lie far apart are not steady', () => {
  expect(isSteady(ratioOf([[1, 1]]))).toBe(true)
  const unsteady = [
    [2, 1],
    [1, 1],
  ] as const
  expect(isSteady(ratioOf(unsteady))).toBe(false)
})
