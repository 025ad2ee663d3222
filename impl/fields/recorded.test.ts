import { Database } from 'bun:sqlite'
import { describe, expect, test } from 'bun:test'
import type { SqlValue } from '../store/store.ts'
import type { FieldConfig, FieldType, OptionsContext } from './field-type.ts'
import recordedJson from './recorded-v0.36.6.json'
import { findFieldType } from './registry.ts'
import { configOf } from './test-support.ts'

interface Answer {
  readonly issue?: unknown
  readonly shown?: string
  readonly read?: string
}

interface Recorded {
  readonly options: readonly (readonly [type: string, sent: object, issues: unknown])[]
  readonly values: readonly {
    readonly field: FieldConfig
    readonly rows: readonly (readonly [sent: unknown, answer: Answer])[]
  }[]
}

// The file is written row by row in this form; the inferred union of all its shapes says less.
// The compiler reads the type of every single record from the file; they have one.
const recorded = recordedJson as unknown as Recorded

const requireType = (name: string): FieldType => {
  const type = findFieldType(name)
  if (type === undefined) throw new Error(`no field type "${name}"`)
  return type
}

const nowhere: OptionsContext = {
  collection: { id: 'c', name: 'c', type: 'base', fields: [] },
  before: undefined,
  findCollection: () => undefined,
}

/** The words of a pattern engine and a random sample are nobody's promise (schema.text.pattern-invalid). */
const withoutFreeText = (issues: unknown): unknown =>
  JSON.parse(
    JSON.stringify(issues ?? null, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('code' in value)) return value
      if (value.code === 'validation_invalid_regex') return { code: value.code }
      if (value.code !== 'validation_invalid_autogenerate_pattern_value') return value
      return {
        ...value,
        message: String((value as { message?: unknown }).message).replace(/"\w*"/, '""'),
      }
    }),
  )

describe('options are judged as PocketBase v0.36.6 does', () => {
  test.each(recorded.options.map((row) => [`${row[0]} ${JSON.stringify(row[1])}`, row] as const))(
    '%s',
    (_, [name, sent, issues]) => {
      const type = requireType(name)
      const found = type.checkOptions(configOf(type, sent), nowhere)
      expect(withoutFreeText(found)).toEqual(withoutFreeText(issues))
    },
  )
})

/** What SQLite gives back for a value: its column has an affinity. */
const throughColumn = (database: Database, definition: string, value: SqlValue): SqlValue => {
  database.run(`CREATE TABLE t (f ${definition})`)
  database.query('INSERT INTO t VALUES (?)').run(value)
  const [row] = database.query('SELECT f FROM t').values()
  database.run('DROP TABLE t')
  return (row?.[0] ?? null) as SqlValue // what a column can hold
}

const answerTo = (database: Database, config: FieldConfig, sent: unknown): Answer => {
  const type = requireType(config.type)
  const value = type.cast(sent, config)
  const issue = type.check(value, config)
  if (issue !== undefined) return { issue }
  if (type.secret === true) return { shown: '""' } // a record shows no secret, whatever its type writes
  const shown = type.toJson(value)
  const stored = throughColumn(database, type.column(config), type.toSql(value))
  const read = type.toJson(type.fromSql(stored, config))
  return read === shown ? { shown } : { shown, read }
}

describe('values are cast, judged, stored and shown as PocketBase v0.36.6 does', () => {
  test.each(
    recorded.values.map(({ field, rows }) => {
      const { id: _, name: __, type, ...options } = field
      const set = Object.entries(options).filter(([, value]) => Boolean(value))
      return [`${type} ${JSON.stringify(Object.fromEntries(set))}`, field, rows] as const
    }),
  )('%s', (_, field, rows) => {
    using database = new Database(':memory:')
    const seen = rows.map(([sent]) => [sent, answerTo(database, field, sent)])
    expect(seen).toEqual(rows.map((row) => [...row]))
  })
})
