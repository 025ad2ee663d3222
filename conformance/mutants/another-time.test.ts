import { expect, test } from 'bun:test'
import { atAnotherTime } from './another-time.ts'

test('the time is another one for a while, dates that are given stay', async () => {
  const before = Date.now()
  await atAnotherTime(1e9, async () => {
    await Promise.resolve()
    expect(Date.now()).toBeGreaterThanOrEqual(before + 1e9)
    expect(new Date().getTime()).toBeGreaterThanOrEqual(before + 1e9)
    expect(new Date(5).getTime()).toBe(5)
    expect(new Date(5)).toBeInstanceOf(Date)
    expect(Date.UTC(1970, 0)).toBe(0)
  })
  expect(Date.now()).toBeLessThan(before + 1e9)
})

test('it is the real one again after work that fails', async () => {
  const { now } = Date
  await atAnotherTime(1, () => Promise.reject(new Error('x'))).catch(() => undefined)
  expect(Date.now).toBe(now)
})
