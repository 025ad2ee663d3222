import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { openConnection, type Connection } from './connection.ts'
import { createPrivateDir, type PrivateDir } from './private-dir.ts'
import type { CommitOutcome, Row, SqlValue, Step, WriteUnit } from './store.ts'
import { createWriter, type Writer } from './writer.ts'

let dir: PrivateDir
let connection: Connection
let writer: Writer
/** Transaction statements, announcements and answers in the order they happened. */
let events: string[]
/** Happens before each statement that returns no rows. */
let beforeRun: (sql: string) => void

/** Remembers when transactions begin and end. */
const observed = (inner: Connection): Connection => ({
  all: (sql, args) => inner.all(sql, args),
  some: (sql, args) => inner.some(sql, args),
  explain: (sql) => inner.explain(sql),
  run(sql, args) {
    beforeRun(sql)
    inner.run(sql, args)
    if (/^(BEGIN|COMMIT|ROLLBACK$)/.test(sql)) events.push(sql)
  },
  get inTransaction() {
    return inner.inTransaction
  },
  close() {
    inner.close()
  },
})

beforeEach(() => {
  dir = createPrivateDir()
  events = []
  beforeRun = () => undefined
  connection = openConnection(join(dir.path, 'data.db'), { mode: 'create' })
  connection.run('CREATE TABLE posts (id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL)')
  let revision = 0
  writer = createWriter({
    connection: observed(connection),
    nextRevision: () => ++revision,
    onCommitted: (unit) => events.push(`committed ${unit.key}`),
  })
})

afterEach(async () => {
  await writer.drain()
  connection.close()
  dir.remove()
})

const write = (sql: string, ...args: readonly SqlValue[]): Step => ({ kind: 'write', sql, args })
const insert = (id: string): Step => write('INSERT INTO posts VALUES (?, ?)', id, `title of ${id}`)
const isFree = (id: string): Step => ({
  kind: 'guard',
  sql: 'SELECT 1 FROM posts WHERE id = ?',
  args: [id],
  expect: 'none',
  tag: `${id} is taken`,
})
const unit = (key: string, ...steps: readonly Step[]): WriteUnit => ({ key, steps })
const ids = (): readonly Row[] => connection.all('SELECT id FROM posts ORDER BY rowid')

const commit = async (each: WriteUnit): Promise<CommitOutcome> => {
  const outcome = await writer.commit(each)
  events.push(`heard ${each.key}`)
  return outcome
}

