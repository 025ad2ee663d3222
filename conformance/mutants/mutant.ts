import type { RequirementId } from '../../spec/registry.ts'
import type { HttpMessage } from '../probes/http-message.ts'

/** What a mutant knows of the request whose answer it may change. */
export interface RequestLine {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** Whose request it is: the Authorization header. */
  readonly token: string | undefined
}

/** A changed answer, or the same object when there is nothing to change in it. */
export type Change = (answer: HttpMessage, request: RequestLine) => HttpMessage

export interface ClaimName {
  readonly requirement: RequirementId
  readonly claim: string
}

/** A wrong server: one observable of one operation is not what it should be. */
export interface WrongServer {
  /** `operation/change`, in words. */
  readonly id: string
  /** How this server is wrong, as a sentence. */
  readonly says: string
  readonly reaches: (request: RequestLine) => boolean
  readonly change: Change
  /** For one that remembers: a change with no memory yet, in place of `change`. */
  readonly begin?: () => Change
}

/** One written by hand, from the text of a requirement. */
export interface Mutant extends WrongServer {
  /** The claims that must fail. A kill by anything else counts nowhere. */
  readonly kills: readonly ClaimName[]
}
