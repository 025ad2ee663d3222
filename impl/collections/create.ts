import type { Incoming } from '../request.ts'
import { decodeOr, kindFailed, loadFailed, readBody } from './access.ts'
import type { CollectionContext } from './context.ts'
import { draftOfNew, readKind } from './draft.ts'
import { writeCollection } from './response.ts'
import { save } from './save.ts'
import { retryWhileStale } from './stale.ts'

/** Creates a collection with its table and indexes and answers it as JSON text. */
export const createCollection =
  (context: CollectionContext) =>
  async (incoming: Incoming): Promise<string> => {
    const { catalog, random } = context
    const body = await readBody(incoming, kindFailed)
    decodeOr(kindFailed, () => readKind(body))
    const tools = {
      findType: catalog.findType,
      drawSecret: () => random.tokenKey(),
      isTaken: (id: string) => catalog.all().some((other) => other.id === id),
    }
    const created = await retryWhileStale(context, () => {
      const config = decodeOr(loadFailed, () => draftOfNew(body, tools))
      return save(context, { before: undefined, config, message: 'Failed to create collection.' })
    })
    return writeCollection(created)
  }
