import type { FieldConfig, FieldType } from '../fields/field-type.ts'

export type CollectionType = 'base' | 'auth' | 'view'
export type RuleName = 'listRule' | 'viewRule' | 'createRule' | 'updateRule' | 'deleteRule'

export interface Field {
  readonly config: FieldConfig
  readonly type: FieldType
}

/**
 * A collection compiled for use: frozen, complete, swapped as a whole when its row in `_collections` changes. Requests
 * under way keep the one they started with.
 */
export interface Collection {
  readonly id: string
  readonly name: string
  readonly type: CollectionType
  readonly system: boolean
  readonly fields: readonly Field[]
  readonly fieldByName: ReadonlyMap<string, Field>
  readonly indexes: readonly string[]
  /** `null`: superusers only; `''`: everyone. */
  readonly rules: Readonly<Record<RuleName, string | null>>
  /** The `options` object of `_collections` (auth: collections.auth.*; secrets in clear text). */
  readonly options: Readonly<Record<string, unknown>>
  readonly created: string
  readonly updated: string
  /** Names this compiled version in plan caches; never reused within a process. */
  readonly revision: number
}

/** Look-up of compiled collections; names match case-insensitively, ids exactly. */
export interface Collections {
  find(nameOrId: string): Collection | undefined
  all(): readonly Collection[]
}
