import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { namesIn } from '../rules/names.ts'
import { FilterError, type RowSource } from '../rules/query.ts'
import { SqlFailure, type Statement } from '../store/store.ts'
import { readPage, totalKnownFrom, writePage } from '../values/page.ts'
import type { Catalog } from './catalog.ts'
import type { CollectionContext } from './context.ts'
import { buildField } from './field-config.ts'
import type { Collection } from './model.ts'
import { writeCollection } from './response.ts'

/** What filter and sort may name (facts "query-semantics", section 11), with the field types that compare alike. */
const listedFields = {
  id: 'text',
  created: 'text',
  updated: 'text',
  name: 'text',
  system: 'bool',
  type: 'text',
} as const

/** `_collections` as the planner sees it: a collection that has those fields and nothing else. */
const selfDescription = ({ compileDraft, findType }: Catalog): Collection =>
  compileDraft({
    id: '_collections',
    name: '_collections',
    type: 'base',
    system: true,
    fields: Object.entries(listedFields).map(([name, typeName]) => {
      const type = findType(typeName)
      if (type === undefined) throw new Error(`no field type "${typeName}" is registered`)
      return buildField(type, { id: name, name })
    }),
    indexes: [],
    rules: { listRule: null, viewRule: null, createRule: null, updateRule: null, deleteRule: null },
    options: {},
    created: '',
    updated: '',
  })

/** Plain fields, literals and macros have no path and no modifier; everything else is closed to this list. */
const refusePaths = (names: readonly string[]): void => {
  const closed = names.find((name) => /[.:]/.test(name))
  if (closed !== undefined) throw new FilterError(`unknown field "${closed}"`)
}

const pageStatement = ({ from, where, orderBy }: RowSource): Statement => ({
  // Without a sort the list is in creation order (collections.list.default-order).
  sql: `SELECT base.id FROM ${from.sql} WHERE ${where.sql} ORDER BY ${orderBy.sql || 'base.rowid'} LIMIT ? OFFSET ?`,
  args: [...from.args, ...where.args, ...orderBy.args],
})

/**
 * A page of collections as JSON text. Filter and sort are of the common language over a fixed list of fields; what does
 * not compile is refused with 400 and no reason (collections.list.filter-invalid).
 */
export const listCollections = ({ catalog, planner, store }: CollectionContext) => {
  const self = selfDescription(catalog)

  const plan = ({ info }: Incoming): RowSource => {
    const filter = info.query.get('filter') ?? ''
    const sort = info.query.get('sort') ?? ''
    refusePaths(namesIn(filter, sort))
    const query = { collection: self, request: info, rule: undefined, filter, sort }
    return planner.list({ ...query, restricted: false })
  }

  const read = async ({ sql, args }: Statement, visits?: number) =>
    await store.read({ sql, args, reach: store.reachOf(sql, visits) })

  const count = async ({ from, where }: RowSource): Promise<number> => {
    const sql = `SELECT count(*) FROM ${from.sql} WHERE ${where.sql}`
    const [row] = await read({ sql, args: [...from.args, ...where.args] })
    return Number(row?.[0] ?? 0)
  }

  return async (incoming: Incoming): Promise<string> => {
    const page = readPage(incoming.info.query)
    try {
      const source = plan(incoming)
      const { sql, args } = pageStatement(source)
      const { perPage, offset } = page
      const rows = await read({ sql, args: [...args, perPage, offset] }, perPage + offset)
      // An id may be another one's name, by which the catalog would look first.
      const byId = new Map(catalog.all().map((collection) => [collection.id, collection]))
      const items = rows
        .map(([id]) => byId.get(String(id)))
        .filter((collection) => collection !== undefined)
        .map(writeCollection)
      const total = page.skipTotal ? -1 : totalKnownFrom(page, rows.length)
      return writePage(items, page, total ?? (await count(source)))
    } catch (error) {
      if (error instanceof FilterError || error instanceof SqlFailure) {
        throw new ApiError({ kind: 'invalid' }, { cause: error })
      }
      throw error
    }
  }
}
