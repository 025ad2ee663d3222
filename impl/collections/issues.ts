import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue } from '../errors.ts'
import { atLeast, atMost, blank } from '../issues.ts'

export const badFormat = validationItem('validation_match_invalid')
export const foundVia = validationItem('validation_found_via')

/** A whole number that may not be 0 and must lie within `min`..`max`. */
export const requiredRange = (value: number, min: number, max: number): FieldIssue | undefined => {
  if (value === 0) return blank
  if (value < min) return atLeast(min)
  return value > max ? atMost(max) : undefined
}
