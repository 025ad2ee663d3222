import type { ExpressionNode, OperandNode, Sign } from './ast.ts'
import { goQuote } from '../values/go-quote.ts'
import { type Cursor, cursorOver, takeToken, type Token } from './lex.ts'
import { FilterError } from './query.ts'

type Join = '&&' | '||'
type Term = readonly [join: Join, expression: ExpressionNode]

/** What is pending of the comparison that is being read. */
type Wants =
  | { readonly next: 'left' | 'join' }
  | { readonly next: 'sign'; readonly left: OperandNode }
  | {
      readonly next: 'right'
      readonly left: OperandNode
      readonly sign: Sign
      readonly anyOf: boolean
    }

/** One pair of parentheses, or the whole text. */
interface Frame {
  readonly cursor: Cursor
  readonly terms: Term[]
  wants: Wants
  /** The last one seen; groups may follow each other without one (filter.parse.adjacent-groups). */
  join: Join
}

const frameOver = (cursor: Cursor): Frame => ({
  cursor,
  terms: [],
  wants: { next: 'left' },
  join: '&&',
})

/**
 * Text -> tree (filter.parse.*). Throws {@link FilterError} with the contract's raw error text. Keeps its
 * own stack, so that depth costs memory instead of overflowing; time grows with the length of the text.
 */
export const parse = (text: string): ExpressionNode => {
  const frames: Frame[] = []
  let frame = frameOver(cursorOver(text))
  for (;;) {
    const token = takeToken(frame.cursor)
    if (token === undefined) {
      const expression = finish(frame)
      const outer = frames.pop()
      if (outer === undefined) return expression
      addTerm(outer, expression)
      frame = outer
    } else if (token.kind === 'group') {
      frames.push(frame)
      frame = frameOver(token.inner)
    } else {
      accept(frame, token)
    }
  }
}

/** A complete term drops whatever was pending before a group (filter.parse.group-discards-pending). */
const addTerm = (frame: Frame, expression: ExpressionNode): void => {
  frame.terms.push([frame.join, expression])
  frame.wants = { next: 'join' }
}

const accept = (frame: Frame, token: Exclude<Token, { readonly kind: 'group' }>): void => {
  const { wants } = frame
  switch (wants.next) {
    case 'left': {
      if (!isOperand(token))
        throw expected('left operand (identifier, function, text or number)', token)
      frame.wants = { next: 'sign', left: token }
      return
    }
    case 'sign': {
      if (token.kind !== 'sign') throw expected('a sign operator', token)
      frame.wants = { next: 'right', left: wants.left, sign: token.sign, anyOf: token.anyOf }
      return
    }
    case 'right': {
      // The missing comma is the contract's.
      if (!isOperand(token))
        throw expected('right operand (identifier, function text or number)', token)
      const { left, sign, anyOf } = wants
      addTerm(frame, { kind: 'comparison', left, sign, anyOf, right: token })
      return
    }
    case 'join': {
      if (token.kind !== 'join') throw expected('&& or ||', token)
      frame.join = token.text
      frame.wants = { next: 'left' }
      return
    }
    default:
      return wants satisfies never
  }
}

const isOperand = (token: Token): token is OperandNode =>
  token.kind !== 'sign' && token.kind !== 'join' && token.kind !== 'group'

const expected = (what: string, token: Exclude<Token, { readonly kind: 'group' }>): FilterError =>
  new FilterError(`expected ${what}, got ${goQuote(literalOf(token))} (${token.kind})`)

const literalOf = (token: Exclude<Token, { readonly kind: 'group' }>): string => {
  switch (token.kind) {
    case 'identifier':
    case 'function':
      return token.name
    case 'text':
      return token.value
    case 'number':
    case 'sign':
    case 'join':
      return token.text
    default:
      return token satisfies never
  }
}

const finish = ({ wants, terms }: Frame): ExpressionNode => {
  if (wants.next === 'left' && terms.length === 0) throw new FilterError('empty filter expression')
  if (wants.next !== 'join') throw new FilterError('invalid or incomplete filter expression')
  return fold(terms)
}

/** Terms in a row -> `or` of `and`s. */
const fold = (terms: readonly Term[]): ExpressionNode => {
  const alternatives: ExpressionNode[][] = []
  for (const [join, expression] of terms) {
    const current = alternatives.at(-1)
    if (current === undefined || join === '||') alternatives.push([expression])
    else current.push(expression)
  }
  return combine(
    'or',
    alternatives.map((all) => combine('and', all)),
  )
}

const combine = (kind: 'and' | 'or', of: readonly ExpressionNode[]): ExpressionNode => {
  const [only, ...others] = of
  return only !== undefined && others.length === 0 ? only : { kind, of }
}
