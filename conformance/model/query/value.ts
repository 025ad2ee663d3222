/** A value in the database: an integer is a bigint, a real number a number. */
export type Value = null | bigint | number | string

export type Affinity = 'text' | 'numeric' | 'none'

/** Of three-valued logic. */
export type Truth = boolean | null

const numeric = /^[ \t\n\v\f\r]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)[ \t\n\v\f\r]*$/i

const int64 = 2n ** 63n

/** The number that a text looks like. */
export const numberIn = (text: string): bigint | number | undefined => {
  const found = numeric.exec(text)?.[1]
  if (found === undefined) return undefined
  if (!/^[+-]?\d+$/.test(found)) return Number(found)
  const whole = BigInt(found.replace(/^\+/, ''))
  return whole >= -int64 && whole < int64 ? whole : Number(found)
}

/** A number as a numeric column keeps it. */
export const asStored = (number: number): bigint | number =>
  Number.isInteger(number) && Math.abs(number) < 2 ** 63 ? BigInt(number) : number

const significant = 15

/** The number that is left of one that was a text in between. */
export const throughText = (number: number): number =>
  typeof asStored(number) === 'bigint' ? number : Number(number.toPrecision(significant))

/** The text of a real number: fifteen digits, with its `.0`; an exponent below 1e-4 and from 1e15 on. */
const realText = (number: number): string => {
  const [mantissa = '', power = ''] = number.toExponential(significant - 1).split('e')
  const exponent = Number(power)
  if (number === 0 || (exponent >= -4 && exponent < significant)) {
    // Between these bounds the fewest digits that read back are at most fifteen, and JavaScript writes no exponent.
    return withPoint(String(Number(number.toPrecision(significant))))
  }
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${withPoint(mantissa.replace(/\.?0+$/, ''))}e${exponent < 0 ? '-' : '+'}${size}`
}

const withPoint = (text: string): string => (text.includes('.') ? text : `${text}.0`)

export const textOf = (value: Exclude<Value, null>): string =>
  typeof value === 'number' ? realText(value) : String(value)

const toNumeric = (value: Value): Value =>
  typeof value === 'string' ? (numberIn(value) ?? value) : value

const toText = (value: Value): Value => (value === null ? null : textOf(value))

export interface Sided {
  readonly value: Value
  readonly affinity: Affinity
}

const utf8 = new TextEncoder()

const rank = (value: Exclude<Value, null>): number => (typeof value === 'string' ? 1 : 0)

/** Numbers before texts, texts by their bytes. */
const order = (a: Exclude<Value, null>, b: Exclude<Value, null>): number => {
  if (typeof a === 'string' && typeof b === 'string') {
    return Buffer.compare(utf8.encode(a), utf8.encode(b))
  }
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  return a < b ? -1 : a > b ? 1 : 0
}

/** As records are sorted: NULL first. */
export const sortOrder = (a: Value, b: Value): number => {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return order(a, b)
}

/** Below, equal or above zero after the conversions of a comparison; null when a side is. */
export const compare = (left: Sided, right: Sided): number | null => {
  const affinities = [left.affinity, right.affinity]
  const convert = affinities.includes('numeric')
    ? toNumeric
    : affinities.includes('text') && affinities.includes('none')
      ? toText
      : (value: Value) => value
  const [a, b] = [convert(left.value), convert(right.value)]
  return a === null || b === null ? null : order(a, b)
}

/** Equality that knows no NULL: `IS`. */
export const isSame = (left: Sided, right: Sided): boolean =>
  left.value === null || right.value === null
    ? left.value === right.value
    : compare(left, right) === 0

export const not = (truth: Truth): Truth => (truth === null ? null : !truth)

export const and = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true

export const or = (truths: readonly Truth[]): Truth =>
  truths.includes(true) ? true : truths.includes(null) ? null : false

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** In ASCII only. */
export const lowered = (value: Value): Value => (value === null ? null : lower(textOf(value)))

/** Whether a text is like a pattern, where `\` takes away the meaning of the next character. */
export const isLike = (value: Value, pattern: Value): Truth => {
  if (value === null || pattern === null) return null
  const text = [...lower(textOf(value))]
  const marks = [...lower(textOf(pattern))]
  const matches = (at: number, mark: number): boolean => {
    const found = marks[mark]
    if (found === undefined) return at === text.length
    if (found === '%') {
      return matches(at, mark + 1) || (at < text.length && matches(at + 1, mark))
    }
    if (at === text.length) return false
    if (found === '_') return matches(at + 1, mark + 1)
    if (found !== '\\') return found === text[at] && matches(at + 1, mark + 1)
    const literal = marks[mark + 1]
    return literal !== undefined && literal === text[at] && matches(at + 1, mark + 2)
  }
  return matches(0, 0)
}

const hasWildcard = (text: string): boolean => /(?<!\\)(?:\\\\)*%/.test(text)

/**
 * What a bound text becomes on the right of `~`: itself when it has a live `%`, else a pattern that finds it anywhere. From right to
 * left a backslash, `%` or `_` that is not escaped already gets a backslash.
 */
export const patternOf = (text: string): string => {
  if (hasWildcard(text)) return text
  let escaped = ''
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text.charAt(at)
    if (!'\\%_'.includes(character)) {
      escaped = character + escaped
    } else if (text.charAt(at - 1) === '\\') {
      escaped = `\\${character}${escaped}`
      at--
    } else {
      escaped = `\\${character}${escaped}`
    }
  }
  return `%${escaped}%`
}
