import { validationItem } from '../../spec/errors.ts'
import { blank, collectIssues } from '../issues.ts'
import { castNumber } from '../values/cast.ts'
import { numberToJson } from '../values/json.ts'
import { fixedText, floatText } from '../values/number-text.ts'
import type { FieldConfig, FieldType } from './field-type.ts'

const bound = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined

/** A whole number counts as one only as far as 64 bits hold it. */
const isInt64 = (number: number): boolean =>
  Number.isInteger(number) && number >= -(2 ** 63) && number < 2 ** 63

/** A 64-bit float. 0 means "no value": it is never compared with min, max or onlyInt. */
export const numberField: FieldType = {
  type: 'number',
  numeric: true,
  options: { max: null, min: null, onlyInt: false, required: false },
  multiple: () => false,
  column: () => 'NUMERIC DEFAULT 0 NOT NULL',
  empty: () => 0,
  cast: castNumber,
  modify(current, modifier, raw) {
    const change = castNumber(raw)
    if (modifier === 'prepend') return current
    return castNumber(current) + (modifier === '+' ? change : -change)
  },
  check(value, config) {
    const number = value as number // cast gives a number
    if (!Number.isFinite(number)) return validationItem('validation_not_a_number')
    if (number === 0) return config['required'] === true ? blank : undefined
    if (config['onlyInt'] === true && !isInt64(number)) {
      return validationItem('validation_only_int_constraint')
    }
    return checkBounds(number, config)
  },
  checkOptions: (config) => {
    const min = bound(config['min'])
    const max = bound(config['max'])
    const whole = (value: number | undefined) =>
      config['onlyInt'] === true && value !== undefined && !isInt64(value)
        ? validationItem('validation_only_int_constraint')
        : undefined
    const below =
      min !== undefined && max !== undefined && max !== 0 && max < min
        ? validationItem('validation_min_greater_equal_than_required/float', {
            threshold: min,
            float: floatText(min),
          })
        : undefined
    return collectIssues({ min: whole(min), max: whole(max) ?? below })
  },
  toSql: (value) => value as number, // cast gives a number
  fromSql: (stored) => (typeof stored === 'number' ? stored : castNumber(stored)),
  toJson: (value) => numberToJson(value as number),
}

const checkBounds = (number: number, config: FieldConfig) => {
  const min = bound(config['min'])
  if (min !== undefined && number < min) {
    return validationItem('validation_min_number_constraint', { min: fixedText(min) })
  }
  const max = bound(config['max'])
  if (max !== undefined && number > max) {
    return validationItem('validation_max_number_constraint', { max: fixedText(max) })
  }
  return undefined
}
