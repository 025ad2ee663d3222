import { expect, test } from 'bun:test'
import { createDraw } from './draw.ts'

test('draws every item once, in an order that follows from the seed', () => {
  const items = Array.from({ length: 50 }, (_, n) => n)
  const drawn = [...createDraw(1, 'a').eachOnce(items)]
  expect(drawn).not.toEqual(items)
  expect(drawn.toSorted((a, b) => a - b)).toEqual(items)
  expect([...createDraw(1, 'a').eachOnce(items)]).toEqual(drawn)
  expect([...createDraw(2, 'a').eachOnce(items)]).not.toEqual(drawn)
})
