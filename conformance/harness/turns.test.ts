import { expect, test } from 'bun:test'
import { inTurn } from './turns.ts'

test('work on one thing waits for the work before it, also when that fails', async () => {
  const thing = {}
  const events: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = inTurn(thing, async () => {
    events.push('first begins')
    await gate.promise
    events.push('first ends')
    throw new Error('refused')
  })
  const second = inTurn(thing, () => Promise.resolve(events.push('second')))
  await inTurn({}, () => Promise.resolve(events.push('of another thing')))
  gate.resolve()
  expect(await first.catch((error: unknown) => error)).toEqual(new Error('refused'))
  await second
  expect(events).toEqual(['first begins', 'of another thing', 'first ends', 'second'])
})
