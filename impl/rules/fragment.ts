import type { SqlValue, Statement } from '../store/store.ts'
import type { RequestInfo } from './query.ts'
import { quoteName } from '../values/sql-name.ts'

/** What a plan's arguments are read from when it is used. */
export interface Inputs {
  readonly request: RequestInfo
  /** Columns of the row that is not stored yet; empty for plans over stored rows. */
  readonly row: Readonly<Record<string, SqlValue>>
}

/** A bound parameter: known with the text, or read from each request. */
export interface Param {
  /**
   * `real`: a number that must reach SQLite as a float. The driver binds integral numbers as integers, and `5` compared with
   * text must become `'5.0'` (filter.literal.number-is-real). Adding 0.0 converts without giving the operand an affinity.
   * `bool`: 1 or 0, which like patterns spell `true` and `false`.
   */
  readonly as: 'plain' | 'real' | 'bool'
  readonly read: (inputs: Inputs) => SqlValue
  /** The value where the text says it. */
  readonly constant?: SqlValue
  /** Not a value of the text: it stays as it is when the values of an operand become like patterns. */
  readonly fixed?: true
}

/** A piece of SQL with its parameters in place. */
export type Fragment = readonly (string | Param)[]

export const constant = (value: SqlValue, as: Param['as'] = 'plain'): Fragment => [
  { as, read: () => value, constant: value },
]

export const input = (read: Param['read'], as: Param['as'] = 'plain'): Fragment => [{ as, read }]

export const isParam = (part: string | Param): part is Param => typeof part !== 'string'

export const isEmptyText = ({ constant }: Param): boolean => constant === ''

/** Values that the text itself binds, which like patterns change. */
export const valueParams = (fragment: Fragment): readonly Param[] =>
  fragment.filter((part) => isParam(part) && part.fixed !== true) as readonly Param[] // as filtered

/** The same with its parameters out of reach of like patterns. */
export const fixed = (fragment: Fragment): Fragment =>
  fragment.map((part) => (isParam(part) ? { ...part, fixed: true } : part))

/** Template of SQL text and fragments. Text inside the template is ours; anything else arrives as a fragment. */
export const sql = (texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment => {
  // A loop: this runs for every piece of every plan that is compiled, and flatMap was half of that time.
  const all: (string | Param)[] = []
  for (let index = 0; index < texts.length; index++) {
    all.push(texts[index] ?? '')
    const part = parts[index]
    if (part !== undefined) for (const piece of part) all.push(piece)
  }
  return all
}

export const name = (identifier: string): Fragment => [quoteName(identifier)]

export const text = (literal: string): Fragment => [`'${literal.replaceAll("'", "''")}'`]

export const joined = (parts: readonly Fragment[], separator: string): Fragment =>
  parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]))

/** SQL text with the reader of each `?`. */
export interface Template {
  readonly sql: string
  readonly params: readonly Param[]
}

export const toTemplate = (fragment: Fragment): Template => ({
  sql: fragment
    .map((part) => (isParam(part) ? (part.as === 'real' ? '(? + 0.0)' : '?') : part))
    .join(''),
  params: fragment.filter(isParam),
})

export const bind = ({ sql, params }: Template, inputs: Inputs): Statement => ({
  sql,
  args: params.map((param) => param.read(inputs)),
})
