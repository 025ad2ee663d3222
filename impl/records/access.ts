import type { Collection, Collections, RuleName } from '../collections/model.ts'
import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'

/** Finds the collection in the path or refuses. Reads and deletes word it differently from writes (records.collection.*). */
export const requireCollection = (
  collections: Collections,
  nameOrId: string,
  message = 'Missing collection context.',
): Collection => {
  const collection = collections.find(nameOrId)
  if (collection === undefined) throw new ApiError({ kind: 'not-found', message })
  return collection
}

export const requireWritable = (collection: Collection): void => {
  if (collection.type === 'view') {
    throw new ApiError({ kind: 'invalid', message: 'Unsupported collection type.' })
  }
}

/** The rule that binds this caller: undefined for superusers, who skip all; a null rule is refused here (403). */
export const requireRule = (
  collection: Collection,
  name: RuleName,
  { isSuperuser }: Incoming,
): string | undefined => {
  if (isSuperuser) return undefined
  const rule = collection.rules[name]
  if (rule === null) {
    throw new ApiError({
      kind: 'forbidden',
      message: 'Only superusers can perform this action.',
    })
  }
  return rule
}
