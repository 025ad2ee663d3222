import type { Both } from '../generated/pair.ts'
import { redact } from '../harness/redact.ts'
import type { Target } from '../harness/target.ts'
import { reportName } from '../report/jsonl.ts'
import { readLines, writeLines } from '../report/lines.ts'
import type { Compared } from './recorded.ts'
import type { DiffVerdict } from './verdict.ts'

/** Version of the line format below; a change of it is announced in the changelog. */
const format = 1

export interface DifferenceLine {
  readonly type: 'difference'
  readonly id: string
  readonly about: string
  readonly curl: string
  readonly a: string
  readonly b: string
  /** Why it is no surprise; absent when it is one. */
  readonly known?: string
}

/** Writes a comparison as JSON lines: a header, one line per difference, and a footer with the counts. */
export const writeDiff = (
  directory: string,
  {
    targets: { a, b },
    seed,
    compared,
    verdict: { known, stale },
  }: {
    readonly targets: Both<Target>
    readonly seed: number
    readonly compared: readonly Compared[]
    readonly verdict: DiffVerdict
  },
): void => {
  const header = {
    ...{ type: 'header', format, seed, at: new Date().toISOString() },
    a: { target: a.name, version: a.version },
    b: { target: b.name, version: b.version },
  }
  const lines = compared.flatMap(({ id, difference }): readonly DifferenceLine[] => {
    if (difference === undefined) return []
    const { about, curl, seen } = difference
    const reason = known.get(id)
    return [
      {
        ...{ type: 'difference', id, about, curl, a: redact(seen.a), b: redact(seen.b) },
        ...(reason === undefined ? {} : { known: reason }),
      },
    ]
  })
  const exchanges = compared.reduce((sum, each) => sum + each.exchanges, 0)
  const footer = {
    type: 'footer',
    cases: compared.length,
    exchanges,
    differences: lines.length,
    stale,
  }
  writeLines(`${directory}/${reportName(a)}-${reportName(b)}.jsonl`, [header, ...lines, footer])
}

export interface DiffReport {
  readonly header: {
    readonly type: 'header'
    readonly format: number
    readonly at: string
    readonly a: { readonly target: string; readonly version: string }
    readonly b: { readonly target: string; readonly version: string }
  }
  readonly differences: readonly DifferenceLine[]
  readonly footer: {
    readonly type: 'footer'
    readonly cases: number
    readonly exchanges: number
    readonly differences: number
    readonly stale: readonly string[]
  }
}

/** Reads a comparison back; refuses one that is of another format, empty or cut off. */
export const readDiff = async (path: string): Promise<DiffReport> => {
  const [header, ...rest] = await readLines<Line>(path)
  if (header?.type !== 'header' || header.format !== format) {
    throw new Error(`${path} is not a comparison of format ${format}`)
  }
  const footer = rest.at(-1)
  const differences = rest.filter((line) => line.type === 'difference')
  if (footer?.type !== 'footer' || footer.differences !== differences.length) {
    throw new Error(
      `${path} is cut off: it has ${differences.length} differences and no matching footer`,
    )
  }
  return { header, differences, footer }
}

type Line = DiffReport['header'] | DifferenceLine | DiffReport['footer']
