import type { LogStore } from './log-store.ts'

/**
 * The door to persistence. Use cases hand over plans and write units; they never see a connection. One engine exists
 * (embedded SQLite, `embedded.ts`); the interface is what a replicated engine can also keep.
 */
export type SqlValue = string | number | null | Uint8Array

export interface Statement {
  readonly sql: string
  readonly args: readonly SqlValue[]
}

/** Column values in the order of the SELECT list. */
export type Row = readonly SqlValue[]

/**
 * `point`: proven to touch a bounded number of rows; may run in the main process. `scan`: anything else; runs in a reader
 * process that is killed when the time limit passes.
 */
export type ReadReach = 'point' | 'scan'

export interface ReadPlan extends Statement {
  /** Left out: as SQLite's plan for the text says (the rule: `reach.ts`). */
  readonly reach?: ReadReach
  /** How many rows LIMIT and OFFSET together let it visit; left out: as many as there are. */
  readonly visits?: number
}

export type Step =
  /** A SELECT that must, or must not, find a row; otherwise the whole unit is refused with `tag`. */
  | (Statement & { readonly kind: 'guard'; readonly expect: 'some' | 'none'; readonly tag: string })
  | (Statement & { readonly kind: 'write' })
  /** Rows handed back in `taken[as]`, read at this point of the unit. */
  | (Statement & { readonly kind: 'take'; readonly as: string })

/** What else than rows of record tables a unit changes; caches follow these. */
export type Topic = 'collections' | 'settings'

export interface WriteUnit {
  /** Unique per unit. Repeating a unit whose outcome was `unknown` with the same key never applies it twice. */
  readonly key: string
  readonly steps: readonly Step[]
  readonly touches?: readonly Topic[]
}

interface FailedStep {
  /** Its position in the unit. */
  readonly step: number
  /** SQLite's extended result code. */
  readonly code: number
}

export type CommitOutcome =
  | {
      readonly kind: 'ok'
      readonly revision: number
      readonly taken: Readonly<Record<string, readonly Row[]>>
    }
  | { readonly kind: 'refused'; readonly tag: string; readonly step: number }
  /** A UNIQUE/NOT NULL/CHECK violation, with SQLite's text. */
  | ({ readonly kind: 'constraint'; readonly text: string } & FailedStep)
  /**
   * Any other SQL failure of this unit alone (for example a rule that names a dropped column). Nothing was written. A
   * unit that was not begun failed at no step.
   */
  | ({ readonly kind: 'failed'; readonly text: string } & Partial<FailedStep>)
  /** The commit itself failed; ask again with the same key. */
  | { readonly kind: 'unknown'; readonly cause: unknown }

export interface Change {
  readonly revision: number
  /** `foreign`: another process wrote the files; every topic may have changed. */
  readonly origin: 'own' | 'foreign'
  readonly touches: readonly Topic[]
}

export interface Store {
  /** Rejects with {@link QueryTimeout} when the time limit passes, {@link SqlFailure} on an SQL error. */
  read(plan: ReadPlan, atLeast?: number): Promise<readonly Row[]>
  commit(unit: WriteUnit): Promise<CommitOutcome>
  /** Calls `on` after every commit that touched a topic, ours before its caller hears of it. Returns the unsubscriber. */
  changes(on: (change: Change) => void): () => void
  /** Looks (microseconds) whether another process wrote the files, and announces it through `changes` before returning. */
  notice(): void
  /** Folds what was written into the main files, and renews what the planner of queries knows. */
  optimize(): void
  /** Reads in this process, at once; for caches that swap inside a `changes` callback. */
  readNow(plan: Statement): readonly Row[]
  /** The logs, in a file of their own. */
  readonly logs: LogStore
  /** Ends readers, answers what is queued, closes the files. */
  close(): Promise<void>
}

/** The query passed its time limit and its reader was ended. */
export class QueryTimeout extends Error {
  override readonly name = 'QueryTimeout'
}

/** SQLite refused the statement. */
export class SqlFailure extends Error {
  override readonly name = 'SqlFailure'
}
