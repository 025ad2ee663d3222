import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'bun:test'
import { openConnection, type Connection } from '../connection.ts'
import { withTempDir } from '../test-support.ts'
import fresh from './fresh-v0.36.6.json'
import { DataDirError, openDataDir } from './open.ts'

const withDatabase = <T>(path: string, body: (connection: Connection) => T): T => {
  const connection = openConnection(path, { mode: 'create' })
  try {
    return body(connection)
  } finally {
    connection.close()
  }
}

const master = (path: string) =>
  withDatabase(path, (connection) =>
    connection
      .all(
        `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid`,
      )
      .map(([type, name, tableName, sql]) => ({
        type,
        name,
        tableName,
        sql: String(sql).replace(/\s+/g, ' '),
      })),
  )

const json = (text: unknown): unknown => JSON.parse(String(text))
const withoutSecrets = (text: unknown): unknown =>
  JSON.parse(String(text), (key, value: unknown) =>
    key === 'secret' ? `<${String(String(value).length)} characters>` : value,
  )

const collections = (path: string) =>
  withDatabase(path, (connection) =>
    connection
      .all(
        `SELECT id, system, type, name, fields, indexes, listRule, viewRule, createRule, updateRule, deleteRule, options
         FROM _collections ORDER BY rowid`,
      )
      .map(([id, system, type, name, fields, indexes, ...others]) => {
        const [listRule, viewRule, createRule, updateRule, deleteRule, options] = others
        return {
          ...{ id, system, type, name, fields: json(fields), indexes: json(indexes) },
          ...{ listRule, viewRule, createRule, updateRule, deleteRule },
          options: withoutSecrets(options),
        }
      }),
  )

/** Names and contents of all files. */
const contents = (dir: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => [
        name,
        statSync(join(dir, name)).isDirectory()
          ? 'directory'
          : readFileSync(join(dir, name)).toString('base64'),
      ]),
  )

/** The refusal's message; checks that the directory was left as it was. */
const refusal = (dir: string): string => {
  const before = contents(dir)
  try {
    openDataDir(dir)
  } catch (error) {
    expect(contents(dir)).toEqual(before)
    if (error instanceof DataDirError) return error.message
    throw error
  }
  return 'not refused'
}

describe('a fresh data directory', () => {
  test('holds what PocketBase v0.36.6 writes: tables, indexes, collections, migrations, settings', () =>
    withTempDir((parent) => {
      const dir = join(parent, 'deep', 'pb_data')
      openDataDir(dir)
      const path = join(dir, 'data.db')
      const expected = fresh['data.db']
      expect(master(path)).toEqual(expected.master)
      expect(collections(path)).toEqual(expected.collections)
      withDatabase(path, (connection) => {
        expect(connection.all('SELECT file FROM _migrations ORDER BY applied').flat()).toEqual(
          expected.migrations,
        )
        const params = connection.all('SELECT id, typeof(value), CAST(value AS TEXT) FROM _params')
        expect(params.map(([id, storage, value]) => ({ id, storage, value: json(value) }))).toEqual(
          expected.params,
        )
        expect(connection.all('PRAGMA journal_mode')).toEqual([['wal']])
      })
      expect(master(join(dir, 'auxiliary.db'))).toEqual(fresh['auxiliary.db'].master)
    }))

  test('has its own secrets, and times in the format of the contract', () =>
    withTempDir((dir) => {
      openDataDir(dir, { now: () => new Date('2026-01-02T03:04:05.006Z') })
      withDatabase(join(dir, 'data.db'), (connection) => {
        const secrets = connection.all(
          `SELECT value FROM _collections, json_tree(options) WHERE key = 'secret'`,
        )
        expect(new Set(secrets.flat()).size).toBe(10)
        for (const [secret] of secrets) expect(secret).toMatch(/^[A-Za-z0-9]{50}$/)
        expect(connection.all('SELECT DISTINCT created, updated FROM _collections')).toEqual([
          ['2026-01-02 03:04:05.006Z', '2026-01-02 03:04:05.006Z'],
        ])
        expect(connection.all('SELECT min(applied) FROM _migrations')).toEqual([[1767323045006000]])
      })
    }))
})

