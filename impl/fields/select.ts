import { validationItem } from '../../spec/errors.ts'
import { blank, collectIssues } from '../issues.ts'
import type { FieldType } from './field-type.ts'
import { checkRange } from './bounds.ts'
import { listColumn, listOf } from './list-column.ts'

const valuesOf = (values: unknown): readonly string[] =>
  Array.isArray(values) ? (values as readonly string[]) : []

/** One or several of a fixed list of texts. */
export const selectField: FieldType = {
  ...listColumn,
  type: 'select',
  options: { maxSelect: 0, required: false, values: [] },
  check(value, config) {
    const chosen = listOf(value)
    if (chosen.length === 0) return config['required'] === true ? blank : undefined
    const maxSelect = Math.max(1, Number(config['maxSelect']))
    if (chosen.length > maxSelect)
      return validationItem('validation_too_many_values', { maxSelect })
    const unknown = chosen.find((item) => !valuesOf(config['values']).includes(item))
    return unknown === undefined
      ? undefined
      : validationItem('validation_invalid_value/select', { value: unknown })
  },
  checkOptions({ maxSelect, values }) {
    const count = valuesOf(values).length
    return collectIssues({
      values: count === 0 ? blank : undefined,
      maxSelect: checkRange(maxSelect, { max: Math.max(1, count) }),
    })
  },
}
