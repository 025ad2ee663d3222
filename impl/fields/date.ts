import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue } from '../errors.ts'
import {
  castDate,
  castExactDate,
  type Instant,
  parseDate,
  storedDate,
  truncated,
} from '../values/date.ts'
import { toJsonText } from '../values/json.ts'
import type { FieldConfig, FieldType, FieldValue } from './field-type.ts'
import { blank } from '../issues.ts'
import { textColumn, textFromSql } from './text-column.ts'

const shownDate = (value: FieldValue): string => truncated(value as string) // cast gives a text

/**
 * A point in time in UTC; what cannot be read as one becomes the empty date. Milliseconds are stored and shown, but the
 * bounds are asked about the whole of what was sent.
 */
export const dateField: FieldType = {
  ...textColumn,
  type: 'date',
  options: { max: '', min: '', required: false },
  cast: castExactDate,
  shown: shownDate,
  toSql: shownDate,
  toJson: (value) => toJsonText(shownDate(value)),
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
  if (upper !== undefined && isAfter(instant, upper)) {
    return validationItem('validation_max_less_equal_than_required/date', inWords(upper))
  }
  return undefined
}

const isAfter = (instant: Instant, upper: Instant): boolean =>
  instant.ms > upper.ms || (instant.ms === upper.ms && instant.nanos > upper.nanos)

/** A bound as the message shows it, and in RFC 3339; both without trailing zeros of the fraction. */
const inWords = ({ ms }: Instant): { readonly date: string; readonly threshold: string } => {
  const [day = '', time = ''] = new Date(ms).toISOString().slice(0, -1).split('T')
  const clock = time.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  return { date: `${day} ${clock} +0000 UTC`, threshold: `${day}T${clock}Z` }
}
