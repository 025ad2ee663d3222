import type { Pair } from './pair.ts'
import { type Disagreement, runSteps } from './run-session.ts'
import type { Step } from './session.ts'

export interface ShrinkOptions {
  /** The subject's own steps at the end of a session. */
  readonly own: readonly Step[] | undefined
  /** In ms of the process's own clock. */
  readonly until: number
  /** Begins the names of the session; each attempt gets another one, because a server may remember what was deleted. */
  readonly prefix: string
  readonly nextPrefix: () => string
}

/**
 * Leaves out every step without which the servers still part at the same one, over the same thing: half of them at once,
 * then a quarter, down to single ones. Edits are many steps each, so shrinking them leaves steps that nobody needs.
 */
export const shrinkSteps = async (
  pair: Pair,
  disagreement: Disagreement,
  { own = [], until, prefix, nextPrefix }: ShrinkOptions,
): Promise<Disagreement> => {
  // Two judges agree on what a model makes of it; the steps alone do not tell that.
  if (disagreement.about === 'model') return disagreement
  let smallest = disagreement
  let last = prefix
  const goesOn = (): boolean => performance.now() < until && pair.lost() === undefined

  const tryWithout = async (at: number, count: number): Promise<boolean> => {
    const next = nextPrefix()
    const all = smallest.lived.map(({ step }) => step)
    const left = all.toSpliced(at, count)
    if (losesWait(all.slice(at, at + count), left)) return false
    const steps = rename(left, last, next)
    const { disagreement: again } = await runSteps(pair, steps, own)
    if (again === undefined || !isSame(again, smallest, steps.length)) return false
    smallest = again
    last = next
    return true
  }

  // The last step is where they part.
  const removable = (): number => smallest.lived.length - 1
  for (let count = Math.ceil(removable() / 2); count >= 1; count = Math.floor(count / 2)) {
    for (let end = removable(); end > 0 && goesOn(); end -= count) {
      const at = Math.max(0, end - count)
      await tryWithout(at, end - at)
    }
  }
  return smallest
}

/** Whether what was left out waited for something that is still begun: such a script parts by chance, and not when it is replayed. */
const losesWait = (removed: readonly Step[], left: readonly Step[]): boolean => {
  const begun = left.flatMap(({ keep = {} }) => Object.keys(keep))
  return removed.some(
    ({ until, path }) => until !== undefined && begun.some((name) => path.includes(`{{${name}}}`)),
  )
}

const rename = (steps: readonly Step[], from: string, to: string): readonly Step[] =>
  JSON.parse(JSON.stringify(steps).replaceAll(from, to)) as readonly Step[] // the same, otherwise named

const isSame = (one: Disagreement, other: Disagreement, steps: number): boolean =>
  one.about === other.about &&
  // A difference on disk is looked for after the last step.
  (one.about === 'disk' || one.lived.length === steps)
