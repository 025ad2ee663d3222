import { requirementById } from '../../spec/registry.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { Target } from '../harness/target.ts'
import type { Judged } from '../run.ts'
import { describeOutcome } from './failure.ts'

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
export const writeJsonl = async (
  path: string,
  {
    target,
    seed,
    all,
  }: { readonly target: Target; readonly seed: number; readonly all: readonly Judged[] },
): Promise<void> => {
  const header: ReportHeader = {
    type: 'header',
    format,
    target: target.name,
    version: target.version,
    seed,
    at: new Date().toISOString(),
  }
  const sorted = [...all].sort((a, b) => (a.case.id < b.case.id ? -1 : 1))
  const footer = { type: 'footer', cases: all.length, verdicts: countBy(all) }
  const lines = [header, ...sorted.map(lineOf), footer].map((line) => JSON.stringify(line))
  await Bun.write(path, `${lines.join('\n')}\n`)
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

const countBy = (all: readonly Judged[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { verdict } of all) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

interface Line {
  readonly type: string
  readonly format?: number
  readonly cases?: number
}

/** The file is ours: its shape is checked by header and footer. A line that was cut off is neither. */
const parseLine = (text: string): Line => {
  try {
    const line: unknown = JSON.parse(text)
    if (typeof line === 'object' && line !== null && 'type' in line) return line as Line
  } catch {
    // what is no JSON is no line of a report, as below
  }
  return { type: 'unreadable' }
}

const isHeader = (line: Line | undefined): line is ReportHeader =>
  line?.type === 'header' && line.format === format

/** Reads a report back; refuses one that is of another format, empty or cut off. */
export const readReport = async (path: string): Promise<Report> => {
  const file = Bun.file(path)
  if (!(await file.exists()))
    throw new Error(`${path} does not exist; run: bun run plumbline check`)
  const lines = (await file.text()).split('\n').filter((line) => line !== '')
  const [header, ...rest] = lines.map(parseLine)
  if (!isHeader(header)) throw new Error(`${path} is not a report of format ${format}`)
  const footer = rest.at(-1)
  const cases = rest.filter((line): line is CaseLine => line.type === 'case')
  if (footer?.type !== 'footer' || footer.cases !== cases.length) {
    throw new Error(`${path} is cut off: it has ${cases.length} cases and no matching footer`)
  }
  return { header, cases }
}

/** The cases of {@link readReport}. */
export const readJsonl = async (path: string): Promise<readonly CaseLine[]> =>
  (await readReport(path)).cases
