import type { Both } from './pair.ts'
import type { Answer, Step } from './session.ts'

/** A difference that is no disagreement: the contract leaves it open, or one server does it deliberately. */
export interface KnownDifference {
  /** What differs and why that is right, as a sentence. */
  readonly says: string
  /** Whether what the servers hold differs from now on, so that the session cannot go on. */
  readonly parts: boolean
  matches(step: Step, answers: Both<Answer>): boolean
}

export const knownDifferences: readonly KnownDifference[] = []

export const knownDifferenceOf = (step: Step, answers: Both<Answer>): KnownDifference | undefined =>
  knownDifferences.find((difference) => difference.matches(step, answers))
