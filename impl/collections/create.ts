import type { Incoming } from '../request.ts'
import { decodeOr, readBody } from './access.ts'
import type { CollectionContext } from './context.ts'
import { asFormSees, blank, draftOfNew, readKind } from './draft.ts'
import { writeCollection } from './response.ts'
import { save } from './save.ts'
import { retryWhileStale } from './stale.ts'

/** Creates a collection with its table and indexes and answers it as JSON text. */
export const createCollection =
  (context: CollectionContext) =>
  async (incoming: Incoming): Promise<string> => {
    const { catalog, random } = context
    const body = await readBody(incoming, 'loadCollectionType')
    const kind = decodeOr('loadCollectionType', () => readKind(body))
    const tools = {
      findType: catalog.findType,
      drawSecret: () => random.tokenKey(),
      isTaken: (id: string) => catalog.all().some((other) => other.id === id),
    }
    const created = await retryWhileStale(context, () => {
      const start = blank(kind, tools)
      const config = decodeOr('loadCollection', () =>
        draftOfNew(body, tools, incoming.isForm ? asFormSees(start) : start),
      )
      return save(context, { before: undefined, config })
    })
    return writeCollection(created)
  }
