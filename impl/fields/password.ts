import { castText } from '../values/cast.ts'
import type { FieldType } from './field-type.ts'
import { blank, checkRange, checkUpper, collectIssues, issue } from './issues.ts'
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
    if (Buffer.byteLength(text) > maxBytes) return issue('validation_invalid_value')
    if (text === '') return config['required'] === true ? blank : undefined
    const min = Number(config['min'])
    const max = Number(config['max']) || defaultMax
    const length = lengthOf(text)
    if (length < min) return issue('validation_min_text_constraint', { min })
    if (length > max) {
      const message = `Must be less than ${max} character(s).`
      return { code: 'validation_max_text_constraint', message }
    }
    return satisfies(config['pattern'], text) ? undefined : issue('validation_invalid_format')
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
