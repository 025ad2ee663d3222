import { readToDecide } from '../collections/stale.ts'
import type { Collection, Field } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import { type FileChanges, filesOfDeleted } from '../files/record-files.ts'
import type { Statement, Step } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'
import { authExtras } from './auth-extras.ts'
import type { RecordContext } from './context.ts'
import {
  columnsOf,
  emptyValues,
  idOf,
  keyOf,
  readRecord,
  type StoredRecord,
  toKey,
  type Values,
} from './record.ts'
import { stampDates } from './server-values.ts'
import { changedColumns, unchangedGuard, updateSteps } from './steps.ts'

/** A relation field somewhere that points at a collection. */
interface Reference {
  readonly collection: Collection
  readonly field: Field
}

interface Change {
  readonly before: StoredRecord
  readonly values: Readonly<Values>
}

/** Everything that goes, or loses a reference, when records are deleted. */
export interface Removal {
  /** In the order of their deletion. */
  readonly deleted: readonly StoredRecord[]
  /** Those of them that go because of a reference only. */
  readonly cascaded: readonly StoredRecord[]
  readonly changed: readonly Change[]
  /** A required relation without cascadeDelete would be left empty: nothing may be deleted. */
  readonly blocked: boolean
}

type RemovalContext = Pick<RecordContext, 'store' | 'collections' | 'clock'>

const referencesTo = ({ collections }: RemovalContext, target: Collection): readonly Reference[] =>
  collections
    .all()
    .filter(({ type }) => type !== 'view')
    .flatMap((collection) =>
      collection.fields
        .filter(
          ({ type, config }) =>
            type.references !== undefined && config['collectionId'] === target.id,
        )
        .map((field) => ({ collection, field })),
    )

/**
 * Rows whose relation names one of the ids. A multiple relation is searched as JSON; a single one by equality, so that one
 * id can be found through an index.
 */
const referenceStatement = (
  { collection, field }: Reference,
  columns: string,
  ids: readonly string[],
): Statement => {
  const [only, ...others] = ids
  const isOne = only !== undefined && others.length === 0
  const names = isOne ? '= ?' : 'IN (SELECT value FROM json_each(?))'
  const column = `base.${quoteName(field.config.name)}`
  const matches = field.type.multiple(field.config)
    ? `EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid(${column}) THEN ${column} ELSE json_array(${column}) END) WHERE value ${names})`
    : `${column} ${names}`
  return {
    sql: `SELECT ${columns} FROM ${quoteName(collection.name)} base WHERE ${matches}`,
    args: [isOne ? only : JSON.stringify(ids)],
  }
}

/** Ids of records by their collection, in the order of the records. */
const idsByCollection = (
  records: Iterable<StoredRecord>,
): ReadonlyMap<Collection, readonly string[]> => {
  const ids = new Map<Collection, string[]>()
  for (const record of records) {
    const known = ids.get(record.collection) ?? []
    known.push(idOf(record))
    ids.set(record.collection, known)
  }
  return ids
}

/** A record that refers to one that goes, and the field by which it does. */
interface Referrer {
  readonly field: Field
  readonly record: StoredRecord
}

const readReferring = async (
  { store }: RemovalContext,
  reference: Reference,
  ids: readonly string[],
): Promise<readonly StoredRecord[]> => {
  const { collection } = reference
  const { sql, args } = referenceStatement(reference, columnsOf(collection), ids)
  const rows = await store.read({ sql, args })
  return rows.map((row) => readRecord(collection, row))
}

const namedBy = ({ config, type }: Field, { values }: StoredRecord): ReadonlySet<string> =>
  new Set(type.references?.(values[config.name] as FieldValue))

/**
 * The referrers of the records, and of all that may go with them, by the key of what they refer to: one query per relation
 * field and generation, not per record.
 */
