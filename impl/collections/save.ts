import { ApiError, type FieldIssue, type FieldIssues } from '../errors.ts'
import type { CommitOutcome, Statement, Step } from '../store/store.ts'
import { columns, type CollectionConfig, ruleNames } from './compile.ts'
import type { CollectionContext } from './context.ts'
import { alterTable, createIndex, createIndexes, createTable, rebuildsIndexes } from './ddl.ts'
import { parseIndex } from './index-sql.ts'
import { issue } from './issues.ts'
import { toJsonText } from '../values/json.ts'
import type { Collection } from './model.ts'
import { normalise, forceSuperusers } from './normalise.ts'
import { readSchema, type StoredSchema } from './schema-facts.ts'
import { validate } from './validate.ts'
import { invalidIndexCode } from './validate-indexes.ts'

export interface Save {
  /** The collection as it is now; undefined creates one. */
  readonly before: Collection | undefined
  readonly config: CollectionConfig
}

interface Refusals {
  /** `Failed to create collection.` or the like. */
  readonly message: string
}

/** Somebody else changed what the decision rested on: decide again. */
export class Stale extends Error {
  override readonly name = 'Stale'
}

const write = ({ sql, args }: Statement): Step => ({ kind: 'write', sql, args })

const stampOf = (date: Date): string => date.toISOString().replace('T', ' ')

const rowOf = (config: CollectionConfig): Statement['args'] => [
  config.id,
  config.system ? 1 : 0,
  config.type,
  config.name,
  toJsonText(config.fields),
  toJsonText(config.indexes),
  ...ruleNames.map((name) => config.rules[name]),
  toJsonText(config.options),
  config.created,
  config.updated,
]

const columnList = columns.map((column) => `"${column}"`)

