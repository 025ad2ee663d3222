import { validationItem } from '../../spec/errors.ts'
import { blank, collectIssues } from '../issues.ts'
import { castText } from '../values/cast.ts'
import type { FieldType } from './field-type.ts'
import { checkRange, checkUpper } from './bounds.ts'
import { satisfies } from './pattern.ts'
import { lengthOf, textColumn } from './text-column.ts'
import { checkPattern } from './text.ts'

const defaultMax = 71

/** bcrypt reads this many bytes. */
const maxBytes = 72

/** A secret: checked as plain text when it is set, stored as a bcrypt hash, shown to nobody. */
export const passwordField: FieldType = {
  ...textColumn,
  type: 'password',
  secret: true,
  options: { cost: 0, max: 0, min: 0, pattern: '', required: false },
  cast: castText,
  check(value, config) {
    const text = value as string // cast gives a text
    if (Buffer.byteLength(text) > maxBytes) return validationItem('validation_invalid_value')
    if (text === '') return config['required'] === true ? blank : undefined
    const min = Number(config['min'])
    const max = Number(config['max']) || defaultMax
    const length = lengthOf(text)
    if (length < min) return validationItem('validation_min_text_constraint/password', { min })
    if (length > max) return validationItem('validation_max_text_constraint/password', { max })
    return satisfies(config['pattern'], text)
      ? undefined
      : validationItem('validation_invalid_format')
  },
  checkOptions({ cost, max, min, pattern }) {
    const within = (value: unknown, low: number, high: number) =>
      Number(value) === 0 ? undefined : checkRange(value, { min: low, max: high })
    return collectIssues({
      cost: within(cost, 4, 31),
      min: within(min, 1, defaultMax),
      max: checkUpper(max, min, defaultMax),
      pattern: checkPattern(pattern),
    })
  },
}
