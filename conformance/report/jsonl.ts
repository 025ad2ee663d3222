import { requirementById } from '../../spec/registry.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { Target } from '../harness/target.ts'
import type { Judged } from '../run.ts'
import { describeOutcome } from './failure.ts'
import { countVerdicts, readLines, writeLines } from './lines.ts'

/** Version of the line format below; a change of it is announced in the changelog. */
const format = 1

export interface CaseLine {
  readonly type: 'case'
  readonly id: string
  readonly level: string
  readonly verdict: string
  readonly outcome: string
  readonly gap?: string
  readonly claims: Readonly<Record<string, boolean>>
  readonly ms: number
  /** Why it was not kept; absent when it was. */
  readonly story?: readonly string[]
  readonly exchanges?: readonly ReturnType<Exchange['toEvidence']>[]
}

/** What was judged, and when. */
export interface ReportHeader {
  readonly type: 'header'
  readonly format: number
  readonly target: string
  readonly version: string
  readonly seed: number
  readonly at: string
}

/** Last line: a file without it was cut off. */
interface Footer {
  readonly type: 'footer'
  readonly cases: number
  readonly verdicts: Readonly<Partial<Record<Judged['verdict'], number>>>
}

export interface Report {
  readonly header: ReportHeader
  readonly cases: readonly CaseLine[]
}

/** How the files of a target's report are called. */
export const reportName = ({ name }: Pick<Target, 'name'>): string =>
  name.replace(/[^\w@.-]+/g, '_')

/**
 * Writes a run as JSON lines: a header (`format`, target, version, seed), one line per case in the order of ids, and a footer
 * with the counts, by which a truncated file is recognised. Cases that were not kept carry their story and exchanges.
 */
export const writeJsonl = (
  path: string,
  {
    target,
    seed,
    all,
  }: { readonly target: Target; readonly seed: number; readonly all: readonly Judged[] },
): void => {
  const header: ReportHeader = {
    type: 'header',
    format,
    target: target.name,
    version: target.version,
    seed,
    at: new Date().toISOString(),
  }
  const sorted = [...all].sort((a, b) => (a.case.id < b.case.id ? -1 : 1))
  const footer: Footer = { type: 'footer', cases: all.length, verdicts: countVerdicts(all) }
  writeLines(path, [header, ...sorted.map(lineOf), footer])
}

const lineOf = (judged: Judged): CaseLine => {
  const line: CaseLine = {
    type: 'case',
    id: judged.case.id,
    level: requirementById(judged.case.id).level,
    verdict: judged.verdict,
    outcome: judged.outcome.kind,
    ...(judged.gap === undefined ? {} : { gap: judged.gap }),
    claims: Object.fromEntries(judged.claims),
    ms: Math.round(judged.ms),
  }
  if (judged.verdict === 'kept' || judged.verdict === 'not-judged') return line
  const evidence = judged.exchanges.map((exchange) => exchange.toEvidence())
  return { ...line, story: describeOutcome(judged.outcome), exchanges: evidence }
}

/** Reads a report back; refuses one that is of another format, empty or cut off. */
export const readReport = async (path: string): Promise<Report> => {
  const file = Bun.file(path)
  if (!(await file.exists()))
    throw new Error(`${path} does not exist; run: bun run plumbline check`)
  const [header, ...rest] = await readLines<ReportHeader | CaseLine | Footer>(path)
  if (header?.type !== 'header' || header.format !== format) {
    throw new Error(`${path} is not a report of format ${format}`)
  }
  const footer = rest.at(-1)
  const cases = rest.filter((line) => line.type === 'case')
  if (footer?.type !== 'footer' || footer.cases !== cases.length) {
    throw new Error(`${path} is cut off: it has ${cases.length} cases and no matching footer`)
  }
  return { header, cases }
}

/** The cases of {@link readReport}. */
export const readJsonl = async (path: string): Promise<readonly CaseLine[]> =>
  (await readReport(path)).cases
