import { type FieldIssue } from '../errors.ts'
import { atLeast, atMost } from '../issues.ts'

/** A number option within bounds (schema.options.negative, max-safe-int). */
export const checkRange = (
  value: unknown,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number; readonly max?: number } = {},
): FieldIssue | undefined => {
  const number = Number(value)
  if (number < min) return atLeast(min)
  return number > max ? atMost(max) : undefined
}

/** An upper bound that is set (not 0): not below the lower one and not above what is possible. */
export const checkUpper = (
  max: unknown,
  min: unknown,
  limit: number = Number.MAX_SAFE_INTEGER,
): FieldIssue | undefined => {
  const number = Number(max)
  if (number === 0) return undefined
  if (number < Number(min)) return atLeast(Number(min))
  return number > limit ? atMost(limit) : undefined
}
