import type { Arbitrary } from 'fast-check'

/** One request of a session, complete: it can be sent to any server that lived through the steps before it. */
export interface Step {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From `/api/` on; may have a query. */
  readonly path: string
  readonly json?: unknown
  /** In place of `json`: sent as it is. */
  readonly body?: { readonly type: string; readonly text: string }
  /** Who sends it; a superuser unless told. The user is the same record on both servers. */
  readonly by?: 'guest' | 'user' | 'superuser' | AuthRecord
  readonly headers?: Readonly<Record<string, string>>
}

/** A record of the session's own that can sign in. */
export interface AuthRecord {
  readonly collection: string
  readonly id: string
}

/** What a server said, with every value that differs from run to run replaced by its name. */
export interface Answer {
  /** Absent when the server did not answer. */
  readonly status?: number
  readonly body: string
}

/** What the generated edits become, one after the other, in view of what the servers answered so far. */
export interface Session<Edit> {
  /** The requests of an edit, none when it finds nothing to work on. */
  plan(edit: Edit): readonly Step[]
  /** What the answer should have been, in words; undefined when it is, or when nobody but the servers can say. */
  judge?(step: Step, answer: Answer): string | undefined
  /** Takes note of an answer that both servers gave. */
  learn(step: Step, answer: Answer): void
}

/** A kind of generated session. */
export interface Subject<Edit> {
  readonly name: string
  readonly edits: Arbitrary<readonly Edit[]>
  /** @param prefix begins every name that the session chooses; no other session on these servers has it. */
  open(prefix: string): Session<Edit>
}
