import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'bun:test'
import { openConnection } from './connection.ts'
import { openStore, type StoreOptions } from './embedded.ts'
import {
  QueryTimeout,
  SqlFailure,
  type Change,
  type Step,
  type Store,
  type Topic,
} from './store.ts'
import { endless, failureOf, isElsewhere, withTempDir } from './test-support.ts'

const withStore = async (
  body: (store: Store) => Promise<void>,
  options: Partial<StoreOptions> = {},
): Promise<void> => {
  const store = openStore({ dir: ':memory:', ...options })
  try {
    await body(store)
  } finally {
    await store.close()
  }
}

const write = (sql: string): Step => ({ kind: 'write', sql, args: [] })
const createPosts = write('CREATE TABLE posts (id TEXT PRIMARY KEY NOT NULL)')
const selectIds = { sql: 'SELECT id FROM posts', args: [] }

let keys = 0
const commit = (store: Store, steps: readonly Step[], touches?: readonly Topic[]) =>
  store.commit({ key: String(++keys), steps, ...(touches && { touches }) })

describe('embedded store', () => {
  test('what was committed is read at once, in this process and in a reader process', () =>
    withStore(async (store) => {
      expect(await commit(store, [createPosts, write(`INSERT INTO posts VALUES ('a')`)])).toEqual({
        kind: 'ok',
        revision: 1,
        taken: {},
      })
      expect(store.readNow(selectIds)).toEqual([['a']])
      expect(await store.read({ ...selectIds, reach: 'point' })).toEqual([['a']])
      expect(await store.read({ ...selectIds, reach: 'scan' })).toEqual([['a']])
      await commit(store, [write(`INSERT INTO posts VALUES ('b')`)])
      expect(await store.read({ ...selectIds, reach: 'scan' })).toEqual([['a'], ['b']])
    }))

  test('a refused statement rejects with SQLite’s words', () =>
    withStore(async (store) => {
      for (const reach of ['point', 'scan'] as const) {
        const failure = await failureOf(store.read({ sql: 'SELECT x', args: [], reach }))
        expect(failure).toBeInstanceOf(SqlFailure)
        expect(failure).toHaveProperty('message', 'no such column: x')
      }
    }))

  test('point reads and commits go on while a scan runs into its limit', () =>
    withStore(
      async (store) => {
        const runaway = failureOf(store.read({ sql: endless, args: [], reach: 'scan' }))
        await commit(store, [createPosts])
        expect(await store.read({ ...selectIds, reach: 'point' })).toEqual([])
        expect(await store.read({ ...selectIds, reach: 'scan' })).toEqual([])
        expect(await runaway).toBeInstanceOf(QueryTimeout)
      },
      { queryTimeoutMs: 300 },
    ))

  test('what took long in this process runs in a reader from then on', () =>
    withStore(async (store) => {
      const sql = 'SELECT count(*) FROM json_each(?)'
      expect(await isElsewhere(store.read({ sql, args: ['[]'] }))).toBe(false)
      const list = JSON.stringify(Array.from({ length: 8_000_000 }, () => 1))
      expect(await store.read({ sql, args: [list] })).toEqual([[8_000_000]])
      expect(await isElsewhere(store.read({ sql, args: ['[]'] }))).toBe(true)
    }))

  test('a prepared SELECT follows a change of its table', () =>
    withStore(async (store) => {
      await commit(store, [createPosts, write(`INSERT INTO posts VALUES ('a')`)])
      const all = { sql: 'SELECT * FROM posts', args: [] }
      expect(store.readNow(all)).toEqual([['a']])
      await commit(store, [write(`ALTER TABLE posts ADD COLUMN title TEXT DEFAULT 'new'`)])
      expect(store.readNow(all)).toEqual([['a', 'new']])
      await commit(store, [write('DROP TABLE posts')])
      expect(() => store.readNow(all)).toThrow('no such table: posts')
    }))

  test('asking for the reach of a SELECT does not hold reads back at what was there then', () =>
    withStore(async (store) => {
      await commit(store, [createPosts])
      const sql = 'SELECT id FROM posts LIMIT ?'
      expect(await isElsewhere(store.read({ sql, args: [10], visits: 10 }))).toBe(false)
      await commit(store, [write(`INSERT INTO posts VALUES ('a')`)])
      expect(store.readNow(selectIds)).toEqual([['a']])
    }))

  describe('changes', () => {
    test('announce a commit that touches a topic before its caller hears of it, and no other', () =>
      withStore(async (store) => {
        const heard: unknown[] = []
        const leave = store.changes((change) => {
          heard.push(change, store.readNow(selectIds))
        })
        await commit(store, [createPosts])
        await commit(
          store,
          [write(`INSERT INTO posts VALUES ('a')`)],
          ['collections', 'settings'],
        ).then(() => heard.push('caller'))
        expect(heard).toEqual([
          { revision: 2, origin: 'own', touches: ['collections', 'settings'] },
          [['a']],
          'caller',
        ])
        leave()
        await commit(store, [write(`INSERT INTO posts VALUES ('b')`)], ['settings'])
        expect(heard).toHaveLength(3)
      }))

    test('a refused unit announces nothing', () =>
      withStore(async (store) => {
        const heard: Change[] = []
        store.changes((change) => heard.push(change))
        await commit(store, [write('DELETE FROM gone')], ['collections'])
        expect(heard).toEqual([])
      }))

    test('a callback that throws neither stops the others nor the caller', async () => {
      const defects: unknown[] = []
      await withStore(
        async (store) => {
          const heard: Change[] = []
          const broken = new Error('broken')
          store.changes(() => {
            throw broken
          })
          store.changes((change) => heard.push(change))
          expect((await commit(store, [createPosts], ['settings'])).kind).toBe('ok')
          expect(heard).toHaveLength(1)
          expect(defects).toEqual([broken])
        },
        { onDefect: (cause) => defects.push(cause) },
      )
    })

    test('noticing tells a foreign write once, and never our own', () =>
      withTempDir(async (dir) => {
        await withStore(
          async (store) => {
            const heard: Change[] = []
            store.changes((change) => heard.push(change))
            await commit(store, [createPosts])
            store.notice()
            expect(heard).toEqual([])
            const other = openConnection(join(dir, 'data.db'), { mode: 'write' })
            other.run(`INSERT INTO posts VALUES ('foreign')`)
            other.close()
            store.notice()
            store.notice()
            expect(heard).toEqual([
              { revision: 2, origin: 'foreign', touches: ['collections', 'settings'] },
            ])
            expect(store.readNow(selectIds)).toEqual([['foreign']])
          },
          { dir },
        )
      }))
  })

  test('a lock held by another process delays commits and nothing else', () =>
    withTempDir(async (dir) => {
      await withStore(
        async (store) => {
          const holder = holdWriteLock(join(dir, 'data.db'))
          await holder.locked
          let settled = false
          const waiting = commit(store, [createPosts]).then((outcome) => {
            settled = true
            return outcome
          })
          // Whole turns of the event loop: the attempts to get the lock happen in between.
          for (let turn = 0; turn < 20; turn++) {
            await Bun.sleep(1)
            expect(await store.read({ sql: 'SELECT 1', args: [], reach: 'point' })).toEqual([[1]])
          }
          expect(settled).toBe(false)
          await holder.release()
          expect((await waiting).kind).toBe('ok')
        },
        { dir },
      )
    }))

  test('`:memory:` stores do not share anything and leave nothing behind', async () => {
    const parents = ['/dev/shm', tmpdir()].filter((path) => existsSync(path))
    const ours = () =>
      parents
        .flatMap((path) => readdirSync(path))
        .filter((name) => name.startsWith(`plumbline-${String(process.pid)}-`))
    const before = ours()
    await withStore((first) =>
      withStore(async (second) => {
        await commit(first, [createPosts])
        expect((await commit(second, [createPosts])).kind).toBe('ok')
        expect(ours()).toHaveLength(before.length + 2)
      }),
    )
    expect(ours()).toEqual(before)
  })

  test('closing answers what is queued; afterwards everything is refused', async () => {
    const store = openStore({ dir: ':memory:' })
    const queued = commit(store, [createPosts])
    await Promise.all([store.close(), store.close()])
    expect((await queued).kind).toBe('ok')
    expect((await commit(store, [createPosts])).kind).toBe('failed')
    expect(() => store.readNow(selectIds)).toThrow(SqlFailure)
    expect(await failureOf(store.read({ ...selectIds, reach: 'scan' }))).toBeInstanceOf(SqlFailure)
  })
})

/** Another process that holds the write lock until it is told to let go. */
const holdWriteLock = (path: string) => {
  const script = `
    import { Database } from 'bun:sqlite'
    const db = new Database(${JSON.stringify(path)})
    db.run('BEGIN IMMEDIATE')
    console.log('locked')
    for await (const _ of console) break
    db.run('COMMIT')`
  const holder = Bun.spawn([process.execPath, '-e', script], { stdin: 'pipe', stdout: 'pipe' })
  return {
    locked: holder.stdout.getReader().read(),
    async release() {
      await holder.stdin.write('\n')
      await holder.stdin.end()
      await holder.exited
    },
  }
}
