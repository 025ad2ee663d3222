/** Text with placeholders (see `template.ts`). */
export type Template = string

export interface FieldDraft {
  readonly name: Template
  readonly type: string
  readonly options: Readonly<Record<string, unknown>>
}

/** One change of a list of fields. Positions count on from the beginning when the list is shorter. */
export type FieldChange =
  | { readonly kind: 'add'; readonly at: number; readonly field: FieldDraft }
  | { readonly kind: 'remove' | 'duplicate'; readonly at: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: Template }
  | { readonly kind: 'move'; readonly at: number; readonly to: number }
  /** Another field of the same name takes its place. */
  | { readonly kind: 'replace'; readonly at: number; readonly field: FieldDraft }
  /** The same field claims another type, which nobody allows. */
  | { readonly kind: 'retype'; readonly at: number; readonly type: string }
  | {
      readonly kind: 'set'
      readonly at: number
      readonly options: Readonly<Record<string, unknown>>
    }

export type Rules = Readonly<Record<string, Template | null>>

/** What one request changes about a collection, all at once. */
export interface Parts {
  readonly name?: Template
  readonly changes?: readonly FieldChange[]
  readonly indexes?: { readonly keep: boolean; readonly add: readonly Template[] }
  readonly rules?: Rules
  /** Keys put into the body as they are. */
  readonly odd?: Readonly<Record<string, unknown>>
}

/** One collection of an import: a known one, found by what the item shows of it, or a new one. */
export type ImportItem =
  | {
      readonly kind: 'known'
      readonly at: number
      readonly shows: 'id' | 'name' | 'both'
      readonly parts: Parts
    }
  | { readonly kind: 'new'; readonly parts: Parts }

/** One generated request. Numbers choose among the collections and records that are there when its turn comes. */
export type Edit =
  | { readonly kind: 'create'; readonly parts: Parts }
  | { readonly kind: 'change'; readonly at: number; readonly parts: Parts }
  | { readonly kind: 'delete' | 'look' | 'truncate'; readonly at: number }
  | {
      readonly kind: 'import'
      readonly deleteMissing: boolean
      readonly items: readonly ImportItem[]
    }
  | {
      readonly kind: 'write' | 'rewrite'
      readonly at: number
      readonly record: number
      /** One choice per field among the values of its type. */
      readonly values: readonly number[]
    }
  | { readonly kind: 'erase'; readonly at: number; readonly record: number }
