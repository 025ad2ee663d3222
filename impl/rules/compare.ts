import type { Sign } from './ast.ts'
import { type Fragment, sql } from './fragment.ts'
import { like } from './like.ts'
import type { OperandClass } from './operand.ts'

export interface Side {
  readonly class: OperandClass
  readonly value: Fragment
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
      return like(left.value, sign, right.value)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [...left.value, ` ${sign} `, ...right.value]
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
  if (has('json')) return { kind: 'is', left: left.value, right: right.value }
  if (left.class === 'empty' && right.class === 'empty') return { kind: 'same' }
  if (has('known')) return { kind: 'exact', left: emptyAsText(left), right: emptyAsText(right) }
  if (left.class === 'empty') return { kind: 'empty', value: right.value }
  if (right.class === 'empty') return { kind: 'empty', value: left.value }
  return { kind: 'coalesced', left: left.value, right: right.value }
}

const emptyAsText = (side: Side): Fragment => (side.class === 'empty' ? ["''"] : side.value)

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
