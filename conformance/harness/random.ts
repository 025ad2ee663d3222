/** A reproducible stream of numbers in [0, 1) (mulberry32). The order of a run comes from it. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Fisher-Yates on a copy. */
export const shuffle = <T>(items: readonly T[], random: () => number): readonly T[] => {
  const result = [...items]
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const [a, b] = [result[index], result[other]]
    // Both indexes lie inside the array.
    result[index] = b as T
    result[other] = a as T
  }
  return result
}
