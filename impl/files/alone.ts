/** Runs work that nobody shares a directory with: who names one of them waits for all who named it before. */
export type Alone = <T>(directories: readonly string[], work: () => Promise<T>) => Promise<T>

export const createAlone = (): Alone => {
  const last = new Map<string, Promise<unknown>>()
  return async (directories, work) => {
    const turn = Promise.all(directories.flatMap((each) => last.get(each) ?? [])).then(work)
    const over = turn.then(
      () => undefined,
      // Who asked hears of it; those behind only wait for the end.
      () => undefined,
    )
    // All of them in the same moment, so that no two wait for each other.
    for (const each of directories) last.set(each, over)
    try {
      return await turn
    } finally {
      for (const each of directories) if (last.get(each) === over) last.delete(each)
    }
  }
}
