import type { Collections } from '../collections/model.ts'

const baseBytes = 32 * 1024 * 1024

/**
 * How large the body of a record create or update may be: 32 MiB and what the fields of the collection may hold beyond texts
 * (records.collection.body-limit). The base alone for a collection that does not exist.
 */
export const maxRecordBodyBytes = (collections: Collections, nameOrId: string): number => {
  const fields = collections.find(nameOrId)?.fields ?? []
  return fields.reduce((sum, { config, type }) => sum + (type.bodyBytes?.(config) ?? 0), baseBytes)
}
