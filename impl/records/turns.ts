import { createAlone } from '../alone.ts'
import { retryWhileStale, Stale } from '../collections/stale.ts'
import type { RecordContext } from './context.ts'

/** Decides and commits; repeated while somebody else changes what the decision rests on. */
export type InTurn = <T>(recordId: string, attempt: () => Promise<T>) => Promise<T>

/**
 * Writers of one record that get into each other's way go one after another, so that each of fifty increments costs two
 * attempts at most and none starves. Whoever is alone does not wait.
 */
export const createTurns = (context: RecordContext): InTurn => {
  const { run, isTaken } = createAlone()
  const queue = <T>(recordId: string, attempt: () => Promise<T>): Promise<T> =>
    run([recordId], () => retryWhileStale(context, attempt))

  return async (recordId, attempt) => {
    if (isTaken(recordId)) return queue(recordId, attempt)
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Stale)) throw error
      return queue(recordId, attempt)
    }
  }
}
