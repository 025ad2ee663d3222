import fc from 'fast-check'
import type { KnownDifference } from './known-differences.ts'
import type { Pair } from './pair.ts'
import { type Disagreement, runSession, type SessionResult } from './run-session.ts'
import type { Subject } from './session.ts'

export interface FuzzOptions {
  readonly pair: Pair
  /** Sessions to compare, beside those that shrinking plays. */
  readonly sequences: number
  /** Goes on until so many bodies have been compared, whatever number of sessions it takes. */
  readonly bodies?: number | undefined
  readonly seed: number
  /** Stops after so many disagreements. */
  readonly maxDisagreements?: number
  readonly onSequence?: (done: number) => void
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
  /** Seeds of the runs: the given one, and one more after each disagreement. */
  readonly seeds: readonly number[]
  readonly found: readonly Found[]
  /** How often each known difference was met. */
  readonly known: ReadonlyMap<KnownDifference, number>
}

/** No session of this process shares a name with another one. */
let sessions = 0
const nextPrefix = (): string => `q${(++sessions).toString(36)}_`

/** Compares generated sessions. After a disagreement it goes on with the next seed, so that one does not hide the others. */
export const fuzz = async <Edit>(
  subject: Subject<Edit>,
  { pair, sequences, bodies, seed, maxDisagreements = 5, ...hear }: FuzzOptions,
): Promise<FuzzResult> => {
  const seeds: number[] = []
  const found: Found[] = []
  const known = new Map<KnownDifference, number>()
  let done = 0
  let steps = 0
  let comparedBodies = 0
  const isDone = (): boolean =>
    bodies === undefined ? done >= sequences : comparedBodies >= bodies

  const runUntilDisagreement = async (runSeed: number): Promise<Found | undefined> => {
    let first: Disagreement | undefined
    let smallest: Disagreement | undefined
    let defect: { readonly cause: unknown } | undefined
    const play = async (edits: readonly Edit[]): Promise<SessionResult | undefined> => {
      try {
        return await runSession(pair, subject, edits, nextPrefix())
      } catch (cause) {
        // fast-check would shrink our own mistakes as if they were a server's.
        defect ??= { cause }
        return undefined
      }
    }
    const property = fc.asyncProperty(subject.edits, async (edits) => {
      // More sessions are drawn than it takes to compare so many bodies.
      if (first === undefined && isDone()) return true
      const result = defect === undefined ? await play(edits) : undefined
      if (result === undefined) return true
      // What shrinking plays are no new sequences.
      if (first === undefined) {
        done++
        steps += result.steps
        comparedBodies += result.bodies
        for (const difference of result.known) {
          known.set(difference, (known.get(difference) ?? 0) + 1)
        }
        hear.onSequence?.(done)
      }
      first ??= result.disagreement
      smallest = result.disagreement ?? smallest
      return result.disagreement === undefined
    })
    await fc.check(property, {
      seed: runSeed,
      numRuns: bodies === undefined ? sequences - done : bodies - comparedBodies,
    })
    if (defect !== undefined) throw new Error('a session could not be played', defect)
    if (first === undefined || smallest === undefined) return undefined
    return { ...smallest, seed: runSeed, firstSteps: first.lived.length }
  }

  for (let runSeed = seed; !isDone() && found.length < maxDisagreements; runSeed++) {
    seeds.push(runSeed)
    const disagreement = await runUntilDisagreement(runSeed)
    if (disagreement === undefined) continue
    found.push(disagreement)
    hear.onDisagreement?.(disagreement)
  }
  return { sequences: done, steps, bodies: comparedBodies, seeds, found, known }
}
