import type { Both } from '../generated/pair.ts'
import type { Case } from '../harness/case.ts'
import type { CaseRun } from '../harness/run-case.ts'
import { schedule } from '../harness/scheduler.ts'
import type { Target } from '../harness/target.ts'
import { compare, type Difference, type Everywhere } from './compare.ts'

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
  readonly everywhere?: Everywhere
}

/**
 * Runs every case on both targets, in the same words, and compares the exchanges. Says nothing about cases that one of
 * them cannot be judged by. What the cases claim does not matter here: this sees what no claim speaks of.
 */
export const compareRecorded = async ({
  targets,
  cases,
  seed,
  everywhere,
}: RecordedOptions): Promise<readonly Compared[]> => {
  const run = (target: Target) => runSliced({ target, cases, seed })
  const [a, others] = await Promise.all([run(targets.a), run(targets.b)])
  const b = byId(others)
  return a
    .flatMap((mine) => {
      const other = b.get(mine.case.id)
      return other === undefined || isUnjudged(mine) || isUnjudged(other) ? [] : [{ mine, other }]
    })
    .map(({ mine, other }) => ({
      id: mine.case.id,
      exchanges: mine.exchanges.length,
      difference: compare(mine.exchanges, other.exchanges, everywhere),
    }))
    .toSorted((x, y) => (x.id < y.id ? -1 : 1))
}

const sliceCount = 4

/** How long a case takes is no difference. */
const timeoutMs = 300_000

/**
 * A case that lists what others have left sees the same on both only if the same ones came before it, one by one. Most of the
 * time goes by in waiting, so several such rows run beside each other, each on a server of its own.
 */
const runSliced = async ({
  target,
  cases,
  seed,
}: Omit<RecordedOptions, 'targets' | 'everywhere'> & { readonly target: Target }): Promise<
  readonly CaseRun[]
> => {
  const isPrivate = ({ lane }: Case): boolean => lane === 'private'
  const together = cases.filter((each) => !isPrivate(each))
  const slices = [
    cases.filter(isPrivate),
    ...Array.from({ length: sliceCount }, (_, slice) =>
      together.filter((_each, at) => at % sliceCount === slice),
    ),
  ]
  const runs = slices.map((slice) =>
    schedule({ target, cases: slice, seed, nameSeed: seed, oneByOne: true, timeoutMs }),
  )
  return (await Promise.all(runs)).flat()
}

const byId = (runs: readonly CaseRun[]): ReadonlyMap<string, CaseRun> =>
  new Map(runs.map((run) => [run.case.id, run]))

const isUnjudged = ({ outcome }: CaseRun): boolean => outcome.kind === 'not-applicable'
