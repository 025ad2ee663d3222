import type { Joined } from './path.ts'
import { around, type Resolved, type Role } from './resolved.ts'
import { expand } from './expand.ts'
import type { Sign } from './tree.ts'
import {
  and,
  compare,
  isLike,
  isSame,
  not,
  or,
  type Sided,
  type Truth,
  type Value,
} from './value.ts'

/** One side of a comparison with its value; `pattern` is asked for on the right of `~` only. */
export interface Side extends Sided {
  readonly role: Role
  readonly pattern: () => Value
  readonly truth?: boolean
}

const emptyText: Sided = { value: '', affinity: 'none' }

/** `IS`, which in front of TRUE and FALSE is an operator of its own. */
const is = (left: Sided, right: Side): boolean =>
  right.truth === undefined
    ? isSame(left, right)
    : left.value !== null && isTrue(left.value) === right.truth

const isTrue = (value: Exclude<Value, null>): boolean =>
  typeof value === 'string' ? (Number.parseFloat(value) || 0) !== 0 : Number(value) !== 0

const equal = (left: Side, right: Side): Truth => {
  const roles = [left.role, right.role]
  if (roles.includes('json')) return is(left, right)
  if (left.role === 'empty' && right.role === 'empty') return true
  if (roles.includes('known')) {
    const order = compare(filled(left), filled(right))
    return order === null ? null : order === 0
  }
  if (roles.includes('empty')) {
    const other = left.role === 'empty' ? right : left
    return or([not(differs(other, emptyText)), other.value === null])
  }
  return isSame(orEmpty(left), orEmpty(right))
}

export const unequal = (left: Side, right: Side): Truth => {
  const roles = [left.role, right.role]
  if (roles.includes('json')) return !is(left, right)
  if (left.role === 'empty' && right.role === 'empty') return false
  if (roles.includes('known')) return !is(filled(left), { ...right, ...filled(right) })
  if (roles.includes('empty')) {
    const other = left.role === 'empty' ? right : left
    return !isSame(other, emptyText) && other.value !== null
  }
  return !isSame(orEmpty(left), orEmpty(right))
}

const differs = (left: Sided, right: Sided): Truth => {
  const order = compare(left, right)
  return order === null ? null : order !== 0
}

/** An empty side stands for the empty text next to a value. */
const filled = (side: Side): Sided => (side.role === 'empty' ? emptyText : side)

/** NULL and the empty text are the same between columns, and their types are not looked at. */
const orEmpty = ({ value }: Sided): Sided => ({ value: value ?? '', affinity: 'none' })

const decide = (sign: Sign, left: Side, right: Side): Truth => {
  switch (sign) {
    case '=':
      return equal(left, right)
    case '!=':
      return unequal(left, right)
    case '~':
      return isLike(left.value, right.pattern())
    case '!~':
      return not(isLike(left.value, right.pattern()))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(sign, compare(left, right))
    default:
      return sign satisfies never
  }
}

const ordered = (sign: '<' | '<=' | '>' | '>=', order: number | null): Truth => {
  if (order === null) return null
  if (order === 0) return sign === '<=' || sign === '>='
  return order < 0 === (sign === '<' || sign === '<=')
}

const sideOf = (operand: Resolved, joined: Joined): Side => ({
  value: operand.read(joined),
  affinity: operand.affinity,
  role: operand.role,
  pattern: () => operand.pattern(joined),
  ...(operand.truth === undefined ? {} : { truth: operand.truth }),
})

/** Beside the values of a path that has several, where all it knows is whether they are JSON. */
const oneOf = (operand: Resolved, value: Value): Side => ({
  value,
  affinity: operand.affinity,
  role: operand.role === 'json' ? 'json' : 'column',
  pattern: () => around(value),
})

/** Next to a path with several values an operand that has one is a value, empty, or just a column. */
const plain = (operand: Resolved, joined: Joined): Side => {
  const side = sideOf(operand, joined)
  return side.role === 'json' || side.role === 'time'
    ? { ...side, role: operand.besideMany ?? 'column' }
    : side
}

/**
 * Whether a comparison holds for a joined row.
 * @param root key of the record that paths begin at: all their values are those of this record
 */
export const holds = (
  { sign, anyOf }: { readonly sign: Sign; readonly anyOf: boolean },
  left: Resolved,
  right: Resolved,
  joined: Joined,
  root: string,
): Truth => {
  const found = decide(sign, sideOf(left, joined), sideOf(right, joined))
  if (anyOf || (!left.isMulti && !right.isMulti)) return found
  const start: Joined = new Map([[root, joined.get(root) ?? null]])
  const all = (operand: Resolved): readonly Side[] =>
    operand.isMulti
      ? [...expand(operand.joins, start)].map((each) => oneOf(operand, operand.read(each)))
      : [plain(operand, joined)]
  const rights = all(right)
  const isBroken = all(left).some((one) =>
    rights.some((other) => decide(sign, one, other) === false),
  )
  return and([found, !isBroken])
}
