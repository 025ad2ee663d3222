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
