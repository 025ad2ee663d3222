import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { decodeOr, loadFailed, readBody, requireCollection } from './access.ts'
import { configOf } from './compile.ts'
import type { CollectionContext } from './context.ts'
import { applyBody } from './draft.ts'
import { writeCollection } from './response.ts'
import { save } from './save.ts'
import { retryWhileStale } from './stale.ts'

const message = 'Failed to update collection.'

/** Changes a collection, its table and its indexes together and answers it as JSON text. Omitted keys keep their values. */
export const updateCollection =
  (context: CollectionContext) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { catalog } = context
    requireCollection(catalog, nameOrId)
    const body = await readBody(incoming, loadFailed)
    const updated = await retryWhileStale(context, () => {
      const before = requireCollection(catalog, nameOrId)
      const config = decodeOr(loadFailed, () => applyBody(configOf(before), body, catalog.findType))
      // collections.update.id-change: an id that is no collection's id or name is no validation issue.
      if (catalog.find(config.id) === undefined) {
        const text = `${message} Raw error: \nfailed to retrieve old cached collection: sql: no rows in result set`
        throw new ApiError({ kind: 'invalid', message: text })
      }
      return save(context, { before, config, message })
    })
    return writeCollection(updated)
  }
