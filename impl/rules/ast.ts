/** The query language as a tree. Built by `parse.ts`, never changed afterwards. */
export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~'

export interface IdentifierNode {
  readonly kind: 'identifier'
  readonly name: string
}

export interface NumberNode {
  readonly kind: 'number'
  /** As written. */
  readonly text: string
}

export interface TextNode {
  readonly kind: 'text'
  /** Without its quotes, the escaped ones resolved. */
  readonly value: string
}

export interface CallNode {
  readonly kind: 'function'
  readonly name: string
  readonly args: readonly OperandNode[]
}

export type OperandNode = IdentifierNode | NumberNode | TextNode | CallNode

export interface ComparisonNode {
  readonly kind: 'comparison'
  readonly left: OperandNode
  readonly sign: Sign
  /** Written with the `?` prefix: one matching value of a multi-valued path is enough. */
  readonly anyOf: boolean
  readonly right: OperandNode
}

/** Two or more expressions; `and` binds tighter than `or` and the nesting shows it. */
export interface LogicalNode {
  readonly kind: 'and' | 'or'
  readonly of: readonly ExpressionNode[]
}

export type ExpressionNode = ComparisonNode | LogicalNode
