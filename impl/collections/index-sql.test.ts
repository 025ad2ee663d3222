import { quoteName } from '../values/sql-name.ts'
import { describe, expect, test } from 'bun:test'
import { buildIndex, hasUniqueIndexOn, parseIndex } from './index-sql.ts'

const rebuilt = (sql: string): string | undefined => {
  const index = parseIndex(sql)
  return index === undefined ? undefined : buildIndex({ ...index, table: 'demo' })
}

describe('index expressions', () => {
  test.each([
    ['create index ix on x (title)', 'CREATE INDEX `ix` ON `demo` (`title`)'],
    ['CREATE UNIQUE INDEX `ix` ON `x`(`title`)', 'CREATE UNIQUE INDEX `ix` ON `demo` (`title`)'],
    [
      'create unique index if not exists "main".[ix] on "x" (\'title\' collate nocase desc)',
      'CREATE UNIQUE INDEX IF NOT EXISTS `main`.`ix` ON `demo` (`title` COLLATE nocase DESC)',
    ],
    [
      'create index ix on x (a, lower(b) COLLATE NOCASE asc, a || b)',
      'CREATE INDEX `ix` ON `demo` (\n  `a`,\n  lower(b) COLLATE NOCASE ASC,\n  a || b\n)',
    ],
    [
      "create index ix on x (coalesce(a, ','), b)",
      "CREATE INDEX `ix` ON `demo` (\n  coalesce(a, ','),\n  `b`\n)",
    ],
    [
      "create index ix on x (title) where title != ''",
      "CREATE INDEX `ix` ON `demo` (`title`) WHERE title != ''",
    ],
    ['please create\n index\tix on x (title) ;', 'CREATE INDEX `ix` ON `demo` (`title`)'],
    ['create index ix on (title)', 'CREATE INDEX `ix` ON `demo` (`title`)'],
    ['create index ix on x (,title, )', 'CREATE INDEX `ix` ON `demo` (`title`)'],
    ['create index ix on x (title) trailing words', 'CREATE INDEX `ix` ON `demo` (`title`)'],
  ])('%j is rebuilt for its own table', (sql, expected) => {
    expect(rebuilt(sql)).toBe(expected)
  })

  test.each([
    '',
    'also bad',
    'create index invalid',
    'create index on x (title)',
    'create unique ix on x (title)',
    'create index ix on x ()',
    'create index ix on x ( , )',
    // The list ends at the last closing parenthesis of the text.
    "create index ix on x (title) where (title != '')",
    "create index ix on x (title) where lower(title) = 'x'",
  ])('%j is not an index', (sql) => {
    expect(parseIndex(sql)).toBeUndefined()
  })

  test('a name cannot leave its quotes', () => {
    expect(quoteName('a`; DROP TABLE x; --')).toBe('`a``; DROP TABLE x; --`')
  })

  test('long hostile texts are read in linear time', () => {
    const started = performance.now()
    parseIndex(`create index ${'a '.repeat(20_000)}`)
    parseIndex(`create index ix on x (${'('.repeat(20_000)}`)
    parseIndex(`create index ix on x (${' '.repeat(20_000)}x${' '.repeat(20_000)}y)`)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('uniqueness of one column needs a unique index on it alone; partial ones count', () => {
    const unique = "create unique index ix on x (EMAIL) where email != ''"
    expect(hasUniqueIndexOn([unique], 'email')).toBe(true)
    expect(hasUniqueIndexOn(['create index ix on x (email)'], 'email')).toBe(false)
    expect(hasUniqueIndexOn(['create unique index ix on x (email, a)'], 'email')).toBe(false)
    expect(hasUniqueIndexOn(['nonsense'], 'email')).toBe(false)
  })
})
