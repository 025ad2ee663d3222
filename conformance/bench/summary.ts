import type { FloorName, LoadResult, Measured, ProcessResult } from './results.ts'
import { median, type Ratio, ratioOf } from './statistics.ts'

/** What the rounds of one server come to; each figure is the median of the rounds. */
export interface Side {
  readonly perSecond: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly cpuUsPerRequest: number
  readonly peakRssMb: number
}

export interface LoadSummary {
  readonly reference: Side
  readonly upstream: Side
  /** Requests a second, ours to theirs: above 1 we are faster. */
  readonly ratio: Ratio
  readonly floors: readonly (readonly [FloorName, number])[]
  /** Median part of the machine that others used meanwhile. */
  readonly others: number
}

const perSecond = ({ requests, seconds }: Measured): number => requests / seconds

const sideOf = (rounds: readonly Measured[]): Side => {
  const of = (figure: (round: Measured) => number): number => median(rounds.map(figure))
  return {
    perSecond: of(perSecond),
    seconds: of(({ seconds }) => seconds),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    maxMs: of(({ maxMs }) => maxMs),
    cpuUsPerRequest: of(({ cpuMs, requests }) => (cpuMs * 1000) / requests),
    peakRssMb: of(({ peakRssMb }) => peakRssMb),
  }
}

const floorNames: readonly FloorName[] = ['route', 'statement', 'bcrypt']

export const summarizeLoad = ({ rounds }: Pick<LoadResult, 'rounds'>): LoadSummary => ({
  reference: sideOf(rounds.map(({ reference }) => reference)),
  upstream: sideOf(rounds.map(({ upstream }) => upstream)),
  ratio: ratioOf(
    rounds.map(({ reference, upstream }) => [perSecond(reference), perSecond(upstream)]),
  ),
  floors: floorNames.flatMap((name) => {
    const found = rounds.flatMap(({ floors }) => floors[name] ?? [])
    return found.length === 0 ? [] : [[name, median(found)] as const]
  }),
  others: median(rounds.flatMap(({ reference, upstream }) => [reference.others, upstream.others])),
})

export interface ProcessSummary {
  readonly reference: number
  readonly upstream: number
  /** Ours to theirs: below 1 we need less. */
  readonly ratio: Ratio
}

export const summarizeProcess = ({ rounds }: Pick<ProcessResult, 'rounds'>): ProcessSummary => ({
  reference: median(rounds.map(({ reference }) => reference)),
  upstream: median(rounds.map(({ upstream }) => upstream)),
  ratio: ratioOf(rounds.map(({ reference, upstream }) => [reference, upstream])),
})
