import type { Collection, Collections } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { SqlValue, Statement } from '../store/store.ts'

/** The authenticated record as rules see it. */
export interface AuthRecord {
  readonly collection: Collection
  readonly id: string
  readonly values: Readonly<Record<string, FieldValue>>
}

/** The text of a json field in a resolved body. A class, since a client may send an object of any shape. */
export class SentJson {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}

/** What `@request.*` reads (rules.request.*). Names of headers are snake case. */
export interface RequestInfo {
  readonly method: string
  readonly context:
    'default' | 'expand' | 'realtime' | 'protectedFile' | 'batch' | 'oauth2' | 'otp' | 'password'
  readonly query: ReadonlyMap<string, string>
  readonly headers: ReadonlyMap<string, string>
  /** Resolved body for create and update rules (json fields as {@link SentJson}), raw otherwise. */
  readonly body: ReadonlyMap<string, unknown>
  readonly auth: AuthRecord | undefined
  /** Fixes the macros (`@now`, ...) of this request. */
  readonly now: Date
}

/** Parts of one SELECT over the base table, to be joined as `SELECT cols FROM {from} WHERE {where} ORDER BY {orderBy}`. */
export interface RowSource {
  /** Starts with the base table under the alias `base`. */
  readonly from: Statement
  /** Never empty: `1` when nothing restricts. */
  readonly where: Statement
  /** Empty `sql` when unsorted. */
  readonly orderBy: Statement
  /** A join can repeat base rows: select DISTINCT, count distinct. */
  readonly repeats: boolean
}

/** Thrown for text that cannot be compiled; `message` is the raw error that saving a rule shows (rules.save.*). */
export class FilterError extends Error {
  override readonly name = 'FilterError'
}

export interface ListQuery {
  readonly collection: Collection
  readonly request: RequestInfo
  /** Undefined: no rule applies (superuser). Never null: a null rule is refused before. */
  readonly rule: string | undefined
  readonly filter: string
  readonly sort: string
  /** Hidden fields, listRules of joined collections and e-mail visibility bind the client's filter and sort. */
  readonly restricted: boolean
}

export interface RowQuery {
  readonly collection: Collection
  readonly request: RequestInfo
  readonly rule: string
}

export interface Planner {
  /** Rows a list request may see. Throws {@link FilterError}. */
  list(query: ListQuery): RowSource
  /** Stored rows that satisfy a rule; the caller adds the condition on `base.id`. */
  row(query: RowQuery): RowSource
  /** The not yet stored row `values` as a derived one-row table; finds one row when the rule holds. */
  candidate(query: RowQuery & { readonly values: Readonly<Record<string, SqlValue>> }): RowSource
  /** The raw error of a rule that does not compile against this collection, undefined when it does. */
  checkRule(rule: string, collection: Collection): string | undefined
}

export type CreatePlanner = (options: { readonly collections: Collections }) => Planner
