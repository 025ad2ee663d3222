import { requireCollection } from './access.ts'
import type { CollectionContext } from './context.ts'
import { writeCollection } from './response.ts'

/** One collection as JSON text. */
export const viewCollection =
  ({ catalog }: CollectionContext) =>
  (nameOrId: string): Promise<string> =>
    Promise.resolve().then(() => writeCollection(requireCollection(catalog, nameOrId)))
