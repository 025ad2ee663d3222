import type { Convertible } from './as-text.ts'
import { constant, type Fragment } from './fragment.ts'
import type { Source } from './joins.ts'
import { toNumber } from './number-text.ts'

/**
 * What equality may assume about a side (filter.null.*): `empty` is null or the empty text, `known` a
 * value that is neither, `json` compares by IS, `time` the result of strftime, `column` anything else.
 */
export type OperandClass = 'empty' | 'known' | 'json' | 'time' | 'column'

export interface Operand extends Convertible {
  readonly class: OperandClass
  /** The joined rows that the value is read from. */
  readonly uses: readonly Source[]
  /** Passed something with several values: a plain operator must hold for all of them. */
  readonly multi: boolean
  /** Must be TRUE beside the comparison (filter.access.email-visibility). */
  readonly guard?: Fragment
  /** A column or a path, which may be sorted by. */
  readonly sortable?: true
  /** On the right of `~`, makes a like pattern of what its joined rows are read from, too (rules.request.body-each-pattern). */
  readonly becomePattern?: () => void
}

const literal = (kind: OperandClass, value: Fragment): Operand => ({
  class: kind,
  value,
  uses: [],
  multi: false,
})

export const nullOperand: Operand = literal('empty', ['NULL'])

export const textOperand = (value: string): Operand =>
  literal(value === '' ? 'empty' : 'known', constant(value))

export const numberOperand = (written: string): Operand => ({
  ...literal('known', constant(toNumber(written), 'real')),
  holds: 'real',
})

export const boolOperand = (value: boolean): Operand => literal('known', [value ? '1' : '0'])

/** A value that each request brings; `kind` is what this request's value is. */
export const boundOperand = (kind: 'empty' | 'known', value: Fragment): Operand =>
  literal(kind, value)

/** The words that are values unless a field has that very name (filter.literal.keywords-case). */
export const keywordOperand = (word: string): Operand | undefined => {
  switch (word.toLowerCase()) {
    case 'null':
      return nullOperand
    case 'true':
      return boolOperand(true)
    case 'false':
      return boolOperand(false)
    default:
      return undefined
  }
}
