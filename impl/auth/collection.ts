import type { AuthOptions } from '../collections/auth-options.ts'
import type { Collection, Collections } from '../collections/model.ts'
import { refusal } from '../errors.ts'
import { requireCollection } from '../records/access.ts'

/** The auth collection of an auth endpoint's path, by id or name. */
export const requireAuthCollection = (collections: Collections, nameOrId: string): Collection => {
  const collection = requireCollection(collections, nameOrId, 'missingOrInvalidCollection')
  if (collection.type === 'auth') return collection
  throw refusal('missingAuthCollection')
}

/** What an auth collection says of its flows. */
export const authOptionsOf = ({ options }: Collection): AuthOptions =>
  // Compiling a collection completes its options to the shape of its type.
  options as AuthOptions
