import { holds } from './comparison.ts'
import type { Joined, JoinStep } from './path.ts'
import { resolve } from './operand.ts'
import type { Scope } from './scope.ts'
import type { Comparison, Filter, Term } from './tree.ts'
import { Refused } from './undecided.ts'
import { and, or, type Truth } from './value.ts'

/** A filter in view of a collection and a request. */
export interface Condition {
  readonly joins: readonly JoinStep[]
  truth(joined: Joined): Truth
}

const maxComparisons = 200

/** @throws Refused when it cannot be compiled. */
export const compile = (filter: Filter, scope: Scope): Condition => {
  if (count(filter) > maxComparisons) throw new Refused('too many comparisons')
  return compileFilter(filter, scope)
}

const count = ({ terms }: Filter): number =>
  terms.reduce((sum, term) => sum + (term.kind === 'group' ? count(term.inner) : 1), 0)

const compileFilter = ({ terms, joins }: Filter, scope: Scope): Condition => {
  const parts = terms.map((term) => compileTerm(term, scope))
  return {
    joins: parts.flatMap((part) => part.joins),
    truth(joined) {
      // Runs of && between ||.
      const runs: Truth[][] = [[]]
      parts.forEach((part, index) => {
        if (joins[index - 1] === '||') runs.push([])
        runs.at(-1)?.push(part.truth(joined))
      })
      return or(runs.map(and))
    },
  }
}

const compileTerm = (term: Term, scope: Scope): Condition =>
  term.kind === 'group' ? compileFilter(term.inner, scope) : compileComparison(term, scope)

const compileComparison = (comparison: Comparison, scope: Scope): Condition => {
  const left = resolve(comparison.left, scope)
  const right = resolve(comparison.right, scope)
  const root = scope.base.key
  const emails = [left, right].flatMap(({ emailOf }) => emailOf ?? [])
  return {
    joins: [...left.joins, ...right.joins],
    truth: (joined) =>
      and([
        holds(comparison, left, right, joined, root),
        ...(scope.isFree ? [] : emails.map((key) => isEmailVisible(joined, key))),
      ]),
  }
}

const isEmailVisible = (joined: Joined, key: string): Truth => {
  const row = joined.get(key)
  return row instanceof Map ? row.get('emailVisibility') === true : null
}
