import type { FieldConfig } from '../fields/field-type.ts'
import { isString, type JsonObject } from '../values/shape.ts'
import { type CollectionConfig, configOf } from './compile.ts'
import { applyBody, blank, draftOfNew, type DraftTools, firstId, readKind } from './draft.ts'
import type { Collection, Collections } from './model.ts'

const given = (value: unknown): string | undefined =>
  isString(value) && value !== '' ? value : undefined

/** The collection that an item is about: the one its id names, or its name when it has no id (collections.import.match). */
export const matchOf = (collections: Collections, item: JsonObject): Collection | undefined => {
  const key = given(item['id']) ?? given(item['name'])
  return key === undefined ? undefined : collections.find(key)
}

/**
 * The collection that `deleteMissing` keeps because of an item: the one it is about, or the one that has the id which the
 * item would get for its name (collections.import.delete-missing-collections).
 */
export const keptBy = (collections: Collections, item: JsonObject): Collection | undefined =>
  matchOf(collections, item) ??
  (given(item['id']) === undefined ? collections.find(firstId(readKind(item))) : undefined)

/**
 * The submitted fields, then those existing ones that stay though they were not submitted. A submitted field with the name
 * and type of one of these, but another id, is taken for it (collections.import.same-name-other-id).
 */
const mergeFields = (
  submitted: readonly FieldConfig[],
  existing: readonly FieldConfig[],
  stays: (field: FieldConfig) => boolean,
): readonly FieldConfig[] => {
  const submittedIds = new Set(submitted.map(({ id }) => id))
  const existingIds = new Set(existing.map(({ id }) => id))
  const staying = existing.filter((field) => !submittedIds.has(field.id) && stays(field))
  const merged = submitted.map((field) =>
    existingIds.has(field.id)
      ? field
      : (staying.find(({ name, type }) => name === field.name && type === field.type) ?? field),
  )
  return [...merged, ...staying.filter((field) => !merged.includes(field))]
}

export interface ImportTools extends DraftTools {
  /** Whether what is not submitted goes. */
  readonly deleteMissing: boolean
}

/**
 * What an item makes of the collection it matches, or the new collection that it describes. Throws `Undecodable` for a wrong
 * JSON type.
 */
export const configOfItem = (
  item: JsonObject,
  before: Collection | undefined,
  tools: ImportTools,
): CollectionConfig => {
  if (before === undefined) {
    // Unlike in a request of its own, an id that the item brings names the default indexes, too.
    return draftOfNew(item, tools, blank(readKind(item), tools, given(item['id'])))
  }
  const known = configOf(before)
  const config = applyBody({ ...known, fields: [] }, item, tools.findType)
  const stays = tools.deleteMissing ? ({ system }: FieldConfig) => system : () => true
  return { ...config, fields: mergeFields(config.fields, known.fields, stays) }
}
