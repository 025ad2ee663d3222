import { requirementById } from '../spec/registry.ts'
import { type Baseline, readBaseline } from './baseline.ts'
import type { Case } from './harness/case.ts'
import { exitCodeOf, exitCodes, type Verdict, verdictOf } from './harness/outcome.ts'
import type { CaseRun } from './harness/run-case.ts'
import { schedule } from './harness/scheduler.ts'
import type { Target } from './harness/target.ts'

/** A case with its verdict; `gap` names the work that a known gap of the reference server waits for. */
export interface Judged extends CaseRun {
  readonly verdict: Verdict
  readonly gap: string | undefined
}

export interface JudgeOptions {
  readonly target: Target
  readonly cases: readonly Case[]
  readonly seed: number
  readonly repeat?: number
  readonly onJudged?: (judged: Judged) => void
}

/** Judges a target with some cases. The baseline belongs to the reference server and to no other target. */
export const judge = async (options: JudgeOptions): Promise<readonly Judged[]> => {
  const { target, onJudged } = options
  const baseline: Baseline = target.name === 'reference' ? await readBaseline() : new Map()
  const judgeRun = (run: CaseRun): Judged => ({
    ...run,
    verdict: verdictOf(requirementById(run.case.id).level, run.outcome),
    gap: baseline.get(run.case.id),
  })
  const runs = await schedule({ ...options, onRun: (run) => onJudged?.(judgeRun(run)) })
  return runs.map(judgeRun)
}

/**
 * Whether a departure from a should or may breaks a test run of the target: the reference server and the real PocketBase keep
 * them all. Anybody else's server may choose; what it departs from is told.
 */
export const isHeldToAll = ({ name }: Pick<Target, 'name'>): boolean =>
  name === 'reference' || name === 'upstream'

/** A known gap that is no gap any more: the baseline must lose it. */
export const isStale = ({ gap, verdict }: Judged): boolean =>
  gap !== undefined && verdict === 'kept'

/** Whether one case alone would fail the run. */
export const breaksRun = (judged: Judged, strict: boolean): boolean => {
  if (judged.verdict === 'void' || isStale(judged)) return true
  if (judged.gap !== undefined) return false
  return judged.verdict === 'broken' || (strict && judged.verdict === 'departs')
}

/** The exit code of a whole run: known gaps do not count, a stale one does. */
export const exitCodeOfRun = (all: readonly Judged[], strict: boolean): number => {
  const counted = all.filter(({ gap, verdict }) => gap === undefined || verdict === 'void')
  const code = exitCodeOf(
    counted.map(({ verdict }) => verdict),
    strict,
  )
  const isOnlyGaps = code === exitCodes.usage && all.some(({ verdict }) => verdict !== 'not-judged')
  if (code === exitCodes.kept || isOnlyGaps)
    return all.some(isStale) ? exitCodes.broken : exitCodes.kept
  return code
}
