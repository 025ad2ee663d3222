import type { Level } from '../../spec/requirement.ts'
import type { ClaimResult } from './claim.ts'
import type { Exchange } from './exchange.ts'

/** What a server under test did with one case. A value; nothing of it is ever thrown across the harness. */
export type Outcome =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'fail'
      readonly claim: string
      readonly expected: string
      readonly seen: string
      readonly exchange?: Exchange
    }
  /** A prerequisite was refused. Counts against the server. */
  | { readonly kind: 'blocked'; readonly missing: string }
  /** The target does not offer what the case needs. */
  | { readonly kind: 'not-applicable'; readonly because: string }
  /** Repeated, it came out differently. */
  | { readonly kind: 'unstable'; readonly outcomes: readonly string[] }
  /** The suite's own fault; its verdict on this sentence is void. */
  | { readonly kind: 'harness-error'; readonly cause: unknown }

/** What an outcome means for a sentence of a level. */
export type Verdict =
  /** The server does what the sentence says. */
  | 'kept'
  /** A `must` that is not kept. */
  | 'broken'
  /** A `should` or `may` that is not kept: worth knowing, breaks a run only when it is strict. */
  | 'departs'
  | 'not-judged'
  | 'void'

/** The one place where levels meet outcomes. */
export const verdictOf = (level: Level, outcome: Outcome): Verdict => {
  switch (outcome.kind) {
    case 'pass':
      return 'kept'
    case 'fail':
    case 'blocked':
    case 'unstable':
      return level === 'must' ? 'broken' : 'departs'
    case 'not-applicable':
      return 'not-judged'
    case 'harness-error':
      return 'void'
    default:
      return outcome satisfies never
  }
}

export const exitCodes = { kept: 0, broken: 1, usage: 2, harness: 3 } as const

/** 3 when the suite failed, 1 when the server did (a departure counts when the run is strict), 2 when nothing was judged. */
export const exitCodeOf = (verdicts: readonly Verdict[], strict: boolean): number => {
  if (verdicts.includes('void')) return exitCodes.harness
  if (verdicts.includes('broken') || (strict && verdicts.includes('departs')))
    return exitCodes.broken
  return verdicts.includes('kept') || verdicts.includes('departs')
    ? exitCodes.kept
    : exitCodes.usage
}

/**
 * The outcome of a case from its claims. A case without claims, a claim without checks and two claims of one name are
 * faults of the suite: they could not have failed.
 */
export const outcomeOfClaims = (claims: readonly ClaimResult[]): Outcome => {
  const fault = faultOf(claims)
  if (fault !== undefined) return { kind: 'harness-error', cause: new Error(fault) }
  const failed = claims.find(({ failure }) => failure !== undefined)
  if (failed?.failure === undefined) return { kind: 'pass' }
  return { kind: 'fail', claim: failed.name, ...failed.failure }
}

const faultOf = (claims: readonly ClaimResult[]): string | undefined => {
  if (claims.length === 0) return 'the case made no claim'
  const idle = claims.find(({ checks }) => checks === 0)
  if (idle !== undefined) return `the claim "${idle.name}" checked nothing`
  const names = claims.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? undefined : `two claims are called "${twice}"`
}
