import type { FieldConfig } from '../fields/field-type.ts'
import type { Row } from '../store/store.ts'
import { authShape } from './auth-options.ts'
import { buildField, type FindFieldType } from './field-config.ts'
import type { Collection, CollectionType, Field, RuleName } from './model.ts'
import { complete, isObject, isString, type JsonObject, type ObjectShape } from '../values/shape.ts'

export const ruleNames = [
  'listRule',
  'viewRule',
  'createRule',
  'updateRule',
  'deleteRule',
] as const satisfies readonly RuleName[]

/** What a collection is before it is compiled: a draft of one to be saved, or a decoded row. */
export interface CollectionConfig {
  readonly id: string
  readonly name: string
  /** A submitted type may be none of {@link CollectionType}; validation refuses it. */
  readonly type: string
  readonly system: boolean
  readonly fields: readonly FieldConfig[]
  readonly indexes: readonly string[]
  readonly rules: Readonly<Record<RuleName, string | null>>
  readonly options: JsonObject
  readonly created: string
  readonly updated: string
}

/** A row of `_collections` cannot be used. Names the collection and what is wrong. */
export class BrokenCollection extends Error {
  override readonly name = 'BrokenCollection'
}

/** What `_collections.options` holds for a collection type. */
export const optionsShape = (type: string): ObjectShape => {
  switch (type) {
    case 'auth':
      return authShape
    case 'view':
      return { object: { viewQuery: 'string' } }
    default:
      return { object: {} }
  }
}

export const isCollectionType = (type: string): type is CollectionType =>
  type === 'base' || type === 'auth' || type === 'view'

const parse = (collection: string, column: string, text: unknown): unknown => {
  try {
    return JSON.parse(String(text))
  } catch (cause) {
    throw new BrokenCollection(`collection "${collection}": ${column} is not valid JSON`, { cause })
  }
}

const readField = (collection: string, raw: unknown, findType: FindFieldType): FieldConfig => {
  const stored = isObject(raw) ? raw : {}
  const { id, name, type } = stored
  const found = findType(String(type))
  if (found === undefined || !isString(id) || !isString(name)) {
    throw new BrokenCollection(
      `collection "${collection}": field "${String(name)}" has the unknown type "${String(type)}"`,
    )
  }
  return buildField(found, { ...stored, id, name })
}

/**
 * A row of `_collections` (columns in the order of `collectionRows`) with every field option and auth option present; missing keys
 * mean zero values. Throws {@link BrokenCollection}.
 */
export const readRow = (row: Row, findType: FindFieldType): CollectionConfig => {
  const [id, system, type, name, fields, indexes, list, view, create, update, remove, options] = row
  const [created, updated] = row.slice(12)
  const collection = String(name)
  const rule = (value: unknown): string | null => (isString(value) ? value : null)
  const parsedFields = parse(collection, 'fields', fields)
  const parsedIndexes = parse(collection, 'indexes', indexes)
  return {
    id: String(id),
    name: collection,
    type: String(type),
    system: Number(system) === 1,
    fields: Array.isArray(parsedFields)
      ? parsedFields.map((field) => readField(collection, field, findType))
      : [],
    indexes: Array.isArray(parsedIndexes) ? parsedIndexes.filter(isString) : [],
    rules: {
      listRule: rule(list),
      viewRule: rule(view),
      createRule: rule(create),
      updateRule: rule(update),
      deleteRule: rule(remove),
    },
    options: complete(optionsShape(String(type)), parse(collection, 'options', options)),
    created: String(created ?? ''),
    updated: String(updated ?? ''),
  }
}

/** Of fields with one name, which only a refused draft has, the first counts. */
const firstByName = (fields: readonly Field[]): ReadonlyMap<string, Field> => {
  const byName = new Map<string, Field>()
  for (const field of fields) {
    if (!byName.has(field.config.name)) byName.set(field.config.name, field)
  }
  return byName
}

/** Compiles for use; the result is frozen. A type that is none counts as `base` (only drafts can have one). */
export const compile = (
  config: CollectionConfig,
  revision: number,
  findType: FindFieldType,
): Collection => {
  const fields: readonly Field[] = config.fields.map((field) => {
    const type = findType(field.type)
    if (type === undefined) {
      throw new BrokenCollection(`collection "${config.name}": unknown field type "${field.type}"`)
    }
    return Object.freeze({ config: Object.freeze(field), type })
  })
  return Object.freeze({
    id: config.id,
    name: config.name,
    type: isCollectionType(config.type) ? config.type : 'base',
    system: config.system,
    fields: Object.freeze(fields),
    fieldByName: firstByName(fields),
    indexes: Object.freeze([...config.indexes]),
    rules: Object.freeze({ ...config.rules }),
    options: Object.freeze(config.options),
    created: config.created,
    updated: config.updated,
    revision,
  })
}

/** The way back from a compiled collection, to build a changed one from. */
export const configOf = (collection: Collection): CollectionConfig => {
  const { fieldByName: _, revision: __, fields, ...rest } = collection
  return { ...rest, fields: fields.map(({ config }) => config) }
}
