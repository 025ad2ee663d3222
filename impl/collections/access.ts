import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import type { Collection, Collections } from './model.ts'
import { type JsonObject, Undecodable } from '../values/shape.ts'

/** The collection of an id or name; refuses with 404 when there is none. */
export const requireCollection = (collections: Collections, nameOrId: string): Collection => {
  const collection = collections.find(nameOrId)
  if (collection === undefined) throw new ApiError({ kind: 'not-found' })
  return collection
}

/** The submitted object; a body that cannot be read as one is refused with `message`. */
export const readBody = async (incoming: Incoming, message: string): Promise<JsonObject> => {
  try {
    const entries = await incoming.body()
    return Object.assign(
      // Any key may be sent, `__proto__` too.
      Object.create(null) as Record<string, unknown>,
      Object.fromEntries(entries),
    )
  } catch (cause) {
    if (cause instanceof ApiError && cause.refusal.kind === 'invalid') {
      throw new ApiError({ kind: 'invalid', message }, { cause })
    }
    throw cause
  }
}

/** Runs a decoder; a wrong JSON type is refused with `message` and no field. */
export const decodeOr = <T>(message: string, decode: () => T): T => {
  try {
    return decode()
  } catch (cause) {
    if (cause instanceof Undecodable) throw new ApiError({ kind: 'invalid', message }, { cause })
    throw cause
  }
}

export const loadFailed = 'Failed to load the submitted data due to invalid formatting.'
export const kindFailed = 'Failed to load the collection type data due to invalid formatting.'
