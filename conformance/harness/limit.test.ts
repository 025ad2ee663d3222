import { expect, test } from 'bun:test'
import { createLimit } from './limit.ts'

/** Lets what can go on go on. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('so many run at once and no more; who waits comes in order, also after one that failed', async () => {
  const limit = createLimit(2)
  const begun: number[] = []
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const all = gates.map(({ promise }, index) =>
    limit(async () => {
      begun.push(index)
      await promise
      if (index === 0) throw new Error('refused')
      return index
    }),
  )
  await turn()
  expect(begun).toEqual([0, 1])
  gates[0]?.resolve()
  expect(await all[0]?.catch((error: unknown) => error)).toEqual(new Error('refused'))
  await turn()
  expect(begun).toEqual([0, 1, 2])
  for (const { resolve } of gates) resolve()
  expect(await Promise.all(all.slice(1))).toEqual([1, 2, 3])
})
