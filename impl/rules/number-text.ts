/** Decimal digits of a number without exponent, as like patterns show it: `5`, `0.0000001`, `100000000000000000000000`. */
export const toDecimal = (value: number): string => {
  const shortest = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)
  if (match === null) return Object.is(value, -0) ? '-0' : shortest
  const [, sign = '', first = '', rest = '', power = '0'] = match
  const digits = first + rest
  const point = 1 + Number(power)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}

/** A number literal's value; what exceeds a 64-bit float counts as 0, as on the real server. */
export const toNumber = (literal: string): number => {
  const value = Number(literal)
  return Number.isFinite(value) ? value : 0
}

const numeric = /^[+-]?(?:\d(?:_?\d)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The number that a text sent for a number field means, undefined when it is none (rules.request.number-field-name-cast). */
export const readNumber = (sent: string): number | undefined => {
  if (!numeric.test(sent)) return undefined
  const value = Number(sent.replaceAll('_', ''))
  return Number.isFinite(value) ? value : undefined
}
