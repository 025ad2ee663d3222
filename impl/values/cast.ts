/**
 * How a submitted JSON value becomes a text, a number, a boolean or a list (facts "values", section 2). None of them fails:
 * what does not fit becomes the empty value.
 */
export const castText = (raw: unknown): string => {
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number') return decimalText(raw)
  return typeof raw === 'boolean' ? String(raw) : ''
}

/** Plain decimal without exponent, shortest digits that read back as the same number. */
export const decimalText = (value: number): string => {
  if (Object.is(value, -0)) return '-0'
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = match
  const digits = first + rest
  const point = Number(exponent) + 1
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}

const decimal = /^[+-]?(\d+(_?\d+)*\.?(\d+(_?\d+)*)?|\.\d+(_?\d+)*)(e[+-]?\d+)?$/i
const hexadecimal = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i
const named = /^([+-]?)(inf|infinity|nan)$/i

/** Text that is a decimal, hexadecimal float or a named number; 0 for anything else, overflow included. */
const parseFloatText = (text: string): number => {
  const word = named.exec(text)
  if (word !== null) {
    if (word[2]?.toLowerCase() === 'nan') return word[1] === '' ? NaN : 0
    return word[1] === '-' ? -Infinity : Infinity
  }
  const hex = hexadecimal.exec(text)
  if (hex !== null) return hexFloat(hex)
  // An underscore is Go's digit separator only where a base prefix is given, which decimals have not.
  if (!decimal.test(text) || text.includes('_')) return 0
  const value = Number(text)
  return Number.isFinite(value) ? value : 0
}

const hexFloat = ([, sign, whole = '', fraction = '', exponent]: RegExpExecArray): number => {
  if (whole + fraction === '') return 0
  const mantissa = parseInt(whole + fraction, 16)
  const value = mantissa * 2 ** (Number(exponent) - 4 * fraction.length)
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
