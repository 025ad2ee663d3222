import { refusal } from '../errors.ts'
import { requireCollection } from '../records/access.ts'
import type { RecordContext } from '../records/context.ts'
import type { Incoming } from '../request.ts'
import { requireAuthCollection } from './collection.ts'
import type { TokenVerifier, VerifiedToken } from './tokens.ts'

/** The record of the request's token, which must be of the path's collection (auth.header.require-auth-401, same-collection-403). */
export const requireOwnRecord = async (
  context: RecordContext,
  verify: TokenVerifier,
  nameOrId: string,
  incoming: Incoming,
): Promise<VerifiedToken> => {
  const { id } = requireCollection(context.collections, nameOrId, 'missingOrInvalidCollection')
  const verified = await verify(incoming.token, 'auth')
  if (verified === undefined) throw refusal('authRequired')
  const { collection } = verified.record
  if (collection.id !== id) {
    throw refusal('authOtherCollection', { values: { collection: collection.name } })
  }
  requireAuthCollection(context.collections, nameOrId)
  return verified
}
