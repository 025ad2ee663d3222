import type { Log } from '../log.ts'
import type { Mailer } from '../mail/message.ts'
import type { RecordContext } from '../records/context.ts'
import type { RecordUseCases } from '../records/records.ts'
import type { Settings } from '../settings/shape.ts'
import type { Store } from '../store/store.ts'

/** What the auth use cases work with. */
export interface AuthContext extends RecordContext {
  readonly store: Store
  readonly mailer: Mailer
  /** Rows of the system collections are written like any others, and so is what a flow changes in a record. */
  readonly records: RecordUseCases
  /** Read at each use: they take effect at once. */
  readonly settings: () => Settings
  readonly log: Log
}
