import { expect, test } from 'bun:test'
import { createCatalog } from '../collections/catalog.ts'
import { createPlanner } from '../rules/planner.ts'
import { freshSettings } from '../settings/shape.ts'
import { openStore } from '../store/embedded.ts'
import type { LogRow } from '../store/log-store.ts'
import { systemRandom } from '../values/random.ts'
import { createLogs } from './logs.ts'

test('while another process holds the file there is one attempt at a time, and no row is made in vain', async () => {
  const store = openStore({ dir: ':memory:' })
  const catalog = createCatalog({ store })
  const written: LogRow[] = []
  let isHeld = true
  let attempts = 0
  let made = 0
  const logs = createLogs({
    store: {
      ...store.logs,
      insert(rows) {
        attempts++
        if (isHeld) return false
        written.push(...rows)
        return true
      },
    },
    catalog,
    planner: createPlanner({ collections: catalog }),
    settings: () => freshSettings,
    clock: () => new Date(0),
    random: { ...systemRandom, id: () => String(made++) },
    report: (cause) => {
      throw cause
    },
  })
  const messages = Array.from({ length: 300 }, (_, at) => `entry ${at}`)
  for (const message of messages) {
    logs.write({ level: 0, message, data: {} })
    await new Promise((resolve) => setImmediate(resolve))
  }
  const attemptsWhileHeld = attempts
  const madeWhileHeld = made
  isHeld = false
  while (written.length === 0) await Bun.sleep(5)
  logs.close()
  await store.close()
  expect(attemptsWhileHeld).toBeLessThan(10)
  expect(madeWhileHeld).toBe(0)
  expect(written.map(({ message }) => message)).toEqual(messages)
})
