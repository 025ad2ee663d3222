import { expect, test } from 'bun:test'
import { openStore } from './embedded.ts'

const created = (at: number): string => new Date(at * 1000).toISOString().replace('T', ' ')

test('a delete lets others work after each 1,000 rows, whether they go or stay', async () => {
  const store = openStore({ dir: ':memory:' })
  const { logs } = store
  const rows = Array.from({ length: 4500 }, (_, at) => ({
    id: `log${at}`,
    level: at % 2 === 0 ? 0 : 8,
    message: '',
    data: '{}',
    created: created(at),
  }))
  expect(logs.insert(rows)).toBe(true)
  let turns = 0
  let isOver = false
  const count = (): void => {
    turns++
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  await logs.delete({ sql: 'created <= ? OR level < ?', args: ['', 0] })
  const turnsForNothing = turns
  await logs.delete({ sql: 'created <= ? OR level < ?', args: [created(999), 8] })
  isOver = true
  const left = await logs.read({ sql: 'SELECT id FROM _logs ORDER BY rowid', args: [] })
  await store.close()
  expect(turnsForNothing).toBeGreaterThanOrEqual(4)
  expect(left.flat()).toEqual(
    rows.filter(({ level }, at) => level === 8 && at > 999).map(({ id }) => id),
  )
})
