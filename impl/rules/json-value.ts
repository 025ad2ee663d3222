import { asText } from './as-text.ts'
import { type Fragment, sql, text } from './fragment.ts'

/** Digits address an array index, anything else a key; a colon inside a part is dropped (filter.json.path-modifier-swallowed). */
const toJsonPath = (parts: readonly string[]): string =>
  parts
    .map((part) => part.replaceAll(':', ''))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')

/**
 * Reads a column by its JSON value; text that is not JSON is itself (filter.json.*). A number that is the whole value is a number in
 * the column, too, and is read through its text (filter.op.number-text-digits).
 */
export const jsonValue = (column: Fragment, parts: readonly string[]): Fragment => {
  const path = toJsonPath(parts)
  const plain = text(`$${path}`)
  const wrapped = text(`$.k${path}`)
  const written = asText({ value: column, holds: 'number' })
  return sql`(CASE WHEN json_valid(${column}) THEN json_extract(${written}, ${plain}) ELSE json_extract(json_object('k', ${column}), ${wrapped}) END)`
}
