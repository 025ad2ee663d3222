/** Work that goes one after another: who names a thing waits for all who named it before. */
export interface Alone {
  run<T>(names: readonly string[], work: () => Promise<T>): Promise<T>
  /** Whether somebody would have to wait. */
  isTaken(name: string): boolean
}

export const createAlone = (): Alone => {
  const last = new Map<string, Promise<unknown>>()
  return {
    isTaken: (name) => last.has(name),
    async run(names, work) {
      const turn = Promise.all(names.flatMap((each) => last.get(each) ?? [])).then(work)
      const over = turn.then(
        () => undefined,
        // Who asked hears of it; those behind only wait for the end.
        () => undefined,
      )
      // All of them in the same moment, so that no two wait for each other.
      for (const each of names) last.set(each, over)
      try {
        return await turn
      } finally {
        for (const each of names) if (last.get(each) === over) last.delete(each)
      }
    },
  }
}
