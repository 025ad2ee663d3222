import type { SqlValue } from '../store/store.ts'
import { castJsonText, isValidJson } from '../values/json-text.ts'
import { escapeJson, numberToJson } from '../values/json.ts'
import type { FieldType, FieldValue, JsonText } from './field-type.ts'
import { blank, checkRange, collectIssues, issue, issueWith } from './issues.ts'

const defaultMaxSize = 1024 * 1024
const emptyTexts: ReadonlySet<string> = new Set(['null', '""', '[]', '{}'])

const jsonOf = (value: FieldValue): string => (value as JsonText).json // cast and fromSql give JsonText

/** Any JSON value, kept as the text that is stored. */
export const jsonField: FieldType = {
  type: 'json',
  jsonLike: true,
  hasPaths: true,
  options: { maxSize: 0, required: false },
  multiple: () => false,
  column: () => 'JSON DEFAULT NULL',
  empty: () => ({ json: 'null' }),
  cast: (raw) => ({ json: castJsonText(raw) }),
  check(value, config) {
    const json = jsonOf(value)
    const maxSize = Number(config['maxSize']) || defaultMaxSize
    // Null is no value, so it has no size.
    if (json !== 'null' && Buffer.byteLength(json) > maxSize)
      return issueWith('validation_json_size_limit', { maxSize })
    if (!isValidJson(json)) return issue('validation_invalid_json')
    return config['required'] === true && emptyTexts.has(json.trim()) ? blank : undefined
  },
  checkOptions: ({ maxSize }) => collectIssues({ maxSize: checkRange(maxSize) }),
  toSql: (value) => (jsonOf(value) === 'null' ? null : jsonOf(value)),
  fromSql: (stored) => ({ json: storedJson(stored) }),
  toJson: (value) => compact(jsonOf(value)),
  bodyBytes: ({ maxSize }) => Number(maxSize) || defaultMaxSize,
}

/**
 * A bare number that the column holds as a float: with an exponent, of two digits at least, below 1e-4 and from 1e6 on. What
 * 64 bits hold as a whole number is one in the column, too.
 */
const floatText = (number: number): string => {
  const [digits = '', exponent = ''] = number.toExponential().split('e')
  if (Number(exponent) >= -4 && Number(exponent) < 6) return String(number)
  return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, '0')}`
}

const isWhole = (number: number): boolean => Number.isInteger(number) && Math.abs(number) < 2 ** 63

const numberText = (number: number): string =>
  isWhole(number) ? numberToJson(number) : floatText(number)

/** The column has numeric affinity, so a bare number comes back as one; NULL is null; other text is what was stored. */
const storedJson = (stored: SqlValue): string => {
  if (stored === null || stored === '') return 'null'
  if (typeof stored === 'number') return Number.isFinite(stored) ? numberText(stored) : '"+Inf"'
  const text = stored instanceof Uint8Array ? new TextDecoder().decode(stored) : stored
  return isValidJson(text) ? text : JSON.stringify(text)
}

/** Without the white space that a verbatim text may hold outside of strings. */
const compact = (json: string): string =>
  escapeJson(/[ \t\r\n]/.test(json) ? json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1') : json)
