import type { Log } from '../log.ts'
import type { Mailer } from '../mail/message.ts'
import type { RecordContext } from '../records/context.ts'
import type { Settings } from '../settings/shape.ts'

/** What the auth use cases work with. */
export interface AuthContext extends RecordContext {
  readonly mailer: Mailer
  /** Read at each use: they take effect at once. */
  readonly settings: () => Settings
  readonly log: Log
}
