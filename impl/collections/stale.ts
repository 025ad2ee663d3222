import { SqlFailure, type Store } from '../store/store.ts'
import type { Collection, Collections } from './model.ts'

/** Somebody else changed what the decision rested on: decide again. */
export class Stale extends Error {
  override readonly name = 'Stale'
}

/** Refuses to go on with a version of a collection that is not the current one: {@link Stale}. */
export const requireCurrent = (collections: Collections, collection: Collection): void => {
  // Its id may be another one's name, by which the catalog would look first.
  if (collections.find(collection.name) !== collection) throw new Stale()
}

interface ReadContext {
  readonly store: Pick<Store, 'notice'>
  readonly collections: Pick<Collections, 'all'>
}

/**
 * Reads what a write or an answer will rest on. A statement that does not run because a collection changed since the decision
 * began makes the decision void ({@link Stale}); it is no failure of the request.
 */
export const readToDecide = async <T>(
  { store, collections }: ReadContext,
  builtOn: readonly Collection[],
  read: () => Promise<T>,
): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error
    store.notice()
    throw collections.all() === builtOn ? error : new Stale()
  }
}

const maxAttempts = 10

/**
 * Decides again while somebody else is faster; each decision sees the collections as they are then. After ten times the
 * {@link Stale} itself is thrown on, a defect.
 */
export const retryWhileStale = async <T>(
  { store }: { readonly store: Pick<Store, 'notice'> },
  attempt: () => Promise<T>,
): Promise<T> => {
  for (let left = maxAttempts; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Stale) || left === 0) throw error
      store.notice()
    }
  }
}
