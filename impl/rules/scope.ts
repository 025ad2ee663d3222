import type { Collection } from '../collections/model.ts'
import type { Joins, RowOf } from './joins.ts'
import type { RequestInfo } from './query.ts'

/** What the whole compilation of one text may ask. */
export interface Environment {
  readonly findCollection: (nameOrId: string) => Collection | undefined
  /**
   * Asks something of the request that the SQL text depends on. The answer becomes part of the cache key of what is compiled,
   * so nothing else may be read from a request while compiling (`cache.ts`).
   */
  readonly decide: <T extends string>(probe: (request: RequestInfo) => T) => T
  /** The caller's collection; undefined for guests. Decided like everything else. */
  readonly authCollection: () => Collection | undefined
}

/** The bounds of a client's own filter and sort (filter.access.*). API rules have none. */
export interface Access {
  /** A path enters another collection: its listRule must not be null, and binds the joined row. */
  readonly enter: (row: RowOf) => void
}

/** Where names are looked up: a row, the joins that paths from it may add, and what the caller may see. */
export interface Scope {
  readonly env: Environment
  readonly base: RowOf
  readonly joins: Joins
  readonly access: Access | undefined
}

/** A copy of the same row's scope whose joined rows are independent of the first one's. */
export const independent = (scope: Scope): Scope => ({
  ...scope,
  // What the copy enters was checked, and is bound by its constraint, in the original.
  access: undefined,
  joins: { ...scope.joins, sources: new Map() },
})