const storeRow = (before: Collection | undefined, config: CollectionConfig): Step => {
  const args = rowOf(config)
  return before === undefined
    ? {
        kind: 'write',
        sql: `INSERT INTO _collections (${columnList.join(', ')}) VALUES (${args.map(() => '?').join(', ')})`,
        args,
      }
    : {
        kind: 'write',
        sql: `UPDATE _collections SET ${columnList.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
        args: [...args, before.id],
      }
}

const guard = (expect: 'some' | 'none', sql: string, args: Statement['args']): Step => ({
  kind: 'guard',
  expect,
  tag: 'stale',
  sql,
  args,
})

/** Ids of collections that fields of this one point at, itself left out. */
const targetsOf = ({ id, fields }: Collection): readonly string[] => {
  const targets = fields
    .filter(({ type }) => type.references !== undefined)
    .map(({ config }) => String(config['collectionId']))
  return [...new Set(targets)].filter((target) => target !== id)
}

/** What the decision rested on must still hold when the unit is applied. */
const guards = (
  { catalog }: CollectionContext,
  before: Collection | undefined,
  after: Collection,
): readonly Step[] => {
  const row = before === undefined ? undefined : catalog.rowOf(before)
  if (before !== undefined && row === undefined) throw new Stale()
  const names = after.indexes.map((sql) => parseIndex(sql)?.name.toLowerCase() ?? '')
  return [
    row === undefined
      ? guard('none', 'SELECT 1 FROM _collections WHERE id = ?', [after.id])
      : guard(
          'some',
          `SELECT 1 FROM _collections WHERE ${columnList.map((column) => `${column} IS ?`).join(' AND ')}`,
          row,
        ),
    guard('none', 'SELECT 1 FROM _collections WHERE id <> ? AND lower(name) = lower(?)', [
      after.id,
      after.name,
    ]),
    ...targetsOf(after).map((target) =>
      guard('some', 'SELECT 1 FROM _collections WHERE id = ?', [target]),
    ),
    ...(names.length === 0
      ? []
      : [
          guard(
            'none',
            `SELECT 1 FROM sqlite_master WHERE type = 'index' AND lower(name) IN (${names.map(() => '?').join(', ')}) AND lower(tbl_name) NOT IN (lower(?), lower(?))`,
            [...names, after.name, before?.name ?? after.name],
          ),
        ]),
  ]
}

interface Plan {
  /** Guards, the table and the row: everything but the indexes. */
  readonly base: readonly Step[]
  readonly indexes: readonly Step[]
}

const planOf = (
  context: CollectionContext,
  { before, config }: Save,
  after: Collection,
  schema: StoredSchema,
): Plan => {
  // A table that got lost is created again (facts "data-layout", section 7).
  const existing =
    before !== undefined && schema.tables.has(before.name.toLowerCase()) ? before : undefined
  const table =
    existing === undefined ? createTable(after) : alterTable(existing, after, schema.views)
  const rebuilds = existing === undefined || rebuildsIndexes(existing, after)
  return {
    base: [...guards(context, before, after), ...table.map(write), storeRow(before, config)],
    indexes: rebuilds ? createIndexes(after).map(write) : [],
  }
}

/** The database's words as the contract wraps them; undefined when the unit did not fail in SQL. */
const textOf = (outcome: CommitOutcome): string | undefined => {
  if (outcome.kind === 'failed') return `SQL logic error: ${outcome.text} (1)`
  if (outcome.kind === 'constraint') return `constraint failed: ${outcome.text} (2067)`
  return undefined
}

/**
 * Which indexes cannot be created, by position. Each is tried alone in a unit that ends with a guard nothing satisfies,
 * so nothing is ever written (collections.indexes.unknown-column wants all failing positions).
 */
const indexIssues = async (
  { store, random }: CollectionContext,
  { base }: Plan,
  after: Collection,
): Promise<FieldIssues> => {
  const issues: Record<string, FieldIssue> = {}
  const undo: Step = {
    kind: 'guard',
    sql: 'SELECT 1 WHERE 0',
    args: [],
    expect: 'some',
    tag: 'undo',
  }
  for (const [position, sql] of after.indexes.entries()) {
    const created = createIndex(sql, after.name)
    if (created === undefined) continue
    const steps = [...base, write(created), undo]
    const text = textOf(await store.commit({ key: random.id(), steps }))
    if (text === undefined) continue
    const name = parseIndex(sql)?.name ?? ''
    issues[String(position)] = issue(invalidIndexCode, `Failed to create index ${name} - ${text}`)
  }
  return issues
}

const undoOnly = async (
  { store, random }: CollectionContext,
  { base }: Plan,
): Promise<CommitOutcome> =>
  store.commit({
    key: random.id(),
    steps: [
      ...base,
      { kind: 'guard', sql: 'SELECT 1 WHERE 0', args: [], expect: 'some', tag: 'undo' },
    ],
  })

/** Why the unit failed, as a refusal: the indexes by position, or the database's own words. */
const explain = async (
  context: CollectionContext,
  plan: Plan,
  after: Collection,
  text: string,
  { message }: Refusals,
): Promise<ApiError> => {
  const withoutIndexes = await undoOnly(context, plan)
  if (withoutIndexes.kind === 'refused' && withoutIndexes.tag === 'undo') {
    const indexes = await indexIssues(context, plan, after)
    if (Object.keys(indexes).length > 0) {
      return new ApiError({ kind: 'invalid', message, fields: { indexes } })
    }
  }
  return new ApiError({ kind: 'invalid', message: `${message} Raw error: \n${text}` })
}

/** View collections are read from directories that have them, but not yet made or changed. */
const refuseViews = (type: string, { message }: Refusals): void => {
  if (type !== 'view') return
  const unsupported = issue('validation_not_supported', 'View collections are not supported yet.')
  throw new ApiError({ kind: 'invalid', message, fields: { type: unsupported } })
}

/**
 * Judges a submitted configuration and, when nothing is wrong, changes the table, its indexes and the row of
 * `_collections` in one unit: all of it or nothing. Throws `ApiError` with every issue found, and {@link Stale} when
 * somebody was faster.
 */
export const save = async (
  context: CollectionContext,
  { before, config }: Save,
  refusals: Refusals,
): Promise<Collection> => {
  const { store, catalog, planner, clock, random } = context
  refuseViews(before?.type ?? config.type, refusals)
  const tools = { findType: catalog.findType, drawSecret: () => random.tokenKey(), before }
  const now = stampOf(clock())
  const normal = normalise(
    {
      ...config,
      created: before === undefined || config.created === '' ? now : config.created,
      updated: now,
    },
    tools,
  )
  const schema = readSchema(store)
  const draft = catalog.compileDraft(normal)
  const issues = validate({ config: normal, draft, before, collections: catalog, planner, schema })
  if (issues !== undefined) {
    throw new ApiError({ kind: 'invalid', message: refusals.message, fields: issues })
  }
  const valid = forceSuperusers(normal)
  const after = valid === normal ? draft : catalog.compileDraft(valid)
  const plan = planOf(context, { before, config: valid }, after, schema)
  const outcome = await store.commit({
    key: random.id(),
    steps: [...plan.base, ...plan.indexes],
    touches: ['collections'],
  })
  switch (outcome.kind) {
    case 'ok':
      return catalog.find(after.id) ?? after
    case 'refused':
      throw new Stale()
    case 'failed':
    case 'constraint':
      throw await explain(context, plan, after, textOf(outcome) ?? '', refusals)
    case 'unknown':
      throw outcome.cause
    default:
      return outcome satisfies never
  }
}

const maxAttempts = 10

/** Decides again while somebody else is faster; each decision sees the collections as they are then. */
export const retryWhileStale = async <T>(
  { store }: CollectionContext,
  attempt: () => Promise<T>,
): Promise<T> => {
  for (let left = maxAttempts; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Stale) || left === 0) throw error
      store.notice()
    }
  }
}
