import type { FieldIssue } from '../errors.ts'
import type { SqlValue } from '../store/store.ts'

/** One question to the store whose wrong answer is an issue of a field. */
export interface Question {
  readonly field: string
  readonly issue: FieldIssue
  readonly sql: string
  readonly args: readonly SqlValue[]
  readonly expect: 'some' | 'none'
}
