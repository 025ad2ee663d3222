import { asText, beside, type Convertible } from './as-text.ts'
import type { Sign } from './ast.ts'
import { type Fragment, sql } from './fragment.ts'
import { like } from './like.ts'
import type { OperandClass } from './operand.ts'

export interface Side extends Convertible {
  readonly class: OperandClass
}

/** One comparison of two values, without what several values of a path add (filter.op.*). */
export const compare = (left: Side, sign: Sign, right: Side): Fragment => {
  switch (sign) {
    case '=':
      return equal(left, right)
    case '!=':
      return unequal(left, right)
    case '~':
    case '!~':
      return like(asText(left), sign, right)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [...beside(left, right), ` ${sign} `, ...beside(right, left)]
    default:
      return sign satisfies never
  }
}

type Shape =
  | {
      readonly kind: 'is' | 'exact' | 'coalesced'
      readonly left: Fragment
      readonly right: Fragment
    }
  | { readonly kind: 'empty'; readonly value: Fragment }
  | { readonly kind: 'same' }

/** Null and the empty text count as one (filter.null.*); the first row that fits decides. */
const shapeOf = (left: Side, right: Side): Shape => {
  const has = (kind: OperandClass): boolean => left.class === kind || right.class === kind
  const converted = { left: beside(left, right), right: beside(right, left) }
  if (has('json')) return { kind: 'is', ...converted }
  if (left.class === 'empty' && right.class === 'empty') return { kind: 'same' }
  if (has('known')) {
    return {
      kind: 'exact',
      left: emptyOr(left, converted.left),
      right: emptyOr(right, converted.right),
    }
  }
  if (left.class === 'empty') return { kind: 'empty', value: right.value }
  if (right.class === 'empty') return { kind: 'empty', value: left.value }
  return { kind: 'coalesced', left: left.value, right: right.value }
}

const emptyOr = (side: Side, value: Fragment): Fragment => (side.class === 'empty' ? ["''"] : value)

const equal = (left: Side, right: Side): Fragment => {
  const shape = shapeOf(left, right)
  switch (shape.kind) {
    case 'is':
      return sql`${shape.left} IS ${shape.right}`
    case 'same':
      return ['1']
    case 'exact':
      return sql`${shape.left} = ${shape.right}`
    case 'empty':
      return sql`(${shape.value} = '' OR ${shape.value} IS NULL)`
    case 'coalesced':
      return sql`COALESCE(${shape.left}, '') = COALESCE(${shape.right}, '')`
    default:
      return shape satisfies never
  }
}

const unequal = (left: Side, right: Side): Fragment => {
  const shape = shapeOf(left, right)
  switch (shape.kind) {
    case 'is':
    case 'exact':
      return sql`${shape.left} IS NOT ${shape.right}`
    case 'same':
      return ['0']
    case 'empty':
      return sql`(${shape.value} IS NOT '' AND ${shape.value} IS NOT NULL)`
    case 'coalesced':
      return sql`COALESCE(${shape.left}, '') IS NOT COALESCE(${shape.right}, '')`
    default:
      return shape satisfies never
  }
}
