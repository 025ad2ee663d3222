import { align } from '../report/table.ts'
import { countVerdicts } from '../report/lines.ts'
import type { MutantLine } from './matrix.ts'
import type { VerdictKind } from './rules.ts'

/** How many mutants got which verdict. */
export type Counts = Readonly<Partial<Record<VerdictKind, number>>>

/** The share of killed mutants among those that count, in percent; undefined when none does. */
export const rateOfCounts = ({ killed = 0, survived = 0 }: Counts): number | undefined =>
  killed + survived === 0 ? undefined : (100 * killed) / (killed + survived)

export const rateOf = (lines: readonly Pick<MutantLine, 'verdict'>[]): number | undefined =>
  rateOfCounts(countVerdicts(lines))

const columns = ['killed', 'survived', 'smoke', 'no-case', 'not-reached'] as const

/** Kill rates by family and by area, as text. */
export const describeSummary = (lines: readonly MutantLine[]): string =>
  [
    align([heading('family'), ...rowsBy(lines, ({ family }) => family)]),
    align([heading('area'), ...rowsBy(lines, ({ area }) => area), row('all', lines)]),
  ].join('\n\n')

const heading = (name: string): readonly string[] => [name, ...columns, 'kill rate']

const rowsBy = (
  lines: readonly MutantLine[],
  keyOf: (line: MutantLine) => string,
): readonly (readonly string[])[] =>
  [...Map.groupBy(lines, keyOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => row(name, group))

const row = (name: string, lines: readonly MutantLine[]): readonly string[] => {
  const counts = countVerdicts(lines)
  const rate = rateOfCounts(counts)
  const numbers = columns.map((column) => String(counts[column] ?? ''))
  return [name, ...numbers, rate === undefined ? '' : `${rate.toFixed(1)} %`]
}
