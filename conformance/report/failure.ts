import { describeCause } from '../harness/describe-cause.ts'
import { requirementById } from '../../spec/registry.ts'
import type { Outcome } from '../harness/outcome.ts'
import { redact } from '../harness/redact.ts'
import { isStale, type Judged } from '../run.ts'

/**
 * Why a case did not come out as kept: one line of what, then what was expected, seen, and how to see it again. What a server
 * answered may be a token; no secret gets into a report.
 */
export const describeOutcome = (outcome: Outcome): readonly string[] =>
  linesOf(outcome).map((line) => redact(line))

const linesOf = (outcome: Outcome): readonly string[] => {
  switch (outcome.kind) {
    case 'pass':
      return ['kept']
    case 'fail':
      return [
        `claim "${outcome.claim}"`,
        `expected  ${outcome.expected}`,
        `seen      ${outcome.seen}`,
        ...(outcome.exchange === undefined
          ? []
          : [`exchange  ${outcome.exchange.describe()}`, outcome.exchange.curl()]),
      ]
    case 'blocked':
      return [`blocked: ${outcome.missing}`]
    case 'not-applicable':
      return [`not applicable: ${outcome.because}`]
    case 'unstable':
      return [`changed its mind when repeated: ${outcome.outcomes.join(', ')}`]
    case 'harness-error':
      return [`the suite failed: ${describeCause(outcome.cause)}`]
    default:
      return outcome satisfies never
  }
}

/** The whole story of one case that needs a reader's attention. */
export const describeFailure = (judged: Judged): string => {
  const { level, says } = requirementById(judged.case.id)
  const lines = isStale(judged)
    ? ['is kept now: remove it from conformance/baseline.yml']
    : describeOutcome(judged.outcome)
  return [
    `${judged.verdict.toUpperCase()} ${judged.case.id} (${level})`,
    `  ${says}`,
    ...lines.map((line) => `  ${line}`),
  ].join('\n')
}
