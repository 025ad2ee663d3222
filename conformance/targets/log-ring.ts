/** The last part of a text that keeps growing. */
export interface LogRing {
  readonly add: (text: string) => void
  readonly read: () => string
}

/** @param capacity how many characters are kept, counted in UTF-16 units. */
export const createLogRing = (capacity: number): LogRing => {
  let kept = ''
  return {
    add(text) {
      kept = (kept + text).slice(-capacity)
    },
    read: () => kept,
  }
}
