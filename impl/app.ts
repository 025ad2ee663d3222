import { createAuth } from './auth/auth.ts'
import { bcryptPasswords, type Passwords } from './auth/passwords.ts'
import { createCatalog } from './collections/catalog.ts'
import { createCollectionUseCases } from './collections/collections.ts'
import { openLocalFiles } from './files/files.ts'
import type { Files } from './files/storage.ts'
import type { Log } from './log.ts'
import { createMailer } from './mail/mailer.ts'
import type { Mailer } from './mail/message.ts'
import { maxRecordBodyBytes } from './records/body-limit.ts'
import { createRecordUseCases } from './records/records.ts'
import { openUploads } from './records/uploads.ts'
import { createPlanner } from './rules/planner.ts'
import { createSettings } from './settings/settings.ts'
import { openStore } from './store/embedded.ts'
import type { Store } from './store/store.ts'
import { type Random, systemRandom } from './values/random.ts'

export interface AppOptions {
  /** The data directory, created when missing; `:memory:` for a private one that is gone at the end. */
  readonly dir: string
  /** As in `StoreOptions`. */
  readonly durable?: boolean
  readonly queryTimeoutMs: number
  /** Left out: nothing is taken down. */
  readonly log?: Log
}

/** Opens a data directory and the use cases on it. Throws `DataDirError` when it cannot be used. */
export const openApp = ({ log = () => undefined, ...options }: AppOptions) => {
  const store = openStore(options)
  return createApp({
    store,
    files: openLocalFiles(store.dir, systemRandom),
    clock: () => new Date(),
    random: systemRandom,
    log,
    ...bcryptPasswords,
  })
}

export interface AppParts extends Passwords {
  readonly store: Store
  readonly files: Files
  readonly clock: () => Date
  readonly random: Random
  /** Hears what nobody waits for, as a mail that was not sent in the background. */
  readonly log: Log
  /** Left out: the transports of the settings. */
  readonly mailer?: Mailer
}

/** The reference server without its HTTP edge. `close` closes the store, too. */
export const createApp = (parts: AppParts) => {
  const { store, files, clock, random, log } = parts
  const collections = createCatalog({ store })
  const planner = createPlanner({ collections })
  const context = { ...parts, collections, planner }
  const records = createRecordUseCases(context)
  const settings = createSettings({ store, clock, random })
  const { mailer = createMailer({ settings: settings.current, clock, random }) } = parts
  const {
    authenticate,
    sendTestEmail,
    useCases: auth,
  } = createAuth({
    ...context,
    records,
    mailer,
    settings: settings.current,
  })
  return {
    store,
    collections,
    authenticate,
    useCases: {
      auth,
      settings: { ...settings.useCases, testEmail: sendTestEmail },
      records,
      collections: createCollectionUseCases({
        store,
        catalog: collections,
        planner,
        clock,
        random,
        files,
        log,
      }),
    },
    openUploads: (nameOrId: string) => openUploads(collections, files, nameOrId),
    maxRecordBodyBytes: (nameOrId: string) => maxRecordBodyBytes(collections, nameOrId),
    close: () => store.close(),
  }
}

export type App = ReturnType<typeof openApp>