const findReferrers = async (
  context: RemovalContext,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, readonly Referrer[]>> => {
  const referrers = new Map<string, Referrer[]>(records.map((record) => [toKey(record), []]))
  let generation = records
  while (generation.length > 0) {
    const next: StoredRecord[] = []
    for (const [target, ids] of idsByCollection(generation)) {
      const going = new Set(ids)
      for (const reference of referencesTo(context, target)) {
        const { field } = reference
        for (const record of await readReferring(context, reference, ids)) {
          for (const id of namedBy(field, record)) {
            if (going.has(id)) referrers.get(keyOf(target, id))?.push({ field, record })
          }
          if (field.config['cascadeDelete'] !== true || referrers.has(toKey(record))) continue
          referrers.set(toKey(record), [])
          next.push(record)
        }
      }
    }
    generation = next
  }
  return referrers
}

/**
 * Follows references from records that are deleted one after another (records.delete.*): a cascading relation that would be
 * left empty takes its record along, with all that hangs on it, before the next reference is looked at; any other loses the
 * id, and a required one that would be left empty blocks the whole removal. Throws `Stale` when a collection that was looked at
 * is gone.
 */
export const planRemoval = async (
  context: RemovalContext,
  records: readonly StoredRecord[],
): Promise<Removal> => {
  const builtOn = context.collections.all()
  const referrers = await readToDecide(context, builtOn, () => findReferrers(context, records))
  const deleted = new Map<string, StoredRecord>()
  const cascaded: StoredRecord[] = []
  const changed = new Map<string, Change>()

  /** Answers what refers to the record, to be looked at next. */
  const remove = (gone: StoredRecord) => {
    deleted.set(toKey(gone), gone)
    changed.delete(toKey(gone))
    return { id: idOf(gone), referrers: (referrers.get(toKey(gone)) ?? []).values() }
  }

  /** Answers false when the removal is blocked. A stack of its own: chains may be longer than the engine's stack. */
  const removeWithReferrers = (root: StoredRecord): boolean => {
    const open = [remove(root)]
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { done, value: referrer } = top.referrers.next()
      if (done === true) {
        open.pop()
        continue
      }
      const { field, record } = referrer
      const key = toKey(record)
      // What is gone already, perhaps by way of another reference, neither blocks nor changes.
      if (deleted.has(key)) continue
      const change = changed.get(key) ?? { before: record, values: record.values }
      const outcome = detach(field, change, top.id, context.clock())
      if (outcome === 'blocked') return false
      if (outcome === 'cascade') {
        cascaded.push(record)
        open.push(remove(record))
      } else changed.set(key, outcome)
    }
    return true
  }

  const blocked = !records.every((each) => deleted.has(toKey(each)) || removeWithReferrers(each))
  return { deleted: [...deleted.values()], cascaded, changed: [...changed.values()], blocked }
}

/** What becomes of a record when one that its field names goes. */
const detach = (
  field: Field,
  { before, values }: Change,
  id: string,
  now: Date,
): Change | 'cascade' | 'blocked' => {
  const { name } = field.config
  const left = without(field, values[name] as FieldValue, id)
  if ((field.type.references?.(left) ?? []).length === 0) {
    if (field.config['cascadeDelete'] === true) return 'cascade'
    if (field.config['required'] === true) return 'blocked'
  }
  const changed = Object.assign(emptyValues(), values)
  changed[name] = left
  stampDates(before.collection, changed, 'onUpdate', now)
  return { before, values: changed }
}

const without = ({ type, config }: Field, value: FieldValue, id: string): FieldValue =>
  type.modify?.(value, '-', id, config) ?? value

/** The steps of a removal; each touched row must still be as it was read, and no reference may have appeared since. */
export const removalSteps = (
  context: RemovalContext,
  { deleted, cascaded, changed }: Removal,
): readonly Step[] => [
  ...cascaded.map((record) => unchangedGuard(record, relationsOf(record), 'stale')),
  ...changed.flatMap(({ before, values }) => [
    unchangedGuard(before, Object.keys(changedColumns(before, values)), 'stale'),
    ...updateSteps(before, values),
  ]),
  ...deleted.flatMap((record) => {
    const { beforeDelete, afterDelete } = authExtras(context.collections, record)
    return [...beforeDelete, deleteStep(record), ...afterDelete]
  }),
  ...orphanGuards(context, deleted),
]

/** A record that was found through a reference goes only while it still has it. */
const relationsOf = ({ collection }: StoredRecord): readonly string[] =>
  collection.fields
    .filter(({ type }) => type.references !== undefined)
    .map(({ config }) => config.name)

const deleteStep = (record: StoredRecord): Step => ({
  kind: 'write',
  sql: `DELETE FROM ${quoteName(record.collection.name)} WHERE id = ?`,
  args: [idOf(record)],
})

const orphanGuards = (context: RemovalContext, records: readonly StoredRecord[]): readonly Step[] =>
  [...idsByCollection(records)].flatMap(([target, ids]) =>
    referencesTo(context, target).map((reference): Step => {
      const { sql, args } = referenceStatement(reference, '1', ids)
      return { kind: 'guard', sql: `${sql} LIMIT 1`, args, expect: 'none', tag: 'stale' }
    }),
  )

export const removalFiles = (
  { files }: Pick<RecordContext, 'files'>,
  { deleted }: Removal,
): FileChanges =>
  filesOfDeleted(
    files.storage,
    deleted.map((record) => ({ collection: record.collection, id: idOf(record) })),
  )
