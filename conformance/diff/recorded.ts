import type { Both } from '../generated/pair.ts'
import type { Case } from '../harness/case.ts'
import type { CaseRun } from '../harness/run-case.ts'
import { schedule } from '../harness/scheduler.ts'
import type { Target } from '../harness/target.ts'
import { compare, type Difference } from './compare.ts'

export interface Compared {
  readonly id: string
  /** Exchanges of the case with the first server. */
  readonly exchanges: number
  readonly difference: Difference | undefined
}

export interface RecordedOptions {
  readonly targets: Both<Target>
  readonly cases: readonly Case[]
  readonly seed: number
}

/**
 * Runs every case on both targets, in the same words, and compares the exchanges. Says nothing about cases that one of
 * them cannot be judged by. What the cases claim does not matter here: this sees what no claim speaks of.
 */
export const compareRecorded = async ({
  targets,
  cases,
  seed,
}: RecordedOptions): Promise<readonly Compared[]> => {
  const run = (target: Target) => schedule({ target, cases, seed, nameSeed: seed, oneByOne: true })
  // One after the other: two servers at once would make each other slow.
  const a = await run(targets.a)
  const b = byId(await run(targets.b))
  return a
    .flatMap((mine) => {
      const other = b.get(mine.case.id)
      return other === undefined || isUnjudged(mine) || isUnjudged(other) ? [] : [{ mine, other }]
    })
    .map(({ mine, other }) => ({
      id: mine.case.id,
      exchanges: mine.exchanges.length,
      difference: compare(mine.exchanges, other.exchanges),
    }))
    .toSorted((x, y) => (x.id < y.id ? -1 : 1))
}

const byId = (runs: readonly CaseRun[]): ReadonlyMap<string, CaseRun> =>
  new Map(runs.map((run) => [run.case.id, run]))

const isUnjudged = ({ outcome }: CaseRun): boolean => outcome.kind === 'not-applicable'
