import { validationItem } from '../../spec/errors.ts'
import { blank, collectIssues } from '../issues.ts'
import type { SqlValue } from '../store/store.ts'
import { castJsonText, isValidJson } from '../values/json-text.ts'
import { escapeJson, numberToJson } from '../values/json.ts'
import { floatText } from '../values/number-text.ts'
import type { FieldType, FieldValue, JsonText } from './field-type.ts'
import { checkRange } from './bounds.ts'

const defaultMaxSize = 1024 * 1024
const emptyTexts: ReadonlySet<string> = new Set(['null', '""', '[]', '{}'])

const jsonOf = (value: FieldValue): string => (value as JsonText).json // cast and fromSql give JsonText

const asText = (json: string, isText: boolean): JsonText =>
  isText && json === 'null' ? { json, isText } : { json }

/** Any JSON value, kept as the text that is stored. */
export const jsonField: FieldType = {
  type: 'json',
  jsonLike: true,
  hasPaths: true,
  options: { maxSize: 0, required: false },
  multiple: () => false,
  column: () => 'JSON DEFAULT NULL',
  empty: () => ({ json: 'null' }),
  cast: (raw) => asText(castJsonText(raw), typeof raw === 'string'),
  check(value, config) {
    const json = jsonOf(value)
    const maxSize = Number(config['maxSize']) || defaultMaxSize
    // Null is no value, so it has no size.
    if (json !== 'null' && Buffer.byteLength(json) > maxSize)
      return validationItem('validation_json_size_limit', { maxSize })
    if (!isValidJson(json)) return validationItem('validation_invalid_json')
    return config['required'] === true && emptyTexts.has(json.trim()) ? blank : undefined
  },
  checkOptions: ({ maxSize }) => collectIssues({ maxSize: checkRange(maxSize) }),
  // The driver gives whole numbers as floats, which do not hold all of 64 bits.
  select: (column) =>
    `CASE typeof(${column}) WHEN 'integer' THEN CAST(${column} AS TEXT) ELSE ${column} END`,
  toSql: (value) => {
    const { json, isText } = value as JsonText // cast and fromSql give JsonText
    return json === 'null' && isText !== true ? null : json
  },
  fromSql: (stored) => asText(storedJson(stored), stored === 'null'),
  toJson: (value) => compact(jsonOf(value)),
  bodyBytes: ({ maxSize }) => Number(maxSize) || defaultMaxSize,
}

// What 64 bits hold as a whole number is one in the column, too; other numbers come back as a float is printed.
const isWhole = (number: number): boolean => Number.isInteger(number) && Math.abs(number) < 2 ** 63

const numberText = (number: number): string =>
  isWhole(number) ? numberToJson(number) : floatText(number)

/** The column has numeric affinity, so a bare number comes back as one; NULL is null; other text is what was stored. */
const storedJson = (stored: SqlValue): string => {
  if (stored === null || stored === '') return 'null'
  if (typeof stored === 'number') {
    if (Number.isFinite(stored)) return numberText(stored)
    return stored > 0 ? '"+Inf"' : '"-Inf"'
  }
  const text = stored instanceof Uint8Array ? new TextDecoder().decode(stored) : stored
  return isValidJson(text) ? text : JSON.stringify(text)
}

/** Without the white space that a verbatim text may hold outside of strings. */
const compact = (json: string): string =>
  escapeJson(/[ \t\r\n]/.test(json) ? json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1') : json)
