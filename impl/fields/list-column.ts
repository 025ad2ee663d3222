import type { SqlValue } from '../store/store.ts'
import { castList } from '../values/cast.ts'
import { toJsonText } from '../values/json.ts'
import type { FieldConfig, FieldType, FieldValue, Modifier } from './field-type.ts'
import { textFromSql } from './text-column.ts'

const isMultiple = ({ maxSelect }: FieldConfig): boolean => Number(maxSelect) > 1

/** One text, or an array of them when `maxSelect` is above one. */
const fit = (list: readonly string[], config: FieldConfig): FieldValue =>
  isMultiple(config) ? list : innermost(list.at(-1) ?? '')

/** One text is read as a list again, as often as it is another one. */
const innermost = (text: string): string => {
  const last = castList(text).at(-1) ?? ''
  return last === text ? text : innermost(last)
}

export const listOf = (value: FieldValue): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : castList(value)

/** The items of `f+`, `f-` or `+f`, before what appears twice is taken out. */
export const changeList = (
  current: readonly string[],
  modifier: Modifier,
  items: readonly string[],
) => {
  switch (modifier) {
    case '+':
      return [...current, ...items]
    case 'prepend':
      return [...items, ...current]
    case '-':
      return current.filter((item) => !items.includes(item))
    default:
      return modifier satisfies never
  }
}

/** What select, relation and file share: texts in a text column, or a JSON array column for several. */
export const listColumn = {
  listLike: true,
  multiple: isMultiple,
  column: (config: FieldConfig) =>
    isMultiple(config) ? "JSON DEFAULT '[]' NOT NULL" : "TEXT DEFAULT '' NOT NULL",
  empty: (config: FieldConfig) => fit([], config),
  cast: (raw: unknown, config: FieldConfig) => fit(castList(raw), config),
  modify: (current: FieldValue, modifier: Modifier, raw: unknown, config: FieldConfig) =>
    fit(castList(changeList(listOf(current), modifier, castList(raw))), config),
  toSql: (value: FieldValue): SqlValue => (typeof value === 'string' ? value : toJsonText(value)),
  fromSql: (stored: SqlValue, config: FieldConfig) => fit(castList(textFromSql(stored)), config),
  toJson: (value: FieldValue): string => toJsonText(value),
} satisfies Partial<FieldType>
