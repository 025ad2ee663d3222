import { createAuth } from './auth/auth.ts'
import { createCatalog } from './collections/catalog.ts'
import { createCollectionUseCases } from './collections/collections.ts'
import { maxRecordBodyBytes } from './records/body-limit.ts'
import { createRecordUseCases } from './records/records.ts'
import { createPlanner } from './rules/planner.ts'
import { createSettings } from './settings/settings.ts'
import { openStore } from './store/embedded.ts'
import { systemRandom } from './values/random.ts'

export interface AppOptions {
  /** The data directory, created when missing; `:memory:` for a private one that is gone at the end. */
  readonly dir: string
  readonly queryTimeoutMs: number
}

/** The reference server without its HTTP edge: an open data directory and the use cases on it. */
export const openApp = ({ dir, queryTimeoutMs }: AppOptions) => {
  const store = openStore({ dir, queryTimeoutMs })
  const collections = createCatalog({ store })
  const planner = createPlanner({ collections })
  const clock = (): Date => new Date()
  const random = systemRandom
  const context = {
    store,
    collections,
    planner,
    clock,
    random,
    hashPassword: (password: string, cost: number) =>
      Bun.password.hash(password, { algorithm: 'bcrypt', cost }),
    verifyPassword: async (password: string, hash: string) =>
      hash !== '' && (await Bun.password.verify(firstBytes(password, 72), hash)),
  }
  const settings = createSettings({ store, clock, random })
  const { authenticate, useCases: auth } = createAuth(context)
  return {
    store,
    collections,
    authenticate,
    useCases: {
      auth,
      settings: settings.useCases,
      records: createRecordUseCases(context),
      collections: createCollectionUseCases({
        store,
        catalog: collections,
        planner,
        clock,
        random,
      }),
    },
    maxRecordBodyBytes: (nameOrId: string) => maxRecordBodyBytes(collections, nameOrId),
    close: () => store.close(),
  }
}

export type App = ReturnType<typeof openApp>

/** bcrypt compares 72 bytes; what follows does not count at sign-in (auth.password.over-72-bytes). */
const firstBytes = (text: string, limit: number): string | Uint8Array => {
  const bytes = new TextEncoder().encode(text)
  return bytes.length > limit ? bytes.subarray(0, limit) : text
}
