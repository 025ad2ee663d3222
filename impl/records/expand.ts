import { hasUniqueIndexOn } from '../collections/index-sql.ts'
import type { Collection, Field } from '../collections/model.ts'
import { readToDecide, retryWhileStale } from '../collections/stale.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { Caller } from '../request.ts'
import { type RequestInfo } from '../rules/query.ts'
import { type Row, SqlFailure, type Statement } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'
import type { RecordContext } from './context.ts'
import { columnsOf, idOf, readRecord, type StoredRecord } from './record.ts'
import { ruleSource } from './rule-source.ts'

/** A record with what `expand` found beside it; `expand` is absent when no path was valid. */
export interface Expanded {
  readonly record: StoredRecord
  expand?: Map<string, Related>
}

type Related = Expanded | readonly Expanded[]

const maxLevels = 6
const maxBackRelations = 1000

/**
 * The paths of an `expand` parameter: spaces removed, outer dots trimmed, duplicates and paths that another one continues
 * dropped (expand.syntax, expand.nested), cut to the levels that are followed (expand.depth).
 */
export const readExpandPaths = (text: string): readonly (readonly string[])[] => {
  const paths = text
    .replaceAll(' ', '')
    .split(',')
    .map((path) => path.replace(/^\.+|\.+$/g, ''))
  const unique = [...new Set(paths)].filter((path) => path !== '')
  return unique
    .filter((path) => !unique.some((other) => other.startsWith(`${path}.`)))
    .map((path) => path.split('.').slice(0, maxLevels))
}

/** Throws `Stale` when a statement does not run because a collection changed meanwhile. */
type Read = (statement: Statement) => Promise<readonly Row[]>

/** Who asks, and how `@request.context` reads while the viewRules of related collections are asked (expand.context). */
interface Asking {
  readonly context: RecordContext
  readonly read: Read
  readonly isSuperuser: boolean
  readonly request: RequestInfo
}

/**
 * Follows the `expand` parameter from some records of one collection (expand.*). Each path succeeds or is
 * dropped as a whole; paths with a common beginning are merged.
 */
export const expandRecords = (
  context: RecordContext,
  records: readonly StoredRecord[],
  { info, isSuperuser }: Caller,
): Promise<readonly Expanded[]> =>
  // Here and not where records are read: what was just written is expanded, too, and cannot be written again.
  retryWhileStale(context, async () => {
    const { store, collections } = context
    const builtOn = collections.all()
    const read: Read = (statement) => readToDecide(context, builtOn, () => store.read(statement))
    const request: RequestInfo = { ...info, context: 'expand' }
    const asking: Asking = { context, read, isSuperuser, request }
    const roots = records.map((record): Expanded => ({ record }))
    for (const path of readExpandPaths(info.query.get('expand') ?? '')) {
      const found = await follow(asking, records, path)
      if (found !== undefined) roots.forEach((root, index) => merge(root, found[index]))
    }
    return roots
  })

/**
 * Adds what one path found to what the paths before it found. Both list the same records in the same order; a child that
 * stands beside several records is met several times, which changes nothing.
 */
const merge = (into: Expanded, from: Expanded | undefined): void => {
  if (from?.expand === undefined) return
  into.expand ??= new Map()
  for (const [key, related] of from.expand) {
    const known = into.expand.get(key)
    if (known === undefined) into.expand.set(key, related)
    else listOf(known).forEach((child, index) => merge(child, listOf(related)[index]))
  }
}

const listOf = (related: Related): readonly Expanded[] =>
  'record' in related ? [related] : related

/** The records with one path expanded; undefined when a part of it cannot be followed from records that are there. */
const follow = async (
  asking: Asking,
  records: readonly StoredRecord[],
  [part, ...rest]: readonly string[],
): Promise<readonly Expanded[] | undefined> => {
  const [first] = records
  if (part === undefined || first === undefined) return records.map((record) => ({ record }))
  const link = findLink(asking.context, first.collection, part)
  if (link === undefined) return undefined
  const rule = asking.isSuperuser ? undefined : link.target.rules.viewRule
  // A path to a closed collection is invalid, even when it would lead nowhere (expand.view-rule-null).
  if (rule === null) return undefined
  const idLists = await link.idsOf(asking.read, records)
  const related = await loadVisible(asking, link.target, [...new Set(idLists.flat())], rule)
  const children = await follow(asking, [...related.values()], rest)
  if (children === undefined) return undefined
  const childById = new Map(children.map((child) => [idOf(child.record), child]))
  return records.map((record, index) => {
    const found = (idLists[index] ?? []).flatMap((id) => childById.get(id) ?? [])
    const [only] = found
    const expand = new Map<string, Related>()
    if (only !== undefined) expand.set(part, link.isSingle ? only : found)
    return { record, expand }
  })
}

