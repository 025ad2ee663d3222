import { readToDecide, requireCurrent, retryWhileStale } from '../collections/stale.ts'
import { ApiError, refusal } from '../errors.ts'
import { type Incoming, withBody } from '../request.ts'
import { isUnusable, readListRows } from '../rules/list-rows.ts'
import type { ReadPlan } from '../store/store.ts'
import { readPage, writePage } from '../values/page.ts'
import { requireCollection, requireRule } from './access.ts'
import type { RecordContext } from './context.ts'
import { columnsOf, readRecord } from './record.ts'
import { presentRecords } from './present.ts'

/** Terms only superusers may use in a client's filter or sort (records.list.superuser-only-filter-terms). */
const closedTerms = [
  ['@collection.', 'superusersFilterCollection'],
  ['@request.', 'superusersFilterRequest'],
] as const

const refuseClosedTerms = (...texts: readonly string[]): void => {
  for (const text of texts) {
    for (const [term, error] of closedTerms) if (text.includes(term)) throw refusal(error)
  }
}

/**
 * A page of records as JSON text: `items, page, perPage, totalItems, totalPages`. Refuses with 400 and no reason whatever
 * fails to compile or run.
 */
export const listRecords =
  (context: RecordContext, delayProbe: (realIp: string, collectionId: string) => Promise<void>) =>
  (nameOrId: string, incoming: Incoming): Promise<string> =>
    // A statement that was made before a collection changed, and runs after it, is made again.
    retryWhileStale(context, async () => {
      const { store, collections, planner } = context
      const collection = requireCollection(collections, nameOrId)
      const caller = withBody(incoming, await incoming.body())
      requireCurrent(collections, collection)
      const builtOn = collections.all()
      const rule = requireRule(collection, 'listRule', incoming)
      const query = incoming.info.query
      const filter = query.get('filter') ?? ''
      const sort = query.get('sort') ?? ''
      if (!incoming.isSuperuser) refuseClosedTerms(filter, sort)
      const page = readPage(query)
      const request = caller.info
      try {
        const restricted = !incoming.isSuperuser
        const source = planner.list({ collection, request, rule, filter, sort, restricted })
        const columns = columnsOf(collection)
        const key = collection.type === 'view' ? 'base.id' : 'base._rowid_'
        const read = (plan: ReadPlan) => readToDecide(context, builtOn, () => store.read(plan))
        const { rows, total } = await readListRows({ source, columns, page, key, read })
        const records = rows.map((row) => readRecord(collection, row))
        const items = await presentRecords(context, records, caller)
        if (rows.length === 0 && rule !== undefined && filter !== '') {
          await delayProbe(incoming.realIp, collection.id)
        }
        return writePage(items, page, total)
      } catch (error) {
        if (isUnusable(error)) throw new ApiError({ kind: 'invalid' }, { cause: error })
        throw error
      }
    })
