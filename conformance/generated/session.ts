import type { Arbitrary } from 'fast-check'

/**
 * One request of a session, complete: it can be sent to any server that lived through the steps before it. `{{name}}` in it
 * stands for a value that such a step kept, such as a token, of which each server has its own.
 */
export interface Step {
  /** MAIL is no request: it reads the next mail of the server under test. */
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'MAIL'
  /** From `/api/` on; may have a query. Of a mail the address, and after a space a word of its subject. */
  readonly path: string
  readonly json?: unknown
  /** In place of `json`: sent as it is. */
  readonly body?: { readonly type: string; readonly text: string }
  /** Who sends it; a superuser unless told. The user is the same record on both servers. */
  readonly by?: 'guest' | 'user' | 'superuser' | AuthRecord | { readonly token: string }
  readonly headers?: Readonly<Record<string, string>>
  /** Values of the answer that later steps speak of: name -> JSON pointer. */
  readonly keep?: Readonly<Record<string, string>>
  /** JSON pointer: asked again, for a while, until there is a text. Servers finish some things after they have answered. */
  readonly until?: string
}

/** A record of the session's own that can sign in. */
export interface AuthRecord {
  readonly collection: string
  readonly id: string
}

/** What a server said. */
export interface Answer {
  /** Absent when the server did not answer; the body then says why. */
  readonly status?: number
  /** One line each, without those that tell of the connection or the moment. */
  readonly headers: string
  readonly body: string
}

/** What the generated edits become, one after the other, in view of what the servers answered so far. */
export interface Session<Edit> {
  /** The requests of an edit, none when it finds nothing to work on. Each is asked for when the one before is answered. */
  plan(edit: Edit): Iterable<Step>
  /** What the answer should have been, in words; undefined when it is, or when nobody but the servers can say. */
  judge?(step: Step, answer: Answer): string | undefined
  /** Takes note of an answer that both servers gave, in the words of the first one. */
  learn(step: Step, answer: Answer): void
}

/** A kind of generated session. */
export interface Subject<Edit> {
  readonly name: string
  readonly edits: Arbitrary<readonly Edit[]>
  /** Undoes what a session does beside making collections, before these are deleted. */
  readonly tidyUp?: readonly Step[]
  /** @param prefix begins every name that the session chooses; no other session on these servers has it. */
  open(prefix: string): Session<Edit>
}

/** What its edits are is between a subject and the sessions it opens. */
export const erased = <Edit>(subject: Subject<Edit>): Subject<unknown> => subject
