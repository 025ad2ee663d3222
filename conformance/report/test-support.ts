import { conform } from '../harness/case.ts'
import type { Outcome } from '../harness/outcome.ts'
import { verdictOf } from '../harness/outcome.ts'
import { requirementById, type RequirementId } from '../../spec/registry.ts'
import type { Judged } from '../run.ts'

/** A verdict on a case that was never run. */
export const judgedAs = (
  id: RequirementId,
  outcome: Outcome,
  changes: Partial<Judged> = {},
): Judged => ({
  case: conform(id, { lane: 'shared', check: () => Promise.resolve() }),
  outcome,
  claims: new Map(),
  failures: new Map(),
  exchanges: [],
  ms: 12.4,
  verdict: verdictOf(requirementById(id).level, outcome),
  gap: undefined,
  ...changes,
})

export const failure = {
  kind: 'fail',
  claim: 'says <30> & "more"',
  expected: '30',
  seen: '/perPage: expected 30, seen "eyJhbGci.eyJpZCI6.c2ln"',
} as const satisfies Outcome
