import type { Collection, Field } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import { type SqlValue, type Step } from '../store/store.ts'
import { authExtras } from './auth-extras.ts'
import type { RecordContext } from './context.ts'
import {
  columnsOf,
  idOf,
  quote,
  readRecord,
  type StoredRecord,
  toKey,
  type Values,
} from './record.ts'
import { toRow, stampDates, updateStep } from './writing.ts'

/** A relation field somewhere that points at a collection. */
interface Reference {
  readonly collection: Collection
  readonly field: Field
}

/** Everything that goes, or loses a reference, when one record is deleted. */
export interface Removal {
  /** In the order of discovery; the first is the record that was asked for. */
  readonly deleted: readonly StoredRecord[]
  readonly changed: readonly { readonly before: StoredRecord; readonly values: Values }[]
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
 * along, any other loses the id, and a required one that would be left empty blocks the whole removal.
 */
export const planRemoval = async (
  context: RecordContext,
  record: StoredRecord,
): Promise<Removal> => {
  const deleted = new Map([[toKey(record), record]])
  const changed = new Map<string, { before: StoredRecord; values: Values }>()
  let blocked = false
  for (const gone of deleted.values()) {
    for (const reference of referencesTo(context, gone.collection)) {
      const { collection, field } = reference
      const { name } = field.config
      for (const before of await findReferring(context, reference, idOf(gone))) {
        const key = toKey(before)
        if (deleted.has(key)) continue
        const values = changed.get(key)?.values ?? { ...before.values }
        const left = without(field, values[name] as FieldValue, idOf(gone))
        if ((field.type.references?.(left) ?? []).length > 0) {
          changed.set(key, { before, values: { ...values, [name]: left } })
        } else if (field.config['cascadeDelete'] === true) {
          deleted.set(key, before)
          changed.delete(key)
        } else if (field.config['required'] === true) {
          blocked = true
        } else {
          changed.set(key, { before, values: { ...values, [name]: left } })
        }
        stampDates(collection, changed.get(key)?.values ?? {}, 'onUpdate', context.clock())
      }
    }
  }
  return { deleted: [...deleted.values()], changed: [...changed.values()], blocked }
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
export const removalSteps = (context: RecordContext, removal: Removal): readonly Step[] => [
  ...removal.changed.flatMap(({ before, values }) => changeSteps(before, values)),
  ...removal.deleted.flatMap((record) => [
    ...authExtras(context.collections, record).beforeDelete,
    deleteStep(record),
    ...authExtras(context.collections, record).afterDelete,
  ]),
  ...removal.deleted.flatMap((record) => orphanGuards(context, record)),
]

const changeSteps = (before: StoredRecord, values: Values): readonly Step[] => {
  const { collection } = before
  const was = toRow(collection, before.values)
  const changes: Record<string, SqlValue> = {}
  for (const [name, value] of Object.entries(toRow(collection, values))) {
    if (value !== was[name]) changes[name] = value
  }
  const names = Object.keys(changes)
  const guard: Step = {
    kind: 'guard',
    sql: `SELECT 1 FROM ${quote(collection.name)} WHERE id = ? ${names.map((name) => `AND ${quote(name)} IS ?`).join(' ')}`,
    args: [idOf(before), ...names.map((name) => was[name] ?? null)],
    expect: 'some',
    tag: 'stale',
  }
  const write = updateStep(collection.name, idOf(before), changes)
  return write === undefined ? [] : [guard, write]
}

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
