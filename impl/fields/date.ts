import type { FieldIssue } from '../errors.ts'
import { castDate, type Instant, parseDate } from '../values/date.ts'
import type { FieldConfig, FieldType } from './field-type.ts'
import { blank } from './issues.ts'
import { textColumn } from './text-column.ts'

/** A point in time in UTC with milliseconds; what cannot be read as one becomes the empty date. */
export const dateField: FieldType = {
  ...textColumn,
  type: 'date',
  options: { max: '', min: '', required: false },
  cast: castDate,
  check(value, config) {
    const instant = parseDate(value as string) // cast gives a text
    if (instant === undefined) return config['required'] === true ? blank : undefined
    return checkBounds(instant, config)
  },
  checkOptions: () => ({}),
  normalise: (config) => ({
    ...config,
    max: castDate(config['max']),
    min: castDate(config['min']),
  }),
}

const checkBounds = (instant: Instant, { min, max }: FieldConfig): FieldIssue | undefined => {
  const lower = typeof min === 'string' ? parseDate(min) : undefined
  if (lower !== undefined && instant.ms < lower.ms) {
    return outside('validation_min_greater_equal_than_required', 'Must be no less than', lower)
  }
  const upper = typeof max === 'string' ? parseDate(max) : undefined
  if (upper !== undefined && instant.ms > upper.ms) {
    return outside('validation_max_less_equal_than_required', 'Must be no greater than', upper)
  }
  return undefined
}

/** The bound is named in the message as Go prints it and in the parameter in RFC 3339, fractions without trailing zeros. */
const outside = (code: string, sentence: string, { ms }: Instant): FieldIssue => {
  const [day = '', time = ''] = new Date(ms).toISOString().slice(0, -1).split('T')
  const short = time.replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))
  const clock = /\./.test(time) && time.endsWith('.000') ? time.slice(0, 8) : short
  return {
    code,
    message: `${sentence} ${day} ${clock} +0000 UTC.`,
    params: { threshold: `${day}T${clock}Z` },
  }
}
