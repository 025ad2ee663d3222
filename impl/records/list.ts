import { ApiError, refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { FilterError, type RowSource } from '../rules/query.ts'
import { SqlFailure, type Statement } from '../store/store.ts'
import { readPage, type Page, totalKnownFrom, writePage } from '../values/page.ts'
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

const pageStatement = (
  source: RowSource,
  columns: string,
  { perPage, offset }: Page,
): Statement => {
  const { from, where, orderBy, repeats } = source
  const order = orderBy.sql === '' ? '' : ` ORDER BY ${orderBy.sql}`
  return {
    sql: `SELECT ${repeats ? 'DISTINCT ' : ''}${columns} FROM ${from.sql} WHERE ${where.sql}${order} LIMIT ? OFFSET ?`,
    args: [...from.args, ...where.args, ...orderBy.args, perPage, offset],
  }
}

const countStatement = ({ from, where, repeats }: RowSource, isView: boolean): Statement => {
  const key = isView ? 'base.id' : 'base._rowid_'
  return {
    sql: `SELECT count(${repeats ? `DISTINCT ${key}` : '*'}) FROM ${from.sql} WHERE ${where.sql}`,
    args: [...from.args, ...where.args],
  }
}

/**
 * A page of records as JSON text: `items, page, perPage, totalItems, totalPages`. One statement, and a count only when the
 * page does not already tell the total. Refuses with 400 and no reason whatever fails to compile or run.
 */
export const listRecords =
  (context: RecordContext, delayProbe: (realIp: string, collectionId: string) => Promise<void>) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { store, collections, planner } = context
    const collection = requireCollection(collections, nameOrId)
    const body = await incoming.body()
    const rule = requireRule(collection, 'listRule', incoming)
    const query = incoming.info.query
    const filter = query.get('filter') ?? ''
    const sort = query.get('sort') ?? ''
    if (!incoming.isSuperuser) refuseClosedTerms(filter, sort)
    const page = readPage(query)
    const request = { ...incoming.info, body }
    try {
      const restricted = !incoming.isSuperuser
      const source = planner.list({ collection, request, rule, filter, sort, restricted })
      const statement = pageStatement(source, columnsOf(collection), page)
      const rows = await store.read({
        ...statement,
        reach: store.reachOf(statement.sql, page.offset + page.perPage),
      })
      const records = rows.map((row) => readRecord(collection, row))
      const items = await presentRecords(context, records, incoming)
      if (rows.length === 0 && restricted && rule !== '' && filter !== '') {
        await delayProbe(incoming.realIp, collection.id)
      }
      const total = page.skipTotal ? -1 : totalKnownFrom(page, rows.length)
      return writePage(
        items,
        page,
        total ?? (await count(context, countStatement(source, collection.type === 'view'))),
      )
    } catch (error) {
      if (error instanceof FilterError || error instanceof SqlFailure) {
        throw new ApiError({ kind: 'invalid' }, { cause: error })
      }
      throw error
    }
  }

const count = async ({ store }: RecordContext, { sql, args }: Statement): Promise<number> => {
  const [row] = await store.read({ sql, args, reach: store.reachOf(sql) })
  return Number(row?.[0] ?? 0)
}
