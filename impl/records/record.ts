import type { Collection } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { Row, Store } from '../store/store.ts'
import { quoteName } from '../values/sql-name.ts'

/** A stored record in memory: the value of every field of its collection, by name, on a null prototype. */
export interface StoredRecord {
  readonly collection: Collection
  readonly values: Readonly<Record<string, FieldValue>>
}

export type Values = Record<string, FieldValue>

export const emptyValues = (): Values => Object.create(null) as Values // a null prototype has no other type

export const idOf = (record: StoredRecord): string => textOf(record.values['id'])

export const textOf = (value: FieldValue | undefined): string =>
  typeof value === 'string' ? value : ''

const columnLists = new WeakMap<Collection, string>()

/** The SELECT list that {@link readRecord} and the JSON writer expect: the columns of `base`, in field order. */
export const columnsOf = (collection: Collection): string => {
  let list = columnLists.get(collection)
  if (list === undefined) {
    list = collection.fields
      .map(({ config, type }) => {
        const column = `base.${quoteName(config.name)}`
        return type.select?.(column) ?? column
      })
      .join(', ')
    columnLists.set(collection, list)
  }
  return list
}

export const readRecord = (collection: Collection, row: Row): StoredRecord => {
  const values = emptyValues()
  collection.fields.forEach(({ config, type }, index) => {
    values[config.name] = type.fromSql(row[index] ?? null, config)
  })
  return { collection, values }
}

/** Looks a record up by its primary key, without any rule. */
export const findStored = async (
  store: Pick<Store, 'read'>,
  collection: Collection,
  id: string,
): Promise<StoredRecord | undefined> => {
  const sql = `SELECT ${columnsOf(collection)} FROM ${quoteName(collection.name)} base WHERE base.id = ?`
  const [row] = await store.read({ sql, args: [id], reach: 'point' })
  return row === undefined ? undefined : readRecord(collection, row)
}

/** Names a record across collections. */
export const keyOf = (collection: Collection, id: string): string => `${collection.id}/${id}`

export const toKey = (record: StoredRecord): string => keyOf(record.collection, idOf(record))
