import type { RequirementId } from '../../spec/registry.ts'
import type { ClaimName } from './mutant.ts'

/** What one case made of a wrong server. */
export interface CaseResult {
  readonly requirement: RequirementId
  readonly outcome: 'pass' | 'fail' | 'blocked' | 'harness-error'
  /** Claims that failed by what they saw, and not because the case went another way after a wrong answer. */
  readonly noticed: readonly string[]
  /** Why the suite itself failed. */
  readonly cause?: string
}

export interface MutantResults {
  /** How many cases ask for the operation. */
  readonly reached: number
  /** Cases that saw a wrong answer. */
  readonly affected: readonly CaseResult[]
  /** Whether the mutant names a claim: only such a one can kill it. */
  readonly names: (claim: ClaimName) => boolean
  /** Whether a case could have such a claim. */
  readonly concerns: (requirement: RequirementId) => boolean
}

export const verdicts = {
  killed: 'A claim that the mutant names failed.',
  survived:
    'Cases that should have noticed saw the wrong answer, and no claim that the mutant names failed.',
  smoke: 'Too many cases failed: any server as wrong as this one is noticed, which shows nothing.',
  'no-case': 'The wrong answer was seen only by cases of sentences about something else.',
  'not-reached': 'No case saw a wrong answer.',
  'harness-defect': 'The suite itself broke.',
} as const

export type VerdictKind = keyof typeof verdicts

export interface MutantVerdictOf {
  readonly kind: VerdictKind
  readonly killedBy: readonly ClaimName[]
  /** Cases that failed or were blocked. */
  readonly failed: number
  readonly limit: number
}

/** At most this share of the cases that reach a mutant's operation may fail. */
const sharpShare = 0.05

/**
 * Of few cases a twentieth is none, and no mutant of an operation that 19 cases reach could ever count. Three may always fail:
 * one states the thing, one the whole answer, one the order or the refusal that has it, too.
 */
const alwaysAllowed = 3

/** How many of `reached` cases may fail before a mutant is a smoke test. */
export const failureLimit = (reached: number): number =>
  Math.max(alwaysAllowed, Math.floor(reached * sharpShare))

/** The kill rules. */
export const decide = ({ reached, affected, names, concerns }: MutantResults): MutantVerdictOf => {
  const limit = failureLimit(reached)
  const failed = affected.filter(({ outcome }) => outcome !== 'pass').length
  const killedBy = affected.flatMap(({ requirement, noticed }) =>
    noticed.map((claim) => ({ requirement, claim })).filter(names),
  )
  return { kind: kindOf(), killedBy, failed, limit }

  function kindOf(): VerdictKind {
    if (affected.some(({ outcome }) => outcome === 'harness-error')) return 'harness-defect'
    if (affected.length === 0) return 'not-reached'
    if (failed > limit) return 'smoke'
    if (killedBy.length > 0) return 'killed'
    return affected.some(({ requirement }) => concerns(requirement)) ? 'survived' : 'no-case'
  }
}

/** Whether one of the prefixes is an id, or begins it. */
export const isConcernedBy = (id: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => `${id}.`.startsWith(prefix.endsWith('.') ? prefix : `${prefix}.`))
