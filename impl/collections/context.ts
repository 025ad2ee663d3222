import type { Files } from '../files/storage.ts'
import type { Log } from '../log.ts'
import type { Planner } from '../rules/query.ts'
import type { Step, Store } from '../store/store.ts'
import type { Random } from '../values/random.ts'
import type { Catalog } from './catalog.ts'

/** What the collection use cases work with; a test passes its own clock and random source. */
export interface CollectionContext {
  readonly store: Store
  readonly catalog: Catalog
  readonly planner: Planner
  readonly clock: () => Date
  readonly random: Random
  readonly files: Files
  /** Hears of files that could not be removed. */
  readonly log: Log
  /** What else a unit does that gives collections other names, by their old ones. */
  readonly onRename: (renamed: ReadonlyMap<string, string>) => readonly Step[]
}
