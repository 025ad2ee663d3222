import type { FieldIssue, FieldIssues } from '../errors.ts'
import { compareBytes, escapeJson } from '../values/json.ts'
import type { Issues } from '../issues.ts'

/** Their texts begin with a small letter and have no full stop where the contract shows them unpolished. */
const smallLetter: ReadonlySet<string> = new Set([
  'validation_empty',
  'validation_in_invalid',
  'validation_invalid_regex',
  'validation_is_domain',
  'validation_is_url',
  'validation_length_out_of_range',
  'validation_match_invalid',
  'validation_max_less_equal_than_required',
  'validation_min_greater_equal_than_required',
  'validation_nil_or_not_empty_required',
  'validation_not_in_invalid',
  'validation_required',
])

/** These have no full stop. All other texts are whole sentences already. */
const noFullStop: ReadonlySet<string> = new Set([
  'validation_duplicated_field_id',
  'validation_duplicated_field_name',
  'validation_invalid_rule',
  'validation_missing_field',
])

const unpolished = ({ code, message }: FieldIssue): string => {
  if (!smallLetter.has(code) && !noFullStop.has(code)) return message
  const text = message.replace(/\.$/, '')
  return smallLetter.has(code) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

const isIssue = (issues: Issues): issues is FieldIssue =>
  typeof issues['code'] === 'string' && typeof issues['message'] === 'string'

const write = (issues: Issues, indent: string): string => {
  if (isIssue(issues)) return escapeJson(JSON.stringify(unpolished(issues)))
  const inner = `${indent}  `
  // Written by hand because an object would put the positions of a list in numeric order.
  const entries = Object.entries(issues)
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([key, value]) => `${inner}${escapeJson(JSON.stringify(key))}: ${write(value, inner)}`)
  return `{\n${entries.join(',\n')}\n${indent}}`
}

/** Issues as the JSON text that an import shows inside its message (collections.import.validation-failure). */
export const writeIssueReport = (issues: FieldIssues): string => write(issues, '')
