import { join, resolve } from 'node:path'
import { countVerdicts } from '../report/lines.ts'
import { fillPlace, readmePath } from '../report/readme.ts'
import { markdownTable } from '../report/table.ts'
import { type Matrix, type MatrixHeader, readMatrix } from './matrix.ts'
import { type Counts, rateOfCounts } from './summary.ts'
import { type VerdictKind, verdicts } from './rules.ts'

/** What is committed of a kill matrix, whose thousands of lines are not. */
export interface Strength extends Omit<MatrixHeader, 'type' | 'schema' | 'partial'> {
  readonly areas: Readonly<Record<string, Counts>>
}

const root = resolve(import.meta.dir, '../..')
const committed = 'reports/prove/summary.json'

/**
 * Area by area, in the order of names.
 * @throws Error for the matrix of a part of a run, which says nothing about the whole
 */
export const strengthOf = ({ header, mutants }: Matrix): Strength => {
  const { type: _, schema: __, partial, ...facts } = header
  if (partial !== undefined) {
    throw new Error(
      `only ${partial.judged} of ${partial.of} mutants were judged; run it to its end to publish it`,
    )
  }
  const areas = [...Map.groupBy(mutants, ({ area }) => area)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, lines]) => [area, countVerdicts(lines)] as const)
  return { ...facts, areas: Object.fromEntries(areas) }
}

const shown = ['killed', 'survived', 'smoke', 'no-case'] as const satisfies readonly VerdictKind[]

/** What stands between the README's markers. */
export const strengthSection = ({ at, seed, generated, cases, areas }: Strength): string => {
  const rows = [...Object.entries(areas), ['**all**', sum(Object.values(areas))] as const]
  const judged = Object.values(rows.at(-1)?.[1] ?? {}).reduce((all, count) => all + count, 0)
  const drawn = seed === undefined ? 'all that' : `a sample (seed ${seed}) of those that`
  return [
    `${at.slice(0, 10)}: ${generated} wrong servers and ${cases} cases; judged are ${judged}, ${drawn} a case sees.`,
    markdownTable([
      ['area', ...shown, 'kill rate'],
      ...rows.map(([area, counts]) => {
        const rate = rateOfCounts(counts)
        return [
          area,
          ...shown.map((kind) => counts[kind] ?? 0),
          rate === undefined ? '' : `${rate.toFixed(1)} %`,
        ]
      }),
    ]),
    shown.map((kind) => `- *${kind}*: ${verdicts[kind]}`).join('\n'),
  ].join('\n\n')
}

const sum = (all: readonly Counts[]): Counts => {
  const total: Partial<Record<VerdictKind, number>> = {}
  for (const counts of all) {
    for (const kind of Object.keys(verdicts) as VerdictKind[]) {
      // its keys are no others
      total[kind] = (total[kind] ?? 0) + (counts[kind] ?? 0)
    }
  }
  return total
}

/** Written below and nowhere else; undefined when nothing was published yet. */
const readCommitted = async (): Promise<Strength | undefined> => {
  const file = Bun.file(join(root, committed))
  return (await file.exists()) ? ((await file.json()) as Strength) : undefined
}

const wantedReadme = async () => {
  const found = await Bun.file(readmePath).text()
  const strength = await readCommitted()
  const section =
    strength === undefined ? 'No results are published yet.' : strengthSection(strength)
  return { found, wanted: fillPlace(found, 'strength', section) }
}

/** Keeps what a matrix says and brings the README up to date with it. */
export const publishStrength = async (matrix: string): Promise<void> => {
  const strength = strengthOf(await readMatrix(matrix))
  await Bun.write(join(root, committed), `${JSON.stringify(strength, undefined, 2)}\n`)
  await Bun.write(readmePath, (await wantedReadme()).wanted)
}

/** Whether the README says what was kept. */
export const isPublished = async (): Promise<boolean> => {
  const { found, wanted } = await wantedReadme()
  return found === wanted
}
