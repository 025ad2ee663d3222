import { refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { decodeOr, readBody, requireCollection } from './access.ts'
import { configOf } from './compile.ts'
import type { CollectionContext } from './context.ts'
import { applyBody, asFormSees } from './draft.ts'
import { writeCollection } from './response.ts'
import { save } from './save.ts'
import { retryWhileStale } from './stale.ts'

/** Changes a collection, its table and its indexes together and answers it as JSON text. Omitted keys keep their values. */
export const updateCollection =
  (context: CollectionContext) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { catalog } = context
    requireCollection(catalog, nameOrId)
    const body = await readBody(incoming, 'loadCollection')
    const updated = await retryWhileStale(context, () => {
      const before = requireCollection(catalog, nameOrId)
      const stored = configOf(before)
      const start = incoming.isForm ? asFormSees(stored) : stored
      const config = decodeOr('loadCollection', () => applyBody(start, body, catalog.findType))
      // collections.update.id-change: an id that is no collection's id or name is no validation issue.
      if (catalog.find(config.id) === undefined) {
        const reason = 'failed to retrieve old cached collection: sql: no rows in result set'
        throw refusal('updateCollectionRaw', { values: { reason } })
      }
      return save(context, { before, config })
    })
    return writeCollection(updated)
  }
