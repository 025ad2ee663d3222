import { decimalText } from './number-text.ts'

/**
 * How a submitted JSON value becomes a text, a number, a boolean or a list (values.*). None of them fails:
 * what does not fit becomes the empty value.
 */
export const castText = (raw: unknown): string => {
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number') return decimalText(raw)
  return typeof raw === 'boolean' ? String(raw) : ''
}

const digits = '\\d+(?:_\\d+)*'
const hexDigits = '[0-9a-f]+(?:_[0-9a-f]+)*'
const decimal = new RegExp(
  `^[+-]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?$`,
  'i',
)
const hexadecimal = new RegExp(
  `^([+-]?)0x_?(${hexDigits})?(?:\\.(${hexDigits})?)?p([+-]?${digits})$`,
  'i',
)
const named = /^([+-]?)(inf|infinity|nan)$/i

/**
 * Text that is a decimal, hexadecimal float or a named number; 0 for anything else, overflow included. Underscores may
 * stand between digits.
 */
const parseFloatText = (text: string): number => {
  const word = named.exec(text)
  if (word !== null) {
    if (word[2]?.toLowerCase() === 'nan') return word[1] === '' ? NaN : 0
    return word[1] === '-' ? -Infinity : Infinity
  }
  const hex = hexadecimal.exec(text)
  if (hex !== null) return hexFloat(hex)
  if (!decimal.test(text)) return 0
  const value = Number(text.replaceAll('_', ''))
  return Number.isFinite(value) ? value : 0
}

const hexFloat = ([, sign, whole = '', fraction = '', exponent = '']: RegExpExecArray): number => {
  if (whole + fraction === '') return 0
  const places = fraction.replaceAll('_', '')
  const mantissa = parseInt(whole.replaceAll('_', '') + places, 16)
  const value = mantissa * 2 ** (Number(exponent.replaceAll('_', '')) - 4 * places.length)
  if (!Number.isFinite(value)) return 0
  return sign === '-' ? -value : value
}

export const castNumber = (raw: unknown): number => {
  if (typeof raw === 'number') return raw
  if (typeof raw === 'boolean') return raw ? 1 : 0
  return typeof raw === 'string' ? parseFloatText(raw) : 0
}

const truthy: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])

export const castBool = (raw: unknown): boolean => {
  if (typeof raw === 'boolean') return raw
  if (typeof raw === 'number') return raw !== 0
  return typeof raw === 'string' && truthy.has(raw)
}

/** A list of distinct, non-empty texts in order of first appearance. */
export const castList = (raw: unknown): readonly string[] =>
  [...new Set(rawList(raw))].filter((item) => item !== '')

const rawList = (raw: unknown): readonly string[] => {
  if (raw === null || raw === undefined) return []
  if (typeof raw === 'string') return raw.includes('[') ? listInText(raw) : [raw]
  if (typeof raw === 'number' || typeof raw === 'boolean') return [castText(raw)]
  if (!Array.isArray(raw)) return []
  const isNested = raw.some((item) => typeof item === 'object' && item !== null)
  return isNested ? [] : raw.map(castText)
}

/** A JSON array inside a text; one with other than texts keeps its texts and adds the whole text. */
const listInText = (text: string): readonly string[] => {
  const value = parseJson(text)
  if (!Array.isArray(value)) return [text]
  const texts = value.filter((item): item is string => typeof item === 'string')
  const hasOthers = value.some((item) => typeof item !== 'string' && item !== null)
  return hasOthers ? [...texts, text] : texts
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // text that is not JSON is one element
  }
}
