const last = new WeakMap<object, Promise<unknown>>()

/**
 * Runs work on one thing strictly one after the other. PocketBase reloads its list of collections after each change, and two
 * changes at once can leave it without the newer collection for a moment (schema changes of cases that run side by side).
 */
export const inTurn = <T>(thing: object, work: () => Promise<T>): Promise<T> => {
  const before = last.get(thing) ?? Promise.resolve()
  const mine = before.then(work, work)
  last.set(
    thing,
    mine.catch(() => undefined),
  )
  return mine
}
