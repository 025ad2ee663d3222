import type { FieldIssue } from '../errors.ts'
import { validationItem } from '../../spec/errors.ts'

const macros: ReadonlySet<string> = new Set([
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
])

/** Bounds of the five segments: minute, hour, day, month, weekday. */
const bounds: readonly (readonly [min: number, max: number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
]

/** What is wrong with a cron expression (settings.backups.cron, cron-syntax); the first failing rule is named. */
export const checkCron = (expression: string): FieldIssue | undefined => {
  if (macros.has(expression)) return undefined
  const segments = expression.split(' ')
  if (segments.length !== bounds.length) return validationItem('validation_invalid_cron/segments')
  for (const [at, segment] of segments.entries()) {
    const [min, max] = bounds[at] ?? [0, 0]
    for (const part of segment.split(',')) {
      const found = checkPart(part, min, max)
      if (found !== undefined) return found
    }
  }
  return undefined
}

const checkPart = (part: string, min: number, max: number): FieldIssue | undefined => {
  const [base = '', step, ...more] = part.split('/')
  if (more.length > 0) return validationItem('validation_invalid_cron/step-format')
  const isWide = base === '*' || base.includes('-')
  if (step !== undefined) {
    const size = readNumber(step)
    if (size === undefined) return notANumber(step)
    if (size < 1 || size > max) {
      return validationItem('validation_invalid_cron/step-boundary', { max })
    }
    if (size > 1 && !isWide) return validationItem('validation_invalid_cron/step')
  }
  return base === '*' ? undefined : checkRange(base, min, max)
}

const checkRange = (text: string, min: number, max: number): FieldIssue | undefined => {
  const [low = '', high, ...more] = text.split('-')
  if (more.length > 0) return validationItem('validation_invalid_cron/range')
  const from = readNumber(low)
  if (from === undefined) return notANumber(low)
  if (from < min || from > max) return validationItem('validation_invalid_cron/value')
  if (high === undefined) return undefined
  const to = readNumber(high)
  if (to === undefined) return notANumber(high)
  if (to >= from && to <= max) return undefined
  return validationItem('validation_invalid_cron/range-maximum', { min: from, max })
}

const readNumber = (text: string): number | undefined =>
  /^[+-]?\d+$/.test(text) ? Number(text) : undefined

const notANumber = (text: string): FieldIssue =>
  validationItem('validation_invalid_cron', { reason: `"${text}" is not a number` })
