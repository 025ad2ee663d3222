import { castBool } from '../values/cast.ts'
import type { FieldType } from './field-type.ts'
import { blank } from '../issues.ts'

/** True or false; required means true. */
export const boolField: FieldType = {
  type: 'bool',
  options: { required: false },
  multiple: () => false,
  column: () => 'BOOLEAN DEFAULT FALSE NOT NULL',
  empty: () => false,
  cast: castBool,
  check: (value, config) => (value === false && config['required'] === true ? blank : undefined),
  checkOptions: () => undefined,
  toSql: (value) => (value === true ? 1 : 0),
  fromSql: (stored) => castBool(stored),
  toJson: (value) => String(value),
}
