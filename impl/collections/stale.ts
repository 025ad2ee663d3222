import type { CollectionContext } from './context.ts'

/** Somebody else changed what the decision rested on: decide again. */
export class Stale extends Error {
  override readonly name = 'Stale'
}

const maxAttempts = 10

/** Decides again while somebody else is faster; each decision sees the collections as they are then. */
export const retryWhileStale = async <T>(
  { store }: CollectionContext,
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
