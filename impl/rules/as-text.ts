import { type Fragment, sql } from './fragment.ts'

/**
 * What SQLite must know of a value before it becomes a text: `texts` is a column of texts, which makes a text of a number beside it;
 * `number` a column that makes a number of a text beside it; `real` a value without affinity that may be a real number. Absent:
 * never a real number.
 */
export type Holds = 'texts' | 'number' | 'real'

export interface Convertible {
  readonly value: Fragment
  readonly holds?: Holds | undefined
}

/**
 * The value as SQLite of the contract's server makes a text of it: a real number with 15 digits (filter.op.number-text-digits). The one
 * inside the runtime writes 17, and only `printf` can be told.
 */
export const asText = ({ value, holds }: Convertible): Fragment =>
  holds === 'number' || holds === 'real'
    ? sql`iif(typeof(${value}) = 'real', printf('%!.15g', ${value}), ${value})`
    : value

/** The same in small letters (ASCII); a text then. */
export const lowered = <T extends Convertible>(operand: T): T => ({
  ...operand,
  value: sql`LOWER(${asText(operand)})`,
  holds: undefined,
})

/** The value beside another one in a comparison where a column of texts makes a text of it. */
export const beside = (side: Convertible, other: Convertible): Fragment =>
  side.holds === 'real' && other.holds === 'texts' ? asText(side) : side.value
