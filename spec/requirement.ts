import type { documents } from './documents.ts'

/** How strongly the contract insists. A server that breaks a `must` is not a PocketBase. */
export type Level = 'must' | 'should' | 'may'

/** Where the sentence comes from: the API documents, a case that passed on the real server, or nobody has looked yet. */
type Basis = 'documented' | 'observed' | 'unverified'

type Document = (typeof documents)[number]

/** A heading of one of the five API documents (file name without extension); one that is not there does not compile. */
type Source = Document extends infer Known
  ? Known extends { readonly document: infer Name; readonly headings: readonly (infer Heading)[] }
    ? { readonly document: Name; readonly heading: Heading }
    : never
  : never

/** One sentence of the contract. Ids are `area.section.claim` and outlive their wording. */
export interface Requirement {
  readonly id: string
  readonly level: Level
  readonly says: string
  /** How a black-box client can see it: request -> expected observation. */
  readonly probe: string
  readonly basis: Basis
  /** Present when `basis` is `documented`. */
  readonly source?: Source
  /** Why no client can see it; an entry with neither a case nor this reason is open work. */
  readonly unobservable?: string
  /** First and last PocketBase version the entry holds for; absent means 0.36.6 and unknown beyond. */
  readonly since?: string
  readonly until?: string
  /** The entry this one was split from. */
  readonly parent?: string
}
