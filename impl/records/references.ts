import type { Collection, Field } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { Step } from '../store/store.ts'
import { authExtras } from './auth-extras.ts'
import type { RecordContext } from './context.ts'
import {
  columnsOf,
  emptyValues,
  idOf,
  quote,
  readRecord,
  type StoredRecord,
  toKey,
  type Values,
} from './record.ts'
import { changedColumns, stampDates, unchangedGuard, updateSteps } from './writing.ts'

/** A relation field somewhere that points at a collection. */
interface Reference {
  readonly collection: Collection
  readonly field: Field
}

interface Change {
  readonly before: StoredRecord
  readonly values: Readonly<Values>
}

/** Everything that goes, or loses a reference, when one record is deleted. */
export interface Removal {
  /** In the order of discovery; the first is the record that was asked for. */
  readonly deleted: readonly StoredRecord[]
  readonly changed: readonly Change[]
  /** A required relation without cascadeDelete would be left empty: nothing may be deleted. */
  readonly blocked: boolean
}

const referencesTo = ({ collections }: RecordContext, target: Collection): readonly Reference[] =>
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

/** Rows whose relation names the id. A multiple relation is searched as JSON; a single one by equality. */
const referenceSql = ({ collection, field }: Reference, columns: string): string => {
  const column = `base.${quote(field.config.name)}`
  const matches = field.type.multiple(field.config)
    ? `EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid(${column}) THEN ${column} ELSE json_array(${column}) END) WHERE value = ?)`
    : `${column} = ?`
  return `SELECT ${columns} FROM ${quote(collection.name)} base WHERE ${matches}`
}

/**
 * Follows references from one record (records.delete.*): a cascading relation that would be left empty takes its record
 * along, with all that hangs on it, before the next reference is looked at; any other loses the id, and a required one that
 * would be left empty blocks the whole removal.
 */
export const planRemoval = async (
  context: RecordContext,
  record: StoredRecord,
): Promise<Removal> => {
  const deleted = new Map<string, StoredRecord>()
  const changed = new Map<string, Change>()

  /** Answers false when the removal is blocked. */
  const remove = async (gone: StoredRecord): Promise<boolean> => {
    deleted.set(toKey(gone), gone)
    changed.delete(toKey(gone))
    for (const reference of referencesTo(context, gone.collection)) {
      for (const found of await findReferring(context, reference, idOf(gone))) {
        const key = toKey(found)
        // What is gone already, perhaps by way of another reference, neither blocks nor changes.
        if (deleted.has(key)) continue
        const change = changed.get(key) ?? { before: found, values: found.values }
        const outcome = detach(reference.field, change, idOf(gone), context.clock())
        if (outcome === 'blocked') return false
        if (outcome !== 'cascade') changed.set(key, outcome)
        else if (!(await remove(found))) return false
      }
    }
    return true
  }

  const blocked = !(await remove(record))
  return { deleted: [...deleted.values()], changed: [...changed.values()], blocked }
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

const findReferring = async (
  { store }: RecordContext,
  reference: Reference,
  id: string,
): Promise<readonly StoredRecord[]> => {
  const sql = referenceSql(reference, columnsOf(reference.collection))
  const rows = await store.read({ sql, args: [id], reach: store.reachOf(sql) })
  return rows.map((row) => readRecord(reference.collection, row))
}

/** The steps of a removal; each touched row must still be as it was read, and no reference may have appeared since. */
export const removalSteps = (
  context: RecordContext,
  { deleted, changed }: Removal,
): readonly Step[] => {
  const [, ...cascaded] = deleted
  return [
    ...cascaded.map((record) => unchangedGuard(record, relationsOf(record), 'stale')),
    ...changed.flatMap(({ before, values }) => [
      unchangedGuard(before, Object.keys(changedColumns(before, values)), 'stale'),
      ...updateSteps(before, values),
    ]),
    ...deleted.flatMap((record) => {
      const { beforeDelete, afterDelete } = authExtras(context.collections, record)
      return [...beforeDelete, deleteStep(record), ...afterDelete]
    }),
    ...deleted.flatMap((record) => orphanGuards(context, record)),
  ]
}

/** A record that was found through a reference goes only while it still has it. */
const relationsOf = ({ collection }: StoredRecord): readonly string[] =>
  collection.fields
    .filter(({ type }) => type.references !== undefined)
    .map(({ config }) => config.name)

const deleteStep = (record: StoredRecord): Step => ({
  kind: 'write',
  sql: `DELETE FROM ${quote(record.collection.name)} WHERE id = ?`,
  args: [idOf(record)],
})

const orphanGuards = (context: RecordContext, record: StoredRecord): readonly Step[] =>
  referencesTo(context, record.collection).map((reference) => ({
    kind: 'guard',
    sql: `${referenceSql(reference, '1')} LIMIT 1`,
    args: [idOf(record)],
    expect: 'none',
    tag: 'stale',
  }))
