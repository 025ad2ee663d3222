import type { SqlValue } from '../store/store.ts'
import { asText, type Convertible } from './as-text.ts'
import { type Fragment, type Inputs, valueParams, isParam, type Param, sql } from './fragment.ts'
import { decimalText } from '../values/number-text.ts'

/** A `%` that no odd run of backslashes precedes. */
const hasWildcard = (value: string): boolean => {
  for (let at = 0; at < value.length; at++) {
    if (value.charAt(at) === '\\') at++
    else if (value.charAt(at) === '%') return true
  }
  return false
}

/** Right to left: a special character with a backslash before it is a pair and stays; any other one gets a backslash. */
const escape = (value: string): string => {
  let escaped = ''
  for (let at = value.length - 1; at >= 0; at--) {
    const character = value.charAt(at)
    const isSpecial = character === '\\' || character === '%' || character === '_'
    escaped = character + escaped
    if (!isSpecial) continue
    escaped = '\\' + escaped
    if (value.charAt(at - 1) === '\\') at--
  }
  return escaped
}

/** The pattern that a bound value on the right of `~` stands for (filter.op.like-*). */
export const likePattern = (value: string): string =>
  hasWildcard(value) ? value : `%${escape(value)}%`

const toPattern = (value: SqlValue): SqlValue => {
  if (value === null) return null
  if (typeof value === 'number') return likePattern(decimalText(value))
  return typeof value === 'string' ? likePattern(value) : value
}

const asPattern = ({ constant: value, ...param }: Param): Param => {
  if (param.fixed === true) return param
  if (param.as === 'bool') {
    const spell = (inputs: Inputs): string =>
      likePattern(param.read(inputs) === 0 ? 'false' : 'true')
    return { as: 'plain', read: spell }
  }
  if (value === undefined) {
    return { as: 'plain', read: (inputs) => toPattern(param.read(inputs)) }
  }
  const pattern = toPattern(value)
  return { as: 'plain', constant: pattern, read: () => pattern }
}

/** The same with a pattern in place of every bound value. */
export const patternsIn = (fragment: Fragment): Fragment =>
  fragment.map((part) => (isParam(part) ? asPattern(part) : part))

/** Every bound parameter of the right side becomes a pattern; without any, its value is wrapped as it is. */
const rightSide = (right: Convertible): Fragment =>
  valueParams(right.value).length > 0
    ? patternsIn(right.value)
    : sql`'%' || ${asText(right)} || '%'`

export const like = (left: Fragment, sign: '~' | '!~', right: Convertible): Fragment => [
  ...left,
  sign === '~' ? ' LIKE ' : ' NOT LIKE ',
  ...rightSide(right),
  " ESCAPE '\\'",
]
