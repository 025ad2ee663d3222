import { ApiError, refusal, type RefusalKey } from '../errors.ts'
import type { Incoming } from '../request.ts'
import type { Collection, Collections } from './model.ts'
import { type JsonObject, Undecodable } from '../values/shape.ts'

/** The collection of an id or name; refuses with 404 when there is none. */
export const requireCollection = (collections: Collections, nameOrId: string): Collection => {
  const collection = collections.find(nameOrId)
  if (collection === undefined) throw new ApiError({ kind: 'not-found' })
  return collection
}

/** What a body that cannot be decoded is refused with. */
export type LoadFailure = RefusalKey & `load${string}`

/** The submitted object; a body that cannot be read as one is refused with `failure`. */
export const readBody = async (incoming: Incoming, failure: LoadFailure): Promise<JsonObject> => {
  try {
    const entries = await incoming.body()
    return Object.assign(
      // Any key may be sent, `__proto__` too.
      Object.create(null) as Record<string, unknown>,
      Object.fromEntries(entries),
    )
  } catch (cause) {
    if (cause instanceof ApiError && cause.refusal.kind === 'invalid') {
      throw refusal(failure, { cause })
    }
    throw cause
  }
}

/** Runs a decoder; a wrong JSON type is refused with `failure` and no field. */
export const decodeOr = <T>(failure: LoadFailure, decode: () => T): T => {
  try {
    return decode()
  } catch (cause) {
    if (cause instanceof Undecodable) throw refusal(failure, { cause })
    throw cause
  }
}
