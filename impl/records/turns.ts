import { retryWhileStale, Stale } from '../collections/stale.ts'
import type { RecordContext } from './context.ts'

/** Decides and commits; repeated while somebody else changes what the decision rests on. */
export type InTurn = <T>(recordId: string, attempt: () => Promise<T>) => Promise<T>

/**
 * Writers of one record that get into each other's way go one after another, so that each of fifty increments costs two
 * attempts at most and none starves. Whoever is alone does not wait.
 */
export const createTurns = (context: RecordContext): InTurn => {
  const last = new Map<string, Promise<unknown>>()

  const queue = async <T>(key: string, attempt: () => Promise<T>): Promise<T> => {
    const before = last.get(key)
    const turn = Promise.resolve(before).then(() => retryWhileStale(context, attempt))
    const over = turn.then(
      () => undefined,
      // The one who asked hears of it; those behind only wait for the end.
      () => undefined,
    )
    last.set(key, over)
    try {
      return await turn
    } finally {
      if (last.get(key) === over) last.delete(key)
    }
  }

  return async (key, attempt) => {
    if (last.has(key)) return queue(key, attempt)
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Stale)) throw error
      return queue(key, attempt)
    }
  }
}
