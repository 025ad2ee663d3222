import type { SqlValue } from '../store/store.ts'
import { toJsonText } from '../values/json.ts'
import type { FieldType, FieldValue } from './field-type.ts'

/** A stored value of a text column; older directories may hold NULL or a number. */
export const textFromSql = (stored: SqlValue): string =>
  stored === null
    ? ''
    : stored instanceof Uint8Array
      ? new TextDecoder().decode(stored)
      : String(stored)

/** What all types share whose value is one text in a text column, empty for "no value". */
export const textColumn = {
  multiple: () => false,
  column: () => "TEXT DEFAULT '' NOT NULL",
  empty: () => '',
  toSql: (value: FieldValue): SqlValue => value as string, // casts of these types give texts
  fromSql: (stored: SqlValue): FieldValue => textFromSql(stored),
  toJson: (value: FieldValue): string => toJsonText(value),
} satisfies Partial<FieldType>

/** Length in code points, as the contract counts. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}