test('processes that create the same directory at once all find it complete', () =>
  withTempDir(async (parent) => {
    const dir = join(parent, 'pb_data')
    const script = `
      import { openDataDir } from ${JSON.stringify(join(import.meta.dir, 'open.ts'))}
      openDataDir(${JSON.stringify(dir)})`
    const creators = Array.from({ length: 4 }, () => Bun.spawn([process.execPath, '-e', script]))
    expect(await Promise.all(creators.map(({ exited }) => exited))).toEqual([0, 0, 0, 0])
    expect(collections(join(dir, 'data.db'))).toEqual(fresh['data.db'].collections)
  }))

describe('an existing data directory', () => {
  test('is left as it is', () =>
    withTempDir((dir) => {
      openDataDir(dir)
      const before = contents(dir)
      openDataDir(dir)
      expect(contents(dir)).toEqual(before)
    }))

  test('gets what is missing: auxiliary.db, the settings row', () =>
    withTempDir((dir) => {
      openDataDir(dir)
      const path = join(dir, 'data.db')
      withDatabase(path, (connection) => {
        connection.run('DELETE FROM _params')
      })
      writeFileSync(join(dir, 'auxiliary.db'), '')
      openDataDir(dir)
      expect(withDatabase(path, (connection) => connection.all('SELECT id FROM _params'))).toEqual([
        ['settings'],
      ])
      expect(master(join(dir, 'auxiliary.db'))).toHaveLength(4)
    }))

  test('loses the scratch directory of an interrupted restore', () =>
    withTempDir((dir) => {
      openDataDir(dir)
      mkdirSync(join(dir, '.pb_temp_to_delete', 'x'), { recursive: true })
      openDataDir(dir)
      expect(readdirSync(dir)).not.toContain('.pb_temp_to_delete')
    }))
})

describe('what cannot be a data directory is refused and left alone', () => {
  test('a file', () =>
    withTempDir((dir) => {
      writeFileSync(join(dir, 'pb_data'), 'text')
      expect(() => {
        openDataDir(join(dir, 'pb_data'))
      }).toThrow(/pb_data: cannot be used as a data directory .* choose another .* --dir/)
    }))

  test.each(['data.db', 'auxiliary.db'])('a %s that is no SQLite file', (name) =>
    withTempDir((dir) => {
      writeFileSync(join(dir, name), 'text that is long enough to be taken for a header of SQLite')
      expect(refusal(dir)).toMatch(`${name}: is not a readable SQLite database`)
    }),
  )

  test('a damaged data.db', () =>
    withTempDir((dir) => {
      openDataDir(dir)
      const path = join(dir, 'data.db')
      // The first page survives, so that only reading the tables tells.
      writeFileSync(path, readFileSync(path).subarray(0, 4096))
      expect(refusal(dir)).toMatch('data.db: is not a readable SQLite database')
    }))

  test.each([
    ['data.db', 'data.db: has no table _migrations'],
    ['auxiliary.db', 'auxiliary.db: has no table _logs'],
  ])('a %s of another program', (name, message) =>
    withTempDir((dir) => {
      withDatabase(join(dir, name), (connection) => {
        connection.run('CREATE TABLE songs (title)')
      })
      expect(refusal(dir)).toMatch(message)
    }),
  )

  test('a directory of an older PocketBase', () =>
    withTempDir((dir) => {
      openDataDir(dir)
      withDatabase(join(dir, 'data.db'), (connection) => {
        connection.run(`DELETE FROM _migrations WHERE file LIKE '1763020353%'`)
      })
      expect(refusal(dir)).toMatch('start PocketBase v0.36.6 on it once')
    }))

  test('a collection whose configuration is not JSON', () =>
    withTempDir((dir) => {
      openDataDir(dir)
      withDatabase(join(dir, 'data.db'), (connection) => {
        connection.run(`UPDATE _collections SET fields = '[{' WHERE name = 'users'`)
      })
      expect(refusal(dir)).toMatch('the collection "users" has invalid JSON')
    }))
})
