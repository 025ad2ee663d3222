import type { BenchFile, LoadResult } from './results.ts'
import type { Ratio } from './statistics.ts'
import { summarizeLoad } from './summary.ts'

/** Horizontal bars of the ratios on a logarithmic scale, with whiskers from the lowest to the highest round. */

export type Scheme = 'light' | 'dark'

const colours = {
  light: {
    text: '#1f2328',
    faint: '#d1d9e0',
    better: '#1a7f37',
    worse: '#cf222e',
    whisker: '#1f2328',
  },
  dark: {
    text: '#f0f6fc',
    faint: '#3d444d',
    better: '#3fb950',
    worse: '#f85149',
    whisker: '#f0f6fc',
  },
} as const satisfies Record<Scheme, Readonly<Record<string, string>>>

const rowHeight = 24
const barHeight = 14
const left = 330
const right = 70
const width = 900
const top = 48
const bottom = 16

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface Bar {
  readonly says: string
  readonly ratio: Ratio
}

/** Round numbers that cover all bars, 1 among them. */
const ticksFor = (bars: readonly Bar[]): readonly number[] => {
  const low = Math.min(1, ...bars.map(({ ratio }) => ratio.low))
  const high = Math.max(1, ...bars.map(({ ratio }) => ratio.high))
  const steps = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
  const from = steps.findLastIndex((step) => step <= low)
  const to = steps.findIndex((step) => step >= high)
  return steps.slice(Math.max(0, from), to < 0 ? steps.length : to + 1)
}

/** The chart as an SVG document; the figures are in its text, too, for whoever does not see it. */
export const chartOf = ({ scenarios, versions }: BenchFile, scheme: Scheme): string => {
  const bars = scenarios
    .filter(
      (result): result is LoadResult => result.outcome === 'measured' && result.kind === 'load',
    )
    .map((result): Bar => ({ says: result.says, ratio: summarizeLoad(result).ratio }))
  const { text, faint, better, worse, whisker } = colours[scheme]
  const ticks = ticksFor(bars)
  const [first = 1, last = first] = [ticks[0], ticks.at(-1)]
  const span = Math.log(last / first) || 1
  const x = (value: number): number =>
    Math.round(left + ((width - left - right) * Math.log(value / first)) / span)
  const height = top + bars.length * rowHeight + bottom
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="13" fill="${text}">`,
    `<title id="title">Requests a second, reference server to PocketBase ${escape(versions.upstream)}: ${bars.map(({ says, ratio }) => `${escape(says)} ${ratio.median.toFixed(1)}`).join('; ')}</title>`,
    `<text x="0" y="16" font-weight="600">Requests a second, as a multiple of PocketBase ${escape(versions.upstream)}</text>`,
    ...ticks.flatMap((tick) => [
      `<line x1="${x(tick)}" x2="${x(tick)}" y1="${top - 6}" y2="${height - bottom}" stroke="${tick === 1 ? text : faint}"/>`,
      `<text x="${x(tick)}" y="${top - 12}" text-anchor="middle" font-size="11">${tick}×</text>`,
    ]),
    ...bars.flatMap(({ says, ratio }, row) => {
      const y = top + row * rowHeight
      const [from, to] = [x(1), x(ratio.median)]
      const middle = y + rowHeight / 2
      return [
        `<text x="${left - 10}" y="${middle + 4}" text-anchor="end">${escape(says)}</text>`,
        `<rect x="${Math.min(from, to)}" y="${y + (rowHeight - barHeight) / 2}" width="${Math.max(1, Math.abs(to - from))}" height="${barHeight}" fill="${ratio.median >= 1 ? better : worse}"/>`,
        `<line x1="${x(ratio.low)}" x2="${x(ratio.high)}" y1="${middle}" y2="${middle}" stroke="${whisker}" stroke-width="1.5"/>`,
        `<text x="${Math.max(from, to, x(ratio.high)) + 8}" y="${middle + 4}">${ratio.median.toFixed(1)}×</text>`,
      ]
    }),
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}