/** How a part of a path leads from the records of one collection to those of another. */
interface Link {
  readonly target: Collection
  readonly isSingle: boolean
  /** For each record the ids it leads to, in order. */
  idsOf(read: Read, records: readonly StoredRecord[]): Promise<readonly (readonly string[])[]>
}

const backRelation = /^(\w+)_via_(\w+)$/
const oldBackRelation = /^(\w+)\((\w+)\)$/

const findLink = (context: RecordContext, from: Collection, part: string): Link | undefined => {
  const back = backRelation.exec(part) ?? oldBackRelation.exec(part)
  if (back === null) return findForward(context, from, part)
  const [, source = '', name = ''] = back
  const target = context.collections.find(source)
  const field = target?.fieldByName.get(name)
  if (target === undefined || field?.type.references === undefined) return undefined
  if (field.config['collectionId'] !== from.id) return undefined
  return {
    target,
    isSingle: hasUniqueIndexOn(target.indexes, name),
    idsOf: (read, records) => readBackRelations(read, target, field, records),
  }
}

const findForward = (
  { collections }: RecordContext,
  from: Collection,
  part: string,
): Link | undefined => {
  const field = from.fieldByName.get(part)
  const { references } = field?.type ?? {}
  if (field === undefined || references === undefined) return undefined
  const target = collections.find(String(field.config['collectionId']))
  if (target === undefined) return undefined
  return {
    target,
    isSingle: !field.type.multiple(field.config),
    idsOf: (_read, records) =>
      // A stored record has a value for every field of its collection.
      Promise.resolve(records.map(({ values }) => references(values[part] as FieldValue))),
  }
}

/** Ids of the records of `target` whose relation names each record, in storage order, at most 1000 for one. */
const readBackRelations = async (
  read: Read,
  target: Collection,
  { config, type }: Field,
  records: readonly StoredRecord[],
): Promise<readonly (readonly string[])[]> => {
  const column = `base.${quoteName(config.name)}`
  const [value, source] = type.multiple(config)
    ? [
        'item.value',
        `${quoteName(target.name)} base, json_each(CASE WHEN json_valid(${column}) THEN ${column} ELSE json_array(${column}) END) item`,
      ]
    : [column, `${quoteName(target.name)} base`]
  const sql = `SELECT ${value}, base.id FROM ${source} WHERE ${value} IN (SELECT value FROM json_each(?))`
  const args = [JSON.stringify(records.map(idOf))]
  const found = new Map<string, string[]>()
  for (const [to, id] of await read({ sql, args })) {
    const ids = found.get(String(to)) ?? []
    if (ids.length < maxBackRelations) ids.push(String(id))
    found.set(String(to), ids)
  }
  return records.map((record) => found.get(idOf(record)) ?? [])
}

/** The records with these ids that the rule lets the caller see (undefined: all), by id, in the order of the ids. */
const loadVisible = async (
  { context, read, request }: Asking,
  collection: Collection,
  ids: readonly string[],
  rule: string | undefined,
): Promise<ReadonlyMap<string, StoredRecord>> => {
  const statement =
    ids.length === 0 ? undefined : visibleStatement(context, collection, ids, rule, request)
  if (statement === undefined) return new Map()
  const byId = new Map<string, StoredRecord>()
  for (const row of await readOrNothing(statement)) {
    const record = readRecord(collection, row)
    byId.set(idOf(record), record)
  }
  return new Map(ids.flatMap((id) => pairOf(id, byId.get(id))))

  async function readOrNothing(visible: Statement) {
    try {
      return await read(visible)
    } catch (error) {
      // A viewRule that can no longer run shows nothing.
      if (error instanceof SqlFailure) return []
      throw error
    }
  }
}

const pairOf = (id: string, record: StoredRecord | undefined): readonly [string, StoredRecord][] =>
  record === undefined ? [] : [[id, record]]

const visibleStatement = (
  { planner }: RecordContext,
  collection: Collection,
  ids: readonly string[],
  rule: string | undefined,
  request: RequestInfo,
): Statement | undefined => {
  const columns = columnsOf(collection)
  const list = JSON.stringify(ids)
  const among = 'base.id IN (SELECT value FROM json_each(?))'
  if (rule === undefined || rule === '') {
    return {
      sql: `SELECT ${columns} FROM ${quoteName(collection.name)} base WHERE ${among}`,
      args: [list],
    }
  }
  const source = ruleSource(planner, { collection, rule, request })
  if (source === undefined) return undefined
  const { from, where } = source
  return {
    sql: `SELECT ${columns} FROM ${from.sql} WHERE ${among} AND (${where.sql})`,
    args: [...from.args, list, ...where.args],
  }
}
