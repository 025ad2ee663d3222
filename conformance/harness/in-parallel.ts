/**
 * Does `work` for every item, so many at once, in the order of the items. After a failure nothing more begins; it is thrown
 * when all that was under way has ended, so that what the work rests on may be closed then. Of several the first is thrown.
 */
export const inParallel = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = items.values()
  const failures: { readonly cause: unknown }[] = []
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      try {
        await work(item)
      } catch (cause) {
        failures.push({ cause })
      }
      if (failures.length > 0) return
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  const [first] = failures
  if (first !== undefined) throw first.cause
}
