import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue } from '../errors.ts'
import { castDate, type Instant, parseDate, storedDate } from '../values/date.ts'
import type { FieldConfig, FieldType } from './field-type.ts'
import { blank } from '../issues.ts'
import { textColumn, textFromSql } from './text-column.ts'

/** A point in time in UTC with milliseconds; what cannot be read as one becomes the empty date. */
export const dateField: FieldType = {
  ...textColumn,
  type: 'date',
  options: { max: '', min: '', required: false },
  cast: castDate,
  fromSql: (value) => storedDate(textFromSql(value)),
  check(value, config) {
    const instant = parseDate(value as string) // cast gives a text
    if (instant === undefined) return config['required'] === true ? blank : undefined
    return checkBounds(instant, config)
  },
  checkOptions: () => undefined,
  normalise: (config) => ({
    ...config,
    max: castDate(config['max']),
    min: castDate(config['min']),
  }),
}

const checkBounds = (instant: Instant, { min, max }: FieldConfig): FieldIssue | undefined => {
  const lower = typeof min === 'string' ? parseDate(min) : undefined
  if (lower !== undefined && instant.ms < lower.ms) {
    return validationItem('validation_min_greater_equal_than_required/date', inWords(lower))
  }
  const upper = typeof max === 'string' ? parseDate(max) : undefined
  if (upper !== undefined && instant.ms > upper.ms) {
    return validationItem('validation_max_less_equal_than_required/date', inWords(upper))
  }
  return undefined
}

/** A bound as the message shows it, and in RFC 3339; both without trailing zeros of the fraction. */
const inWords = ({ ms }: Instant): { readonly date: string; readonly threshold: string } => {
  const [day = '', time = ''] = new Date(ms).toISOString().slice(0, -1).split('T')
  const clock = time.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  return { date: `${day} ${clock} +0000 UTC`, threshold: `${day}T${clock}Z` }
}
