import type { FieldIssue, FieldIssues } from '../errors.ts'

export const issue = (
  code: string,
  message: string,
  params?: Readonly<Record<string, unknown>>,
): FieldIssue => (params === undefined ? { code, message } : { code, message, params })

export const required = issue('validation_required', 'Cannot be blank.')
export const badFormat = issue('validation_match_invalid', 'Must be in a valid format.')
export const foundVia = issue('validation_found_via', 'The value cannot contain "_via_".')
export const invalidValue = issue('validation_in_invalid', 'Must be a valid value.')

const byteLength = (text: string): number => Buffer.byteLength(text)

/** Refuses a text outside of `min`..`max` bytes of UTF-8. */
export const lengthIssue = (text: string, min: number, max: number): FieldIssue | undefined => {
  const length = byteLength(text)
  if (length >= min && length <= max) return undefined
  return issue(
    'validation_length_out_of_range',
    `The length must be between ${String(min)} and ${String(max)}.`,
    { max, min },
  )
}

export const minIssue = (threshold: number): FieldIssue =>
  issue(
    'validation_min_greater_equal_than_required',
    `Must be no less than ${String(threshold)}.`,
    { threshold },
  )

export const maxIssue = (threshold: number): FieldIssue =>
  issue(
    'validation_max_less_equal_than_required',
    `Must be no greater than ${String(threshold)}.`,
    { threshold },
  )

/** A whole number that may not be 0 and must lie within `min`..`max`. */
export const requiredRange = (value: number, min: number, max: number): FieldIssue | undefined => {
  if (value === 0) return required
  if (value < min) return minIssue(min)
  return value > max ? maxIssue(max) : undefined
}

export type Issues = FieldIssues | FieldIssue

/** Leaves out what has no issue; undefined when nothing is left. Never confuses a field called `code` with an issue. */
export const collect = (
  entries: Readonly<Record<string, Issues | undefined>>,
): FieldIssues | undefined => {
  const found = Object.entries(entries).filter(
    (entry): entry is [string, Issues] => entry[1] !== undefined,
  )
  if (found.length === 0) return undefined
  // The wire has them in alphabetical order.
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}
