import type { Place, Reach } from './path.ts'
import type { Request } from './request.ts'

/** What compiling a filter needs to know. */
export interface Scope extends Reach {
  /** Where paths begin. */
  readonly base: Place
  readonly request: Request
  readonly now: Date
}
