import { refusal } from '../errors.ts'
import { clearRecords } from '../records/clear.ts'
import { requireCollection } from './access.ts'
import type { CollectionContext } from './context.ts'
import { retryWhileStale } from './stale.ts'

/** Deletes all records of a collection, or none when one of them cannot be deleted; answers nothing (204). */
export const truncateCollection =
  (context: CollectionContext) =>
  (nameOrId: string): Promise<undefined> =>
    retryWhileStale(context, async () => {
      const { catalog } = context
      const collection = requireCollection(catalog, nameOrId)
      if (collection.type === 'view') throw refusal('truncateView')
      const records = { ...context, collections: catalog }
      await clearRecords(records, collection, refusal('truncateCollection'))
      return undefined
    })
