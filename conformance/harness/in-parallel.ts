import { createLimit } from './limit.ts'

/** Does `work` for every item, so many at once, in the order of the items; rejects with the first that fails. */
export const inParallel = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const limit = createLimit(width)
  await Promise.all(items.map((item) => limit(() => work(item))))
}
