import type { Collection } from '../collections/model.ts'
import type { FieldType, FieldValue } from '../fields/field-type.ts'
import type { StoredRecord } from './record.ts'

interface Key {
  /** `"name":`, ready to be put before the value. */
  readonly prefix: string
  readonly name: string
  /** Absent: the text of `constant` follows the prefix. */
  readonly type?: FieldType
  readonly constant?: string
}

/** What one reader may see of one record; `showEmail` matters for auth collections only. */
export interface Visibility {
  readonly hidden: boolean
  readonly showEmail: boolean
}

/** No field can have this name (schema.name.*). */
const expandKey = 'expand'

const writers = new WeakMap<
  Collection,
  { readonly open: readonly Key[]; readonly all: readonly Key[] }
>()

const byBytes = (a: Key, b: Key): number => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))

const keysOf = (collection: Collection, withHidden: boolean): readonly Key[] => {
  const keys: Key[] = [
    { name: 'collectionId', constant: JSON.stringify(collection.id) },
    { name: 'collectionName', constant: JSON.stringify(collection.name) },
    // Replaced by what was expanded, or left out.
    { name: expandKey, constant: '' },
  ].map((key) => ({ ...key, prefix: `${JSON.stringify(key.name)}:` }))
  for (const { config, type } of collection.fields) {
    const { name, hidden } = config
    // records.shape.auth-secrets-never: not even superusers see them.
    const secret = collection.type === 'auth' && (name === 'password' || name === 'tokenKey')
    if (secret || (hidden && !withHidden)) continue
    keys.push({ name, prefix: `${JSON.stringify(name)}:`, type })
  }
  return keys.sort(byBytes)
}

/**
 * The JSON text of a record as responses show it: visible fields, `collectionId` and `collectionName`, keys in byte order
 * (records.shape.key-order), written once from the stored values.
 * @param expand JSON text of the `expand` object; the key is left out when absent.
 */
export const recordJson = (
  { collection, values }: StoredRecord,
  see: Visibility,
  expand?: string,
): string => {
  let keys = writers.get(collection)
  if (keys === undefined) {
    keys = { open: keysOf(collection, false), all: keysOf(collection, true) }
    writers.set(collection, keys)
  }
  const hideEmail = collection.type === 'auth' && !see.showEmail
  let text = '{'
  for (const { name, prefix, type, constant } of see.hidden ? keys.all : keys.open) {
    if (hideEmail && name === 'email') continue
    if (name === expandKey && expand === undefined) continue
    if (text.length > 1) text += ','
    text += prefix + (type === undefined ? constant || expand : writeValue(type, values[name]))
  }
  return text + '}'
}

const writeValue = (type: FieldType, value: FieldValue | undefined): string =>
  // A stored record has a value for every field of its collection.
  type.secret === true ? '""' : type.toJson(value as FieldValue)
