import type { LoadResult, ProcessResult, ScenarioResult } from './results.ts'
import { isSteady, type Ratio } from './statistics.ts'
import { type LoadSummary, summarizeLoad, summarizeProcess } from './summary.ts'

/** Results as rows of text cells, for a terminal and for Markdown alike. */
export type Cells = readonly (readonly string[])[]

const three = (value: number): string => {
  if (!Number.isFinite(value)) return '?'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** `3.40 (3.10–3.80)`; a `~` says that the rounds lie too far apart. */
export const ratioCell = (ratio: Ratio): string =>
  `${three(ratio.median)} (${three(ratio.low)}–${three(ratio.high)})${isSteady(ratio) ? '' : ' ~'}`

const both = (summary: LoadSummary, figure: (side: LoadSummary['reference']) => number): string =>
  `${three(figure(summary.reference))} / ${three(figure(summary.upstream))}`

const floorCell = ({ floors }: LoadSummary): string =>
  floors.map(([name, perSecond]) => `${name} ${three(perSecond)}`).join(', ')

const loadHeader = [
  'ours / PocketBase',
  'requests/s',
  'ratio',
  'p50 ms',
  'p99 ms',
  'CPU µs',
  'peak MB',
  'floor, per s',
]

const loadRow = (name: string, result: LoadResult): readonly string[] => {
  const summary = summarizeLoad(result)
  return [
    name,
    both(summary, ({ perSecond }) => perSecond),
    ratioCell(summary.ratio),
    both(summary, ({ p50Ms }) => p50Ms),
    both(summary, ({ p99Ms }) => p99Ms),
    both(summary, ({ cpuUsPerRequest }) => cpuUsPerRequest),
    both(summary, ({ peakRssMb }) => peakRssMb),
    floorCell(summary),
  ]
}

const processHeader = ['ours / PocketBase', 'figure', 'ratio']

const processRow = (name: string, result: ProcessResult): readonly string[] => {
  const { reference, upstream, ratio } = summarizeProcess(result)
  return [name, `${three(reference)} / ${three(upstream)} ${result.unit}`, ratioCell(ratio)]
}

/** What is called in the first column: the name on a terminal, where it can be asked for, the sentence elsewhere. */
export type Label = 'name' | 'says'

const isLoad = (result: ScenarioResult): result is LoadResult =>
  result.outcome === 'measured' && result.kind === 'load'

const isProcess = (result: ScenarioResult): result is ProcessResult =>
  result.outcome === 'measured' && result.kind === 'process'

/** The tables of a run, each with its header; an empty one is left out. */
export const tablesOf = (results: readonly ScenarioResult[], label: Label): readonly Cells[] => {
  const loads = results.filter(isLoad).map((result) => loadRow(result[label], result))
  const processes = results.filter(isProcess).map((result) => processRow(result[label], result))
  return [
    ...(loads.length === 0 ? [] : [[loadHeader, ...loads]]),
    ...(processes.length === 0 ? [] : [[processHeader, ...processes]]),
  ]
}

/** One line for each scenario that has no figures, and why. */
export const unmeasured = (results: readonly ScenarioResult[], label: Label): readonly string[] =>
  results.flatMap((result) => {
    switch (result.outcome) {
      case 'measured':
        return []
      case 'missing':
        return [`${result[label]}: missing, waits for "${result.waitsFor}"`]
      case 'refused':
        return [`${result[label]}: refused, ${result.because.split('\n')[0] ?? ''}`]
      default:
        return result satisfies never
    }
  })

/** `completed` of the public workload: a count of requests has a time rather than a rate. */
export const publicTable = (results: readonly ScenarioResult[]): Cells => [
  ['ours / PocketBase', 'what', 'completed, s', 'ratio', 'p50 ms', 'slowest ms', 'peak MB'],
  ...results.filter(isLoad).map((result) => {
    const summary = summarizeLoad(result)
    return [
      result.name,
      result.says,
      both(summary, ({ seconds }) => seconds),
      ratioCell(summary.ratio),
      both(summary, ({ p50Ms }) => p50Ms),
      both(summary, ({ maxMs }) => maxMs),
      both(summary, ({ peakRssMb }) => peakRssMb),
    ]
  }),
]
