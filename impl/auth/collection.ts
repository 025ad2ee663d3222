import type { Collection, Collections } from '../collections/model.ts'
import { ApiError, refusal } from '../errors.ts'
import { requireCollection } from '../records/access.ts'

/** The auth collection of an auth endpoint's path, by id or name. */
export const requireAuthCollection = (collections: Collections, nameOrId: string): Collection => {
  const collection = requireCollection(collections, nameOrId, 'missingOrInvalidCollection')
  if (collection.type === 'auth') return collection
  throw refusal('missingAuthCollection')
}

/**
 * Multi-factor sign-in is not kept yet. A collection that asks for it must not be signed into with one factor, so this
 * server refuses instead of quietly weakening it.
 */
export const requireNoSecondFactor = ({ options }: Collection): void => {
  const mfa = options['mfa'] as { readonly enabled?: boolean } | undefined
  if (mfa?.enabled !== true) return
  throw new ApiError({
    kind: 'forbidden',
    message: 'This server does not support multi-factor authentication yet.',
  })
}
