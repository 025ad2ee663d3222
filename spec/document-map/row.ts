import type { documents } from '../documents.ts'
import type { RequirementId } from '../registry.ts'

/** A statement of the documents that the real server does not keep. */
export interface DocError {
  /** What the server does instead. */
  readonly docError: string
  /** The entries that say so. */
  readonly ids: readonly RequirementId[]
}

/** Where the contract has what a row states. */
export type Mapped = readonly RequirementId[] | DocError

/** What the row is about (a parameter, a status, a piece of an example) -> where the contract has it. */
export type Rows = Readonly<Record<string, Mapped>>

/** Rows that stand together in a document. */
export interface DocumentSection {
  readonly document: (typeof documents)[number]['document']
  /** The heading that they stand under. */
  readonly heading: string
  /** Method and path, for the description of an endpoint. */
  readonly endpoint?: string
  /** Prose: what the endpoint does, who may use it. */
  readonly statements: Rows
  readonly path?: Rows
  readonly query?: Rows
  readonly body?: Rows
  /** Status -> the response shown for it. */
  readonly responses?: Rows
  readonly examples?: Rows
}

export const wrong = (docError: string, ...ids: readonly RequirementId[]): DocError => ({
  docError,
  ids,
})
