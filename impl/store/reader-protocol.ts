import type { Row, SqlValue } from './store.ts'

/** Parent to reader. A reader runs one query at a time and answers each once. */
export interface ReaderQuery {
  readonly sql: string
  readonly args: readonly SqlValue[]
}

/** Reader to parent. */
export type ReaderAnswer =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  /** SQLite refused the query; its text. */
  | { readonly kind: 'failure'; readonly text: string }
