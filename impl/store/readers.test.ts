import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { openConnection } from './connection.ts'
import { createPrivateDir, type PrivateDir } from './private-dir.ts'
import { createReaders, type Readers } from './readers.ts'
import { QueryTimeout, SqlFailure, type SqlValue } from './store.ts'
import { comesTrue, endless, failureOf, isAlive, startParent } from './test-support.ts'

let dir: PrivateDir
let path: string
let readers: Readers | undefined

const start = (options: { readonly size?: number; readonly queryTimeoutMs?: number } = {}) => {
  readers = createReaders({ path, size: 2, queryTimeoutMs: 20_000, ...options })
  return readers
}

const select = (value: SqlValue) => ({ sql: 'SELECT ?', args: [value] })

beforeEach(() => {
  dir = createPrivateDir()
  path = join(dir.path, 'data.db')
  openConnection(path, { mode: 'create' }).close()
})

afterEach(async () => {
  await readers?.close()
  readers = undefined
  dir.remove()
})

describe('readers', () => {
  test('start no process before the first query, then keep a spare one up to their size', async () => {
    const pool = start()
    expect(pool.pids()).toEqual([])
    await pool.read(select(1))
    expect(pool.pids()).toHaveLength(2)
    await Promise.all(Array.from({ length: 10 }, (_, n) => pool.read(select(n))))
    expect(pool.pids()).toHaveLength(2)
  })

  test('hand every kind of value over unchanged', async () => {
    const values = [
      null,
      0,
      -1.5,
      Number.MAX_SAFE_INTEGER,
      '',
      'žluť\u0000\u{1f600}',
      Infinity,
      -Infinity,

      new Uint8Array([0, 255]),
    ]
    const sql = `SELECT ${values.map(() => '?').join(', ')}`
    expect(await start().read({ sql, args: values })).toEqual([values])
  })

  test('answer what queues behind busy processes, in order', async () => {
    const pool = start({ size: 1 })
    const order: SqlValue[] = []
    const asked = Array.from({ length: 50 }, (_, n) => n)
    await Promise.all(
      asked.map(async (n) => {
        const [row] = await pool.read(select(n))
        order.push(row?.[0] ?? null)
      }),
    )
    expect(order).toEqual(asked)
  })

  test('an SQL error is the query’s alone; its process serves on', async () => {
    const pool = start({ size: 1 })
    await pool.read(select(1))
    const before = pool.pids()
    const failure = await failureOf(pool.read({ sql: 'SELECT missing', args: [] }))
    expect(failure).toBeInstanceOf(SqlFailure)
    expect(failure).toHaveProperty('message', 'no such column: missing')
    expect(await pool.read(select(2))).toEqual([[2]])
    expect(pool.pids()).toEqual(before)
  })

  test('cannot write', async () => {
    const failure = await failureOf(start().read({ sql: 'CREATE TABLE t(x)', args: [] }))
    expect(failure).toHaveProperty('message', 'attempt to write a readonly database')
  })

  test('a query over its limit ends with its process while others go on', async () => {
    const pool = start({ queryTimeoutMs: 400 })
    await pool.read(select('warm'))
    const before = pool.pids()
    const runaway = failureOf(pool.read({ sql: endless, args: [] }))
    const others = await Promise.all(Array.from({ length: 20 }, (_, n) => pool.read(select(n))))
    expect(others.flat(2)).toEqual(Array.from({ length: 20 }, (_, n) => n))
    expect(await runaway).toBeInstanceOf(QueryTimeout)
    // Sooner than the reader's own alarm clock would end it.
    const gone = await comesTrue(() => before.filter(isAlive).length === 1, 1000)
    expect(gone).toBe(true)
    expect(await pool.read(select('after'))).toEqual([['after']])
  })

  test('waiting behind others counts against the limit', async () => {
    const pool = start({ size: 1, queryTimeoutMs: 300 })
    const failures = await Promise.all([
      failureOf(pool.read({ sql: endless, args: [] })),
      failureOf(pool.read({ sql: endless, args: [] })),
    ])
    expect(failures.map((failure) => failure instanceof QueryTimeout)).toEqual([true, true])
    expect(await pool.read(select('after'))).toEqual([['after']])
  })

  test('a query whose process dies is run again once', async () => {
    const pool = start({ size: 1 })
    await pool.read(select('warm'))
    const [first = 0] = pool.pids()
    const slow = pool.read({
      sql: 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT ?) SELECT count(*) FROM c',
      args: [1_000_000],
    })
    process.kill(first, 'SIGKILL')
    expect(await slow).toEqual([[1_000_000]])
    expect(pool.pids()).not.toContain(first)
  })

  test('a query whose process dies twice is refused', async () => {
    const pool = start({ size: 1 })
    await pool.read(select('warm'))
    const [first = 0] = pool.pids()
    const failure = failureOf(pool.read({ sql: endless, args: [] }))
    process.kill(first, 'SIGKILL')
    expect(await comesTrue(() => pool.pids().some((pid) => pid !== first))).toBe(true)
    for (const pid of pool.pids()) if (pid !== first) process.kill(pid, 'SIGKILL')
    expect(await failure).toBeInstanceOf(SqlFailure)
    expect(await pool.read(select('after'))).toEqual([['after']])
  })

  test('an idle process that dies is replaced when it is needed', async () => {
    const pool = start({ size: 1 })
    await pool.read(select(1))
    const [first = 0] = pool.pids()
    process.kill(first, 'SIGKILL')
    expect(await comesTrue(() => pool.pids().length === 0)).toBe(true)
    expect(await pool.read(select(2))).toEqual([[2]])
  })

  test('closing refuses what runs and what waits, and leaves no process', async () => {
    const pool = start({ size: 1 })
    const failures = Promise.all([
      failureOf(pool.read({ sql: endless, args: [] })),
      failureOf(pool.read(select(1))),
    ])
    const pids = pool.pids()
    await pool.close()
    expect((await failures).every((failure) => failure instanceof SqlFailure)).toBe(true)
    expect(pids.filter(isAlive)).toEqual([])
    expect(await failureOf(pool.read(select(1)))).toBeInstanceOf(SqlFailure)
  })

  test('processes end after their parent was killed, also inside a query', async () => {
    const module = join(import.meta.dir, 'readers.ts')
    const script = `
      import { createReaders } from ${JSON.stringify(module)}
      const readers = createReaders({ path: ${JSON.stringify(path)}, size: 2, queryTimeoutMs: 1000 })
      await Promise.all([readers.read({ sql: 'SELECT 1', args: [] }), readers.read({ sql: 'SELECT 1', args: [] })])
      void readers.read({ sql: ${JSON.stringify(endless)}, args: [] })
      console.log(JSON.stringify(readers.pids()))`
    const { parent, children } = await startParent(script)
    expect(children.filter(isAlive)).toHaveLength(2)
    parent.kill('SIGKILL')
    expect(await comesTrue(() => !children.some(isAlive))).toBe(true)
  })
})
