/** The middle value; the mean of the two middle ones of an even number. NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/** A ratio over several rounds. */
export interface Ratio {
  readonly median: number
  readonly low: number
  readonly high: number
  /** Distance of the extremes, as a part of the median. */
  readonly spread: number
}

/**
 * How the first of each pair compares with the second, pair by pair: what slows the machine down for a while slows down both
 * of a round, and cancels out.
 */
export const ratioOf = (pairs: readonly (readonly [number, number])[]): Ratio => {
  const ratios = pairs.map(([ours, theirs]) => ours / theirs)
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)]
  const middle = median(ratios)
  return { median: middle, low, high, spread: (high - low) / middle }
}

/** Rounds that lie further apart than this say little; the figure is marked. */
export const steadySpread = 0.4

export const isSteady = ({ spread }: Ratio): boolean => spread <= steadySpread
