import { Database } from 'bun:sqlite'
import type {
  Collection,
  Collections,
  CollectionType,
  Field,
  RuleName,
} from '../../collections/model.ts'
import type { FieldConfig } from '../../fields/field-type.ts'
import { findFieldType } from '../../fields/registry.ts'
import type { SqlValue } from '../../store/store.ts'
import { createPlanner } from '../planner.ts'
import type { ListQuery, Planner, RequestInfo, RowSource } from '../query.ts'

/** A field as a test names it; relations name the collection they point to. */
export interface FieldSpec {
  readonly name: string
  readonly type: string
  readonly collection?: string
  readonly maxSelect?: number
  readonly hidden?: boolean
}

export interface CollectionSpec {
  readonly name: string
  readonly type?: CollectionType
  readonly fields: readonly FieldSpec[]
  readonly listRule?: string | null
  readonly indexes?: readonly string[]
}

type Row = Readonly<Record<string, unknown>>

let revisions = 0

const fieldOf = ({
  name,
  type: typeName,
  collection = '',
  maxSelect = 1,
  hidden = false,
}: FieldSpec): Field => {
  const type = findFieldType(typeName)
  if (type === undefined) throw new Error(`the test has no field type "${typeName}"`)
  const config: FieldConfig = {
    ...type.options,
    id: `id_${name}`,
    name,
    type: type.type,
    system: false,
    hidden,
    presentable: false,
    collectionId: collection === '' ? '' : `id_${collection}`,
    maxSelect,
  }
  return { config, type }
}

export const collectionOf = ({
  name,
  type = 'base',
  fields,
  listRule = '',
  indexes = [],
}: CollectionSpec): Collection => {
  const all = [{ name: 'id', type: 'text' }, ...fields].map(fieldOf)
  const open = ''
  const rules: Readonly<Record<RuleName, string | null>> = {
    listRule,
    viewRule: open,
    createRule: open,
    updateRule: open,
    deleteRule: open,
  }
  return {
    id: `id_${name}`,
    name,
    type,
    system: false,
    fields: all,
    fieldByName: new Map(all.map((field) => [field.config.name, field])),
    indexes,
    rules,
    options: {},
    created: '',
    updated: '',
    revision: ++revisions,
  }
}

/** A test writes a json field's value as the value it means. */
const toSql = ({ config, type }: Field, value: unknown): SqlValue => {
  if (value === undefined) return type.toSql(type.empty(config))
  const raw = type.jsonLike === true ? JSON.stringify(value) : value
  return type.toSql(type.cast(raw, config))
}

export const guest: RequestInfo = {
  method: 'GET',
  context: 'default',
  query: new Map(),
  headers: new Map(),
  body: new Map(),
  auth: undefined,
  now: new Date('2026-03-04T05:06:07.089Z'),
}

export interface World {
  readonly database: Database
  readonly planner: Planner
  readonly collections: Collections
  /** Replaces a collection by one with another definition, as saving it does; its table stays. */
  redefine(spec: CollectionSpec): void
  insert(collection: string, rows: readonly Row[]): void
  /** Ids that a list answers, in its order. Superuser unless said otherwise. */
  list(collection: string, query: Partial<Omit<ListQuery, 'collection'>>): readonly string[]
  /** Whether a row of values that is not stored satisfies a rule. */
  accepts(collection: string, rule: string, values: Row, request?: RequestInfo): boolean
}

/** Collections with their tables in memory, and a planner over them. */
export const createWorld = (specs: readonly CollectionSpec[]): World => {
  const database = new Database(':memory:')
  const byName = new Map<string, Collection>()
  const collections: Collections = {
    find: (nameOrId) =>
      byName.get(nameOrId.toLowerCase()) ?? [...byName.values()].find(({ id }) => id === nameOrId),
    all: () => [...byName.values()],
  }
  const planner = createPlanner({ collections })
  const require = (name: string): Collection => {
    const collection = byName.get(name)
    if (collection === undefined) throw new Error(`the test has no collection "${name}"`)
    return collection
  }
  const redefine = (spec: CollectionSpec): void => {
    byName.set(spec.name, collectionOf(spec))
  }
  for (const spec of specs) {
    redefine(spec)
    const columns = require(spec.name).fields.map(
      ({ config, type }) =>
        `\`${config.name}\` ${config.name === 'id' ? 'TEXT PRIMARY KEY NOT NULL' : type.column(config)}`,
    )
    database.run(`CREATE TABLE \`${spec.name}\` (${columns.join(', ')})`)
    for (const index of spec.indexes ?? []) database.run(index)
  }
  const idsOf = ({ from, where, orderBy, repeats }: RowSource): readonly string[] => {
    const order = orderBy.sql === '' ? '' : ` ORDER BY ${orderBy.sql}`
    const sql = `SELECT ${repeats ? 'DISTINCT ' : ''}base.* FROM ${from.sql} WHERE ${where.sql}${order}`
    const args = [...from.args, ...where.args, ...orderBy.args]
    return database
      .query<{ readonly id: string }, SqlValue[]>(sql)
      .all(...args)
      .map(({ id }) => id)
  }
  return {
    database,
    planner,
    collections,
    redefine,
    insert(name, rows) {
      const { fields } = require(name)
      const marks = fields.map(() => '?').join(', ')
      const statement = database.query(`INSERT INTO \`${name}\` VALUES (${marks})`)
      for (const row of rows) {
        statement.run(...fields.map((field) => toSql(field, row[field.config.name])))
      }
    },
    list(name, query) {
      const collection = require(name)
      const defaults = { request: guest, rule: undefined, filter: '', sort: '', restricted: false }
      return idsOf(planner.list({ collection, ...defaults, ...query }))
    },
    accepts(name, rule, values, request = guest) {
      const collection = require(name)
      const row: Record<string, SqlValue> = {}
      for (const field of collection.fields) {
        row[field.config.name] = toSql(field, values[field.config.name])
      }
      return idsOf(planner.candidate({ collection, request, rule, values: row })).length > 0
    },
  }
}
