import type { ComparisonNode, ExpressionNode, OperandNode } from './ast.ts'
import { compare, type Side } from './compare.ts'
import { type Atom, type Formula, noneOf } from './formula.ts'
import { type Fragment, isEmptyText, sql, valueParams } from './fragment.ts'
import { goQuote } from '../values/go-quote.ts'
import { resolveOperand } from './identifier.ts'
import { rootOf } from './joins.ts'
import type { Operand } from './operand.ts'
import { FilterError } from './query.ts'
import { independent, type Scope } from './scope.ts'

/** Comparisons that one text may still contain. */
export interface Budget {
  left: number
}

/** Tree -> conditions over a scope's row. Throws {@link FilterError}. */
export const toFormula = (node: ExpressionNode, scope: Scope, budget: Budget): Formula => {
  if (node.kind !== 'comparison') {
    return { kind: node.kind, of: node.of.map((part) => toFormula(part, scope, budget)) }
  }
  if (budget.left === 0) throw new FilterError('max filter expressions limit reached')
  budget.left--
  return comparison(node, scope)
}

const nameOf = (node: OperandNode): string => {
  switch (node.kind) {
    case 'identifier':
    case 'function':
      return node.name
    case 'number':
      return node.text
    case 'text':
      return node.value
    default:
      return node satisfies never
  }
}

const side = (which: 'left' | 'right', node: OperandNode, scope: Scope): Operand => {
  try {
    return resolveOperand(scope, node)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    const message = `invalid ${which} operand ${goQuote(nameOf(node))} - ${error.message}`
    throw new FilterError(message, { cause: error })
  }
}

const comparison = (node: ComparisonNode, scope: Scope): Atom => {
  const left = side('left', node.left, scope)
  const right = side('right', node.right, scope)
  const isLike = node.sign === '~' || node.sign === '!~'
  if (isLike) right.becomePattern?.()
  const guards = [left.guard, right.guard].filter((guard) => guard !== undefined)
  const compared = compare(left, node.sign, right)
  const test = guards.reduce<Fragment>((all, guard) => sql`(${all} AND ${guard})`, compared)
  const atom: Atom = { kind: 'atom', test, uses: [...left.uses, ...right.uses] }
  if (node.anyOf || (!left.multi && !right.multi)) return atom
  const apart = noViolation(node, scope, left, right)
  // The other side may itself be read from one of several joined rows; then it is that row that must match all.
  const dependsOnRow = [left, right].some(
    (operand) => !operand.multi && operand.uses.some((source) => rootOf(source) !== undefined),
  )
  return dependsOnRow ? { ...atom, test: sql`(${test} AND ${apart})` } : { ...atom, apart }
}

/**
 * A plain operator over several values: no value of an independent copy of the path may make the comparison false. Unknown
 * (NULL) is not false (filter.relation.*).
 */
const noViolation = (
  { left, sign, right }: ComparisonNode,
  scope: Scope,
  outerLeft: Operand,
  outerRight: Operand,
): Fragment => {
  const copy = independent(scope)
  const a = outerLeft.multi ? asMember(resolveOperand(copy, left)) : asOther(outerLeft)
  // Two paths that are the same still pair every value with every value.
  const pair = outerLeft.multi && outerRight.multi ? independent(scope) : copy
  const b = outerRight.multi ? asMember(resolveOperand(pair, right)) : asOther(outerRight)
  const sources = new Set([...copy.joins.sources.values(), ...pair.joins.sources.values()])
  return noneOf([...sources], sql`NOT (${compare(a, sign, b)})`)
}

const asMember = (operand: Operand): Side => ({
  ...operand,
  class: operand.class === 'json' ? 'json' : 'column',
})

/**
 * A function beside the members counts by what it binds: it is known when it binds anything and nothing empty (seen:
 * `refs.boss != strftime('%d', null)`).
 */
const asOther = (operand: Operand): Side => {
  if (operand.class !== 'json' && operand.class !== 'time') return operand
  const params = valueParams(operand.value)
  const isKnown = params.length > 0 && !params.some(isEmptyText)
  return { ...operand, class: isKnown ? 'known' : 'column' }
}
