import type { Row, SqlValue } from './store.ts'

/**
 * What a reader process and its parent say to each other, as JSON: for 1,000 rows of 11 texts a hop takes 1.9 ms, and
 * 8.2 ms with structured clone. The few values that JSON does not know are packed into objects.
 */
export interface ReaderQuery {
  readonly sql: string
  readonly args: Packed
}

/** A reader runs one query at a time and answers each once. */
export type ReaderAnswer =
  | { readonly kind: 'rows'; readonly rows: Packed }
  /** SQLite refused the query; its text. */
  | { readonly kind: 'failure'; readonly text: string }

type JsonValue = string | number | null
type PackedValue = JsonValue | { readonly base64: string } | { readonly number: string }

/** Rows of values. `plain`: no value is packed, so that the other side need not look at each. */
export type Packed =
  | { readonly plain: true; readonly rows: readonly (readonly JsonValue[])[] }
  | { readonly plain: false; readonly rows: readonly (readonly PackedValue[])[] }

export const pack = (rows: readonly Row[]): Packed =>
  rows.every(isPlainRow)
    ? { plain: true, rows }
    : { plain: false, rows: rows.map((row) => row.map(packValue)) }

export const unpack = (packed: Packed): readonly Row[] =>
  packed.plain ? packed.rows : packed.rows.map((row) => row.map(unpackValue))

const isPlain = (value: SqlValue): value is JsonValue =>
  typeof value === 'string' ||
  value === null ||
  (typeof value === 'number' && Number.isFinite(value))

const isPlainRow = (row: Row): row is readonly JsonValue[] => row.every(isPlain)

const packValue = (value: SqlValue): PackedValue => {
  if (isPlain(value)) return value
  return typeof value === 'number' ? { number: String(value) } : { base64: value.toBase64() }
}

const unpackValue = (value: PackedValue): SqlValue => {
  if (value === null || typeof value !== 'object') return value
  return 'number' in value ? Number(value.number) : Uint8Array.fromBase64(value.base64)
}
