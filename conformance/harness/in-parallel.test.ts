import { expect, test } from 'bun:test'
import { inParallel } from './in-parallel.ts'

/** Lets what can go on go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('works on so many at once and no more, in the order of the items', async () => {
  const begun: number[] = []
  const gates = Array.from({ length: 3 }, () => Promise.withResolvers<void>())
  const all = inParallel([0, 1, 2], 2, async (item) => {
    begun.push(item)
    await gates[item]?.promise
  })
  await turn()
  expect(begun).toEqual([0, 1])
  gates[1]?.resolve()
  await turn()
  expect(begun).toEqual([0, 1, 2])
  for (const { resolve } of gates) resolve()
  await all
})

test('begins nothing after a failure, and tells it when what was under way has ended', async () => {
  const slow = Promise.withResolvers<void>()
  const events: string[] = []
  const all = inParallel(['slow', 'broken', 'late'], 2, async (item) => {
    events.push(item)
    if (item === 'broken') throw new Error('refused')
    await slow.promise
    events.push(`${item} has ended`)
    throw new Error('a later failure')
  })
  const told = all.catch((error: unknown) => {
    events.push('told')
    return error
  })
  await turn()
  expect(events).toEqual(['slow', 'broken'])
  slow.resolve()
  expect(await told).toEqual(new Error('refused'))
  expect(events).toEqual(['slow', 'broken', 'slow has ended', 'told'])
})

test('has nothing to do without items', async () => {
  await inParallel([], 2, () => Promise.reject(new Error('called')))
})
