import type { Arbitrary } from 'fast-check'
import type { Answer, Step } from '../session.ts'
import type { World } from './world.ts'

/** What a part makes of its edits in one session. */
export interface Played<Edit> {
  /** The requests of an edit, none when it finds nothing to work on. */
  plan(edit: Edit): Iterable<Step>
  /** Hears of every answer, also to other parts. */
  learn?(step: Step, answer: Answer): void
}

/** One area of the contract in the sessions. A new operation becomes part of them by an edit of its area. */
export interface Part<Edit> {
  /** Selects it on the command line. */
  readonly name: string
  /** How often its edits come, beside those of others. */
  readonly weight: number
  readonly edit: Arbitrary<Edit>
  open(world: World): Played<Edit>
}
