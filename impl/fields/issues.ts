import type { FieldIssue, FieldIssues } from '../errors.ts'
import { messageOf, type ValidationCode } from '../../spec/errors.ts'

type Params = Readonly<Record<string, string | number>>

/** An issue in the catalogue's words. `params` fill the message; they are shown beside it only with `show`. */
export const issue = (code: ValidationCode, params: Params = {}): FieldIssue => ({
  code,
  message: messageOf(code, params),
})

/** The same, with the parameters as a part of the answer. */
export const issueWith = (code: ValidationCode, params: Params): FieldIssue => ({
  ...issue(code, params),
  params,
})

export const blank = issue('validation_required')

/** Drops what is fine. */
export const collectIssues = (
  issues: Readonly<Record<string, FieldIssue | FieldIssues | undefined>>,
): FieldIssues => {
  const found: Record<string, FieldIssue | FieldIssues> = {}
  for (const [name, value] of Object.entries(issues)) {
    if (value !== undefined) found[name] = value
  }
  return found
}

const atLeast = (threshold: number): FieldIssue =>
  issueWith('validation_min_greater_equal_than_required', { threshold })
const atMost = (threshold: number): FieldIssue =>
  issueWith('validation_max_less_equal_than_required', { threshold })

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
