import { openLocalFiles } from '../files/files.ts'
import type { Incoming } from '../request.ts'
import { createPlanner } from '../rules/planner.ts'
import { openStore } from '../store/embedded.ts'
import type { Row, Store } from '../store/store.ts'
import { systemRandom } from '../values/random.ts'
import { type Catalog, createCatalog } from './catalog.ts'
import { createCollectionUseCases } from './collections.ts'

export interface TestWorld {
  readonly store: Store
  readonly catalog: Catalog
  readonly collections: ReturnType<typeof createCollectionUseCases>
  /** Runs statements as one unit and fails the test when it is not applied. */
  readonly run: (...sql: readonly string[]) => Promise<void>
  readonly rows: (sql: string) => readonly Row[]
}

export interface WorldOptions {
  /** Stands before the store that the use cases see. */
  readonly wrap?: (store: Store) => Store
}

let units = 0

/** Runs `body` with the use cases on a fresh private data directory. */
export const withWorld = async (
  body: (world: TestWorld) => Promise<void>,
  { wrap = (store) => store }: WorldOptions = {},
): Promise<void> => {
  const opened = openStore({ dir: ':memory:' })
  const store = wrap(opened)
  const catalog = createCatalog({ store })
  const planner = createPlanner({ collections: catalog })
  const clock = (): Date => new Date('2024-07-01T01:02:03.456Z')
  const files = openLocalFiles(opened.dir, systemRandom)
  const log = (): void => undefined
  const context = {
    store,
    catalog,
    planner,
    clock,
    random: systemRandom,
    files,
    log,
    onRename: () => [],
  }
  try {
    await body({
      store,
      catalog,
      collections: createCollectionUseCases(context),
      async run(...sql) {
        const outcome = await opened.commit({
          key: `test-${String(++units)}`,
          steps: sql.map((each) => ({ kind: 'write', sql: each, args: [] })),
        })
        if (outcome.kind !== 'ok') throw new Error(`unit not applied: ${JSON.stringify(outcome)}`)
      },
      rows: (sql) => opened.readNow({ sql, args: [] }),
    })
  } finally {
    catalog.close()
    await opened.close()
  }
}

/** A superuser's request with this JSON body and query string. */
export const incoming = (body: object = {}, query = ''): Incoming => ({
  info: {
    method: 'POST',
    context: 'default',
    query: new Map(new URLSearchParams(query)),
    headers: new Map(),
    auth: undefined,
    now: new Date('2024-07-01T01:02:03.456Z'),
  },
  isSuperuser: true,
  realIp: '',
  token: '',
  isForm: false,
  conceal: () => undefined,
  body: () => Promise.resolve(new Map(Object.entries(body))),
})

/** Everything a save may touch: the schema, the rows of `_collections` and the map in memory. */
export const everything = ({ rows, catalog }: TestWorld) => ({
  schema: rows('SELECT * FROM sqlite_master ORDER BY rowid'),
  rows: rows('SELECT * FROM _collections ORDER BY rowid'),
  memory: catalog.all(),
})
