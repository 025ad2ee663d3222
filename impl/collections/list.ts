import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { isUnusable, readListRows } from '../rules/list-rows.ts'
import type { ReadPlan } from '../store/store.ts'
import { readPage, writePage } from '../values/page.ts'
import type { CollectionContext } from './context.ts'
import { type ListedTable, planListed } from './listed-fields.ts'
import { writeCollection } from './response.ts'

/** What the list of collections can be filtered and sorted by (collections.list.*). */
const table: ListedTable = {
  name: '_collections',
  fields: {
    id: 'text',
    created: 'text',
    updated: 'text',
    name: 'text',
    system: 'bool',
    type: 'text',
  },
}

/**
 * A page of collections as JSON text. Filter and sort are of the common language over a fixed list of fields; what does
 * not compile is refused with 400 and no reason (collections.list.filter-invalid).
 */
export const listCollections = (context: CollectionContext) => {
  const { catalog, store } = context
  const plan = planListed(context, table)
  const read = (statement: ReadPlan) => store.read(statement)

  return async (incoming: Incoming): Promise<string> => {
    const { query } = incoming.info
    const page = readPage(query)
    try {
      const source = plan(incoming, query.get('filter') ?? '', query.get('sort') ?? '')
      // Without a sort the list is in creation order (collections.list.default-order).
      const order = 'base.rowid'
      const { rows, total } = await readListRows({ source, columns: 'base.id', page, order, read })
      // An id may be another one's name, by which the catalog would look first.
      const byId = new Map(catalog.all().map((collection) => [collection.id, collection]))
      const items = rows
        .map(([id]) => byId.get(String(id)))
        .filter((collection) => collection !== undefined)
        .map(writeCollection)
      return writePage(items, page, total)
    } catch (error) {
      if (isUnusable(error)) throw new ApiError({ kind: 'invalid' }, { cause: error })
      throw error
    }
  }
}
