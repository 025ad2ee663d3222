import { createAuth } from './auth/auth.ts'
import { bcryptPasswords, type Passwords } from './auth/passwords.ts'
import { createCatalog } from './collections/catalog.ts'
import { createCollectionUseCases } from './collections/collections.ts'
import { createCrons } from './crons/crons.ts'
import { openLocalFiles } from './files/files.ts'
import type { Files } from './files/storage.ts'
import type { Log } from './log.ts'
import { createLogs } from './logs/logs.ts'
import { createMailer } from './mail/mailer.ts'
import type { Mailer } from './mail/message.ts'
import { maxRecordBodyBytes } from './records/body-limit.ts'
import { createRecordUseCases } from './records/records.ts'
import { openUploads } from './records/uploads.ts'
import { createPlanner } from './rules/planner.ts'
import { encryptedSettings, type SettingsCipher } from './settings/cipher.ts'
import { createSettings } from './settings/settings.ts'
import { DataDirError } from './store/data-dir/open.ts'
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
  /** Encrypts the settings: 16, 24 or 32 bytes; empty or left out: they are plain. */
  readonly settingsKey?: string
  /** Left out: passwords are hashed in this process. They are not closed with the app. */
  readonly passwords?: Passwords
}

/** Opens a data directory and the use cases on it. Throws `DataDirError` when it cannot be used. */
export const openApp = ({
  log = () => undefined,
  settingsKey = '',
  passwords: { hashPassword, verifyPassword } = bcryptPasswords,
  ...options
}: AppOptions): App => {
  const encryption = settingsKey === '' ? {} : openEncryption(settingsKey)
  const store = openStore({ ...options, ...encryption })
  try {
    return createApp({
      store,
      files: openLocalFiles(store.dir, systemRandom),
      clock: () => new Date(),
      random: systemRandom,
      log,
      hashPassword,
      verifyPassword,
      ...encryption,
    })
  } catch (error) {
    void store.close()
    throw error
  }
}

const openEncryption = (key: string) => {
  try {
    const cipher = encryptedSettings(key)
    return { cipher, sealSettings: (json: string) => cipher.seal(json) }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DataDirError(`the settings cannot be encrypted: ${why}; a key has 32 characters`, {
      cause,
    })
  }
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
  /** Left out: the settings are plain. */
  readonly cipher?: SettingsCipher
}

/** The reference server without its HTTP edge. `close` closes the store, too. */
export const createApp = (parts: AppParts) => {
  const { store, files, clock, random } = parts
  const collections = createCatalog({ store })
  const planner = createPlanner({ collections })
  const settings = createSettings(parts)
  const logs = createLogs({
    store: store.logs,
    catalog: collections,
    planner,
    settings: settings.current,
    clock,
    random,
    report: (cause) => parts.log(8, 'Failed to write logs', { error: String(cause) }),
  })
  settings.afterSave(logs.purge)
  const log: Log = (level, message, data = {}) => {
    parts.log(level, message, data)
    logs.write({ level, message, data })
  }
  const context = { ...parts, collections, planner, log }
  const records = createRecordUseCases(context)
  const { mailer = createMailer({ settings: settings.current, clock, random }) } = parts
  const {
    authenticate,
    issueOtp,
    sendTestEmail,
    removeExpired,
    useCases: auth,
  } = createAuth({
    ...context,
    records,
    mailer,
    settings: settings.current,
  })
  const crons = createCrons({
    jobs: [
      { id: '__pbDBOptimize__', expression: '0 0 * * *', run: () => store.optimize() },
      { id: '__pbMFACleanup__', expression: '0 * * * *', run: () => removeExpired('_mfas') },
      { id: '__pbOTPCleanup__', expression: '0 * * * *', run: () => removeExpired('_otps') },
      { id: '__pbLogsCleanup__', expression: '0 */6 * * *', run: logs.cleanUp },
    ],
    clock,
    failed: ({ id }, cause) => log(8, `Failed to run ${id}`, { error: String(cause) }),
  })
  return {
    store,
    collections,
    authenticate,
    issueOtp,
    useCases: {
      auth,
      settings: { ...settings.useCases, testEmail: sendTestEmail },
      logs: logs.useCases,
      crons: crons.useCases,
      records,
      collections: createCollectionUseCases({
        ...context,
        catalog: collections,
        onRename: settings.relabel,
      }),
    },
    openUploads: (nameOrId: string) => openUploads(collections, files, nameOrId),
    maxRecordBodyBytes: (nameOrId: string) => maxRecordBodyBytes(collections, nameOrId),
    settings: settings.current,
    logs,
    addCron: crons.add,
    async close() {
      crons.close()
      logs.close()
      await store.close()
    },
  }
}

export type App = ReturnType<typeof createApp>
