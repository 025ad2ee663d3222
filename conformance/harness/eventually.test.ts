import { expect, test } from 'bun:test'
import { eventually } from './eventually.ts'

test('looks until it has seen enough, and no more', async () => {
  let looks = 0
  const seen = await eventually(
    () => ++looks,
    (count) => count === 3,
  )
  expect(seen).toBe(3)
  expect(looks).toBe(3)
})

test('answers what it saw last when enough never comes', async () => {
  let looks = 0
  const seen = await eventually(
    () => Promise.resolve(++looks),
    () => false,
    60,
  )
  expect(seen).toBe(looks)
  expect(looks).toBeGreaterThan(1)
})

test('what the look throws is told', () => {
  const cause = new Error('gone')
  expect(
    eventually(
      () => Promise.reject(cause),
      () => true,
    ),
  ).rejects.toBe(cause)
})
