/** Something awaited came, or it did not and `missing` says for how long it was awaited. */
export type Arrival<T> =
  | { readonly value: T; readonly missing?: undefined }
  | { readonly value?: undefined; readonly missing: string }

export interface Inbox<T> {
  /** Everything that came so far, also what was taken. */
  readonly all: readonly T[]
  readonly add: (item: T) => void
  /** Nothing more will come; whoever still waits is told so. */
  readonly end: (because: string) => void
  /** The first item that matches, whether it is there already or comes before the deadline. */
  find(matches: (item: T) => boolean, deadlineMs: number): Promise<Arrival<T>>
  /** Like `find`, and the item is not found by `take` again. */
  take(matches: (item: T) => boolean, deadlineMs: number): Promise<Arrival<T>>
}

interface Waiting<T> {
  readonly matches: (item: T) => boolean
  readonly isTaking: boolean
  readonly settle: (arrival: Arrival<T>) => void
}

/** Items that come on their own time and are awaited with a deadline. A deadline that passes is a value, not an error. */
export const createInbox = <T>(): Inbox<T> => {
  const all: T[] = []
  const untaken: T[] = []
  const waiting = new Set<Waiting<T>>()
  let ended: string | undefined

  const wait = (
    items: readonly T[],
    matches: (item: T) => boolean,
    deadlineMs: number,
    isTaking: boolean,
  ): Promise<Arrival<T>> => {
    const found = items.findIndex(matches)
    if (found >= 0) {
      // findIndex has just found it.
      const value = items[found] as T
      if (isTaking) untaken.splice(found, 1)
      return Promise.resolve({ value })
    }
    if (ended !== undefined) return Promise.resolve({ missing: ended })
    return new Promise((resolve) => {
      const settle = (arrival: Arrival<T>): void => {
        clearTimeout(timer)
        waiting.delete(entry)
        resolve(arrival)
      }
      const entry: Waiting<T> = { matches, isTaking, settle }
      const timer = setTimeout(
        () => settle({ missing: `nothing arrived in ${deadlineMs} ms` }),
        deadlineMs,
      )
      waiting.add(entry)
    })
  }

  return {
    all,
    add(item) {
      all.push(item)
      const interested = [...waiting].filter(({ matches }) => matches(item))
      const taker = interested.find(({ isTaking }) => isTaking)
      if (taker === undefined) untaken.push(item)
      for (const entry of interested) {
        if (!entry.isTaking || entry === taker) entry.settle({ value: item })
      }
    },
    end(because) {
      ended ??= because
      for (const { settle } of waiting) settle({ missing: because })
    },
    find: (matches, deadlineMs) => wait(all, matches, deadlineMs, false),
    take: (matches, deadlineMs) => wait(untaken, matches, deadlineMs, true),
  }
}
