import fc from 'fast-check'
import type { KnownDifference } from './known-differences.ts'
import type { Pair } from './pair.ts'
import { type Disagreement, runSession, type SessionResult } from './run-session.ts'
import type { Subject } from './session.ts'
import { shrinkSteps } from './shrink-steps.ts'

export interface FuzzOptions {
  readonly pair: Pair
  /** Sessions to compare, beside those that shrinking plays. */
  readonly sequences: number
  /** Goes on until so many bodies have been compared, whatever number of sessions it takes. */
  readonly bodies?: number | undefined
  /** Goes on for so long instead, whatever number of sessions that is. */
  readonly ms?: number | undefined
  readonly seed: number
  /** Stops after so many disagreements. */
  readonly maxDisagreements?: number
  /** How long edits, and after them single steps, are left out of a disagreement. */
  readonly shrinkMs?: { readonly edits: number; readonly steps: number }
  /** What there is after each session. */
  readonly onSequence?: (soFar: FuzzResult) => void
  /** A disagreement as it was first seen, before it is shrunk. */
  readonly onFirstSight?: (found: Found) => void
  readonly onDisagreement?: (found: Found) => void
}

/** A disagreement, shrunk as far as it goes. */
export interface Found extends Disagreement {
  /** Seed of the run that found it. */
  readonly seed: number
  /** How many requests it took when it was first seen. */
  readonly firstSteps: number
}

export interface FuzzResult {
  readonly sequences: number
  readonly steps: number
  readonly bodies: number
  /** Seeds of the runs: the given one, and one more after each disagreement, or 100 sessions where time decides. */
  readonly seeds: readonly number[]
  readonly found: readonly Found[]
  /** How often each known difference was met. */
  readonly known: ReadonlyMap<KnownDifference, number>
}

/** No session of this process shares a name with another one. */
let sessions = 0
const nextPrefix = (): string => `q${(++sessions).toString(36)}_`

/** A server that hangs makes every attempt long; what is small enough by then is good enough. */
const defaultShrinkMs = { edits: 30_000, steps: 60_000 }

/** Sessions per seed where time decides how many there are. */
const perSeed = 100

/** Compares generated sessions. After a disagreement it goes on with the next seed, so that one does not hide the others. */
export const fuzz = async <Edit>(
  subject: Subject<Edit>,
  {
    pair,
    sequences,
    bodies,
    ms,
    seed,
    maxDisagreements = 5,
    shrinkMs = defaultShrinkMs,
    ...hear
  }: FuzzOptions,
): Promise<FuzzResult> => {
  const started = performance.now()
  const seeds: number[] = []
  const found: Found[] = []
  const known = new Map<KnownDifference, number>()
  let done = 0
  let steps = 0
  let comparedBodies = 0
  const soFar = (): FuzzResult => ({
    ...{ sequences: done, steps, bodies: comparedBodies, seeds, found, known },
  })
  const isDone = (): boolean => {
    if (pair.lost() !== undefined) return true
    if (ms !== undefined) return performance.now() - started >= ms
    return bodies === undefined ? done >= sequences : comparedBodies >= bodies
  }

  const count = (result: SessionResult): void => {
    done++
    steps += result.steps
    comparedBodies += result.bodies
    for (const difference of result.known) known.set(difference, (known.get(difference) ?? 0) + 1)
    hear.onSequence?.(soFar())
  }

  const runUntilDisagreement = async (runSeed: number): Promise<Found | undefined> => {
    let first: Disagreement | undefined
    let smallest: Disagreement | undefined
    let shrinksUntil = Infinity
    let defect: { readonly cause: unknown } | undefined
    let smallestPrefix = ''
    const play = async (
      edits: readonly Edit[],
      prefix: string,
    ): Promise<SessionResult | undefined> => {
      try {
        return await runSession(pair, subject, edits, prefix)
      } catch (cause) {
        // fast-check would shrink our own mistakes as if they were a server's.
        defect ??= { cause }
        return undefined
      }
    }
    const asFound = (disagreement: Disagreement): Found => ({
      ...disagreement,
      seed: runSeed,
      firstSteps: (first ?? disagreement).lived.length,
    })
    const property = fc.asyncProperty(subject.edits, async (edits) => {
      // More sessions are drawn than are needed.
      if (first === undefined && isDone()) return true
      if (performance.now() > shrinksUntil || pair.lost() !== undefined) return true
      const prefix = nextPrefix()
      const result = defect === undefined ? await play(edits, prefix) : undefined
      if (result === undefined) return true
      // What shrinking plays are no new sequences.
      if (first === undefined) count(result)
      if (first === undefined && result.disagreement !== undefined) {
        first = result.disagreement
        shrinksUntil = performance.now() + shrinkMs.edits
        hear.onFirstSight?.(asFound(first))
      }
      if (result.disagreement === undefined) return true
      smallest = result.disagreement
      smallestPrefix = prefix
      return false
    })
    const left = bodies === undefined ? sequences - done : bodies - comparedBodies
    await fc.check(property, { seed: runSeed, numRuns: ms === undefined ? left : perSeed })
    if (defect !== undefined) throw new Error('a session could not be played', defect)
    if (smallest === undefined) return undefined
    const shrinking = {
      own: subject.tidyUp,
      until: performance.now() + shrinkMs.steps,
      prefix: smallestPrefix,
      nextPrefix,
    }
    return asFound(await shrinkSteps(pair, smallest, shrinking))
  }

  for (let runSeed = seed; !isDone() && found.length < maxDisagreements; runSeed++) {
    seeds.push(runSeed)
    const disagreement = await runUntilDisagreement(runSeed)
    if (disagreement === undefined) continue
    found.push(disagreement)
    hear.onDisagreement?.(disagreement)
  }
  return soFar()
}
