import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { openConnection, type Connection } from './connection.ts'
import { createPrivateDir, type PrivateDir } from './private-dir.ts'
import { createReach, maxPointMs, maxPointRows, type Reach } from './reach.ts'

let dir: PrivateDir
let connection: Connection
let reach: Reach

beforeAll(() => {
  dir = createPrivateDir()
  connection = openConnection(join(dir.path, 'data.db'), { mode: 'create' })
  connection.run(`CREATE TABLE posts (
    id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL, slug TEXT NOT NULL,
    lang TEXT NOT NULL, tags JSON NOT NULL, extra TEXT)`)
  connection.run('CREATE TABLE users (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL)')
  connection.run('CREATE UNIQUE INDEX posts_slug_lang ON posts (slug, lang)')
  connection.run('CREATE UNIQUE INDEX posts_extra ON posts (extra)')
  connection.run('CREATE INDEX posts_author ON posts (author)')
  connection.run(`CREATE VIEW recent AS SELECT * FROM posts WHERE title != ''`)
  reach = createReach(connection)
})

afterAll(() => {
  connection.close()
  dir.remove()
})

describe('reach', () => {
  test.each([
    'SELECT * FROM posts WHERE id = ?',
    'SELECT base.* FROM `posts` AS base WHERE (base.title = ?) AND base.id = ?',
    'SELECT * FROM posts WHERE rowid = ?',
    'SELECT * FROM posts WHERE id IN (?, ?, ?) ORDER BY title',
    'SELECT * FROM posts WHERE id = ? OR (slug = ? AND lang = ?)',
    'SELECT * FROM posts WHERE id IN (SELECT value FROM json_each(?))',
    'SELECT count(*) FROM posts WHERE id = ?',
    'SELECT p.id, u.name FROM posts p LEFT JOIN users u ON u.id = p.author WHERE p.id = ?',
    'SELECT p.id, u.name FROM posts p JOIN users u ON u.id = p.author WHERE p.id = ?',
    'SELECT 1 FROM posts WHERE id = ? AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)',
    'SELECT 1 FROM (SELECT ? AS id, ? AS title) AS base WHERE base.title != ?',
    `SELECT 1`,
    'SELECT * FROM recent WHERE id = ?',
    'SELECT count(*) FROM posts',
    'SELECT count(*) FROM `posts` AS base WHERE 1',
  ])('point: %s', (sql) => {
    expect(reach.of(sql)).toBe('point')
  })

  test.each([
    'SELECT * FROM posts',
    'SELECT * FROM posts WHERE title = ?',
    'SELECT * FROM posts WHERE id > ?',
    // Many rows may share what is not unique, and any number of NULLs what is.
    'SELECT * FROM posts WHERE author = ?',
    'SELECT * FROM posts WHERE slug = ?',
    'SELECT * FROM posts WHERE extra IS ?',
    `SELECT * FROM posts WHERE title LIKE '%' || ? || '%'`,
    'SELECT count(*) FROM posts WHERE title = ?',
    'SELECT count(*) FROM recent',
    'SELECT count(*) FROM posts, users',
    'SELECT count(title) FROM posts',
    'SELECT u.id FROM users u JOIN posts p ON p.author = u.id WHERE u.id = ?',
    'SELECT a.id FROM posts a JOIN posts b ON b.title = a.title WHERE a.id = ?',
    'SELECT 1 FROM users WHERE id = ? AND EXISTS (SELECT 1 FROM posts WHERE title = ?)',
    'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c',
  ])('scan: %s', (sql) => {
    expect(reach.of(sql, 1)).toBe('scan')
  })

  test.each([
    'SELECT * FROM posts LIMIT ?',
    'SELECT base.`id`, base.`title` FROM `posts` AS base WHERE 1 ORDER BY base.rowid DESC LIMIT ? OFFSET ?',
    'SELECT * FROM posts ORDER BY id LIMIT ?',
    'SELECT * FROM posts ORDER BY author LIMIT ?',
    'SELECT p.id, u.name FROM posts p LEFT JOIN users u ON u.id = p.author LIMIT ?',
    `SELECT 'WHERE count(x)' FROM posts LIMIT ?`,
  ])('point while the limit is low: %s', (sql) => {
    expect(reach.of(sql, maxPointRows)).toBe('point')
    expect(reach.of(sql, maxPointRows + 1)).toBe('scan')
    expect(reach.of(sql)).toBe('scan')
  })

  test.each([
    // A row that is visited and not returned does not count against the LIMIT.
    'SELECT * FROM posts WHERE title = ? LIMIT ?',
    'SELECT * FROM posts WHERE 1 = ? LIMIT ?',
    'SELECT p.id FROM posts p JOIN users u ON u.id = p.author LIMIT ?',
    'SELECT p.id FROM posts p LEFT JOIN posts q ON q.author = p.author LIMIT ?',
    'SELECT DISTINCT title FROM posts LIMIT ?',
    'SELECT author FROM posts GROUP BY author HAVING count(*) > 1 LIMIT ?',
    'SELECT max(title) FROM posts LIMIT ?',
    'SELECT count(*) FROM posts WHERE title = ? LIMIT ?',
    'SELECT * FROM recent LIMIT ?',
    // Sorting needs every row.
    'SELECT * FROM posts ORDER BY title LIMIT ?',
    'SELECT id FROM posts UNION SELECT id FROM users LIMIT ?',
  ])('scan however low the limit: %s', (sql) => {
    expect(reach.of(sql, 1)).toBe('scan')
  })

  test('text that SQLite refuses fails at once', () => {
    expect(reach.of('SELECT missing FROM posts')).toBe('point')
  })

  test('asks again after the schema changed', () => {
    const sql = 'SELECT * FROM users WHERE name = ?'
    expect(reach.of(sql)).toBe('scan')
    connection.run('CREATE UNIQUE INDEX users_name ON users (name)')
    expect(reach.of(sql)).toBe('scan')
    reach.forget()
    expect(reach.of(sql)).toBe('point')
  })

  describe('a text that was slow', () => {
    const sql = 'SELECT * FROM posts WHERE id = ?'
    const judged = (took: readonly number[]) => {
      let now = 0
      const learning = createReach(connection, { now: () => now })
      for (const ms of took) learning.took(sql, ms)
      return { learning, pass: (ms: number) => (now += ms) }
    }

    test('is a scan for a minute, and only that text', () => {
      const { learning, pass } = judged([maxPointMs + 1])
      expect(learning.of(sql)).toBe('scan')
      expect(learning.of(`${sql} LIMIT 1`)).toBe('point')
      pass(59_999)
      expect(learning.of(sql)).toBe('scan')
      pass(1)
      expect(learning.of(sql)).toBe('point')
    })

    test('stays what it is as long as it is quick', () => {
      expect(judged([0.1, maxPointMs]).learning.of(sql)).toBe('point')
    })

    test('is a scan again after the schema changed', () => {
      const { learning } = judged([maxPointMs + 1])
      learning.forget()
      expect(learning.of(sql)).toBe('scan')
    })
  })

  test.each([
    // The elements of one value, once for each element of another.
    'SELECT 1 FROM posts, json_each(tags) a, json_each(tags) b WHERE posts.id = ?',
    'SELECT 1 FROM posts WHERE id = ? AND EXISTS (SELECT 1 FROM json_each(tags) a LEFT JOIN json_each(a.value) b WHERE b.value = ?)',
    'SELECT 1 FROM posts, json_each(tags) a WHERE posts.id = ? AND EXISTS (SELECT 1 FROM json_each(tags) b WHERE b.value = a.value)',
  ])('scan, for the elements multiply: %s', (sql) => {
    expect(reach.of(sql, 1)).toBe('scan')
  })

  test('several values one after the other are bounded', () => {
    const one = 'EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)'
    const sql = `SELECT 1 FROM posts WHERE id = ? AND (${one} OR ${one} AND NOT ${one})`
    expect(reach.of(sql)).toBe('point')
  })
})
