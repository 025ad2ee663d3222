import { validationItem } from '../spec/errors.ts'
import type { FieldIssue, FieldIssues } from './errors.ts'

/** One issue, or several below keys or positions. */
export type Issues = FieldIssue | FieldIssues

export const blank = validationItem('validation_required')

export const atLeast = (threshold: number): FieldIssue =>
  validationItem('validation_min_greater_equal_than_required', { threshold })

export const atMost = (threshold: number): FieldIssue =>
  validationItem('validation_max_less_equal_than_required', { threshold })

/** A text outside of `min`..`max` bytes of UTF-8. */
export const checkLength = (text: string, min: number, max: number): FieldIssue | undefined => {
  const length = Buffer.byteLength(text)
  return length < min || length > max
    ? validationItem('validation_length_out_of_range', { min, max })
    : undefined
}

/** Leaves out what is fine; undefined when everything is. */
export const collectIssues = (
  entries: Readonly<Record<string, Issues | undefined>>,
): FieldIssues | undefined => {
  const found = Object.entries(entries).filter(
    (entry): entry is [string, Issues] => entry[1] !== undefined,
  )
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

/** The same for a list: issues by position. */
export const collectEach = <Item>(
  items: readonly Item[],
  judge: (item: Item) => Issues | undefined,
): FieldIssues | undefined =>
  collectIssues(Object.fromEntries(items.map((item, position) => [position, judge(item)])))