describe('writer', () => {
  test('runs the steps in order and hands back what they take', async () => {
    const take: Step = { kind: 'take', as: 'rows', sql: 'SELECT id FROM posts', args: [] }
    const outcome = await commit(unit('k', isFree('a'), insert('a'), take, insert('b')))
    expect(outcome).toEqual({ kind: 'ok', revision: 1, taken: { rows: [['a']] } })
    expect(ids()).toEqual([['a'], ['b']])
  })

  test('a guard that does not hold refuses the whole unit, whichever way it asks', async () => {
    await commit(unit('first', insert('a')))
    const taken = await commit(unit('none', insert('b'), isFree('a')))
    expect(taken).toEqual({ kind: 'refused', tag: 'a is taken', step: 1 })
    const exists: Step = { ...isFree('c'), kind: 'guard', expect: 'some', tag: 'c is missing' }
    expect(await commit(unit('some', insert('b'), exists))).toEqual({
      kind: 'refused',
      tag: 'c is missing',
      step: 1,
    })
    expect(ids()).toEqual([['a']])
  })

  test('names a violated constraint, and any other failure, in SQLite’s words, and the step', async () => {
    await commit(unit('first', insert('a')))
    expect(await commit(unit('twice', insert('b'), insert('a')))).toEqual({
      kind: 'constraint',
      text: 'UNIQUE constraint failed: posts.id',
      code: 1555,
      step: 1,
    })
    expect(await commit(unit('null', write('INSERT INTO posts VALUES (?, ?)', 'b', null)))).toEqual(
      { kind: 'constraint', text: 'NOT NULL constraint failed: posts.title', code: 1299, step: 0 },
    )
    expect(await commit(unit('dropped', insert('b'), write('DELETE FROM gone')))).toEqual({
      kind: 'failed',
      text: 'no such table: gone',
      code: 1,
      step: 1,
    })
    expect(ids()).toEqual([['a']])
  })

  test('100 slow units among failing ones: each gets its own outcome, in order, in one transaction', async () => {
    // About a millisecond of work inside the transaction.
    const slow = (n: number) =>
      write(
        `INSERT INTO posts WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 2000)
         SELECT 'slow' || ?, count(*) FROM c`,
        n,
      )
    const breakers = [
      { kind: 'ok', steps: [] },
      { kind: 'refused', steps: [isFree('slow0')] },
      { kind: 'constraint', steps: [insert('slow0')] },
      { kind: 'failed', steps: [write('DELETE FROM gone')] },
    ] as const
    const breakerOf = (n: number) => breakers[n % breakers.length] ?? breakers[0]
    const numbers = Array.from({ length: 100 }, (_, n) => n)
    const outcomes = await Promise.all(
      numbers.map((n) => commit(unit(String(n), slow(n), ...breakerOf(n).steps))),
    )

    expect(outcomes.map(({ kind }) => kind)).toEqual(numbers.map((n) => breakerOf(n).kind))
    const written = numbers.filter((n) => breakerOf(n).kind === 'ok')
    expect(ids()).toEqual(written.map((n) => [`slow${String(n)}`]))
    expect(events).toEqual([
      'BEGIN IMMEDIATE',
      'COMMIT',
      ...written.map((n) => `committed ${String(n)}`),
      ...numbers.map((n) => `heard ${String(n)}`),
    ])
  })

  test('a unit that ends the transaction does not take its neighbours along', async () => {
    const breaker = write('INSERT OR ROLLBACK INTO posts VALUES (?, ?)', 'a', '')
    const outcomes = await Promise.all([
      commit(unit('1', insert('a'))),
      commit(unit('2', insert('b'), write('INSERT INTO posts VALUES (?, ?)', 'x', ''), breaker)),
      commit(unit('3', insert('c'))),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'constraint', 'ok'])
    expect(ids()).toEqual([['a'], ['c']])
  })

  test('a unit whose savepoint is gone is taken back with the transaction, and its neighbours are written', async () => {
    const outcomes = await Promise.all([
      commit(unit('1', insert('a'))),
      commit(unit('2', insert('b'), write('RELEASE unit'), insert('a'))),
      commit(unit('3', insert('c'))),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'constraint', 'ok'])
    expect(ids()).toEqual([['a'], ['c']])
  })

  test('a unit that cannot be undone, because that ends the transaction, stops nobody else', async () => {
    beforeRun = (sql) => {
      if (sql !== 'ROLLBACK TO unit') return
      connection.run('ROLLBACK')
      throw new Error('disk I/O error')
    }
    const outcomes = await Promise.all([
      commit(unit('1', insert('a'))),
      commit(unit('2', insert('b'), insert('a'))),
      commit(unit('3', insert('c'))),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'constraint', 'ok'])
    expect(ids()).toEqual([['a'], ['c']])
  })

  describe('when the COMMIT itself fails', () => {
    const orphan = write('INSERT INTO comments VALUES (?)', 'nowhere')

    beforeEach(() => {
      // A deferred foreign key is judged by COMMIT and by nothing before it.
      connection.run(
        'CREATE TABLE comments (post TEXT REFERENCES posts(id) DEFERRABLE INITIALLY DEFERRED)',
      )
    })

    test('only the guilty unit is answered `unknown`, and nothing of it is written', async () => {
      const outcomes = await Promise.all([
        commit(unit('1', insert('a'))),
        commit(unit('2', insert('b'), orphan)),
        commit(unit('3', insert('c'))),
      ])
      expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'unknown', 'ok'])
      expect(ids()).toEqual([['a'], ['c']])
      expect(connection.all('SELECT * FROM comments')).toEqual([])
    })

    test('the same key may be asked again', async () => {
      const again = unit('again', orphan)
      expect((await commit(again)).kind).toBe('unknown')
      await commit(unit('other', write('INSERT INTO posts VALUES (?, ?)', 'nowhere', '')))
      expect((await commit(again)).kind).toBe('ok')
    })
  })

  test('a key that was committed is not applied again, at once or later', async () => {
    const once = unit('once', insert('a'))
    const [first, second] = await Promise.all([commit(once), commit(once)])
    expect(second).toEqual(first)
    expect(await commit(once)).toEqual(first)
    expect(ids()).toEqual([['a']])
  })

  test('what arrives during a transaction joins the next one', async () => {
    const first = commit(unit('1', insert('a')))
    const second = first.then(() => commit(unit('2', insert('b'))))
    const third = first.then(() => commit(unit('3', insert('c'))))
    await Promise.all([first, second, third])
    expect(events.filter((event) => event === 'COMMIT')).toHaveLength(2)
  })

  test('draining commits what is queued and answers later units `failed`', async () => {
    const queued = commit(unit('1', insert('a')))
    await writer.drain()
    expect((await queued).kind).toBe('ok')
    expect(await commit(unit('2', insert('b')))).toEqual({
      kind: 'failed',
      text: 'The store is closed.',
    })
  })
})
