import { expect, test } from 'bun:test'
import { systemRandom } from '../values/random.ts'
import { createProbeDelay } from './probe-delay.ts'

const watched = () => {
  let now = 0
  const slept: number[] = []
  const delay = createProbeDelay({
    clock: () => new Date(now),
    random: { ...systemRandom, below: (limit) => limit - 1 },
    sleep: (ms) => Promise.resolve(slept.push(ms)),
  })
  return { delay, slept, pass: (ms: number) => (now += ms) }
}

test('holds up from the fourth on', async () => {
  const { delay, slept } = watched()
  for (let count = 0; count < 3; count++) await delay('1.1.1.1', 'a')
  expect(slept).toEqual([])
  for (let count = 0; count < 2; count++) await delay('1.1.1.1', 'a')
  expect(slept).toEqual([499, 499])
})

test('counts addresses and collections apart', async () => {
  const { delay, slept } = watched()
  for (let count = 0; count < 3; count++) {
    await delay('1.1.1.1', 'a')
    await delay('1.1.1.2', 'a')
    await delay('1.1.1.1', 'b')
  }
  expect(slept).toEqual([])
})

test('begins again after three seconds', async () => {
  const { delay, slept, pass } = watched()
  for (let count = 0; count < 3; count++) await delay('1.1.1.1', 'a')
  pass(2999)
  await delay('1.1.1.1', 'a')
  expect(slept.length).toBe(1)
  pass(1)
  for (let count = 0; count < 3; count++) await delay('1.1.1.1', 'a')
  expect(slept.length).toBe(1)
})
