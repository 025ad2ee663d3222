import type { Collections } from '../collections/model.ts'
import type { Files } from '../files/storage.ts'
import type { Log } from '../log.ts'
import type { Planner } from '../rules/query.ts'
import type { Store } from '../store/store.ts'
import type { Random } from '../values/random.ts'

/** What the record use cases work with; a test passes its own clock, random source and hash. */
export interface RecordContext {
  readonly store: Pick<Store, 'read' | 'commit' | 'notice'>
  readonly collections: Collections
  readonly planner: Planner
  readonly clock: () => Date
  readonly random: Random
  readonly files: Files
  /** Hears of files that could not be removed. */
  readonly log: Log
  /** bcrypt off the main thread; `cost` as the password field says. */
  readonly hashPassword: (password: string, cost: number) => Promise<string>
  readonly verifyPassword: (password: string, hash: string) => Promise<boolean>
}
