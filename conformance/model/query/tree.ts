/** A filter as a tree: what the model evaluates and what is printed as text for a server. */
export interface Filter {
  readonly terms: readonly Term[]
  /** What stands between the terms, one fewer than there are; `&&` binds tighter. */
  readonly joins: readonly Join[]
}

export type Join = '&&' | '||'

export type Term = Comparison | Group

export interface Group {
  readonly kind: 'group'
  readonly inner: Filter
}

export const signs = ['=', '!=', '>', '>=', '<', '<=', '~', '!~'] as const
export type Sign = (typeof signs)[number]

export interface Comparison {
  readonly kind: 'comparison'
  readonly left: Operand
  readonly sign: Sign
  /** Written with a question mark. */
  readonly anyOf: boolean
  readonly right: Operand
}

export type Operand = Text | Numeric | Constant | Macro | Path | Call

export interface Text {
  readonly kind: 'text'
  readonly text: string
}

export interface Numeric {
  readonly kind: 'number'
  /** As it is written, such as `007`. */
  readonly spelled: string
}

export interface Constant {
  readonly kind: 'constant'
  readonly value: boolean | null
}

export interface Macro {
  readonly kind: 'macro'
  /** With its `@`. */
  readonly name: string
}

export interface Path {
  readonly kind: 'path'
  readonly from: PathStart
  readonly parts: readonly Part[]
  readonly modifier?: string
}

export type PathStart =
  | { readonly kind: 'row' }
  | { readonly kind: 'collection'; readonly collection: string; readonly alias?: string }
  | { readonly kind: 'request'; readonly of: 'auth' | 'body' | 'query' | 'headers' }
  /** Has no parts. */
  | { readonly kind: 'request'; readonly of: 'method' | 'context' }

/** A name, or the records of a collection that point here with a field: `posts_via_author`. */
export type Part = string | BackRelation

export interface BackRelation {
  readonly collection: string
  readonly via: string
}

export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Operand[]
}

export interface SortKey {
  readonly descending: boolean
  readonly by: Path | { readonly kind: 'rowid' }
}
