import type { ExpressionNode, OperandNode } from './ast.ts'
import { trimSpace } from '../values/trim.ts'
import { parse } from './parse.ts'

const namesOfOperand = (operand: OperandNode): readonly string[] => {
  switch (operand.kind) {
    case 'identifier':
      return [operand.name]
    case 'function':
      return operand.args.flatMap(namesOfOperand)
    case 'number':
    case 'text':
      return []
    default:
      return operand satisfies never
  }
}

const namesOf = (node: ExpressionNode): readonly string[] =>
  node.kind === 'comparison'
    ? [...namesOfOperand(node.left), ...namesOfOperand(node.right)]
    : node.of.flatMap(namesOf)

/**
 * The identifiers of a filter and a sort, for lists that are open to some names only (collections, logs). Throws
 * `FilterError` for a filter that cannot be parsed.
 */
export const namesIn = (filter: string, sort: string): readonly string[] => [
  ...(filter === '' ? [] : namesOf(parse(filter))),
  ...(sort === '' ? [] : sort.split(',').map((item) => trimSpace(item).replace(/^[+-]/, ''))),
]
