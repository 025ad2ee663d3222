import type { Catalog } from '../collections/catalog.ts'
import { buildField } from '../collections/field-config.ts'
import type { Collection } from '../collections/model.ts'
import { ApiError, refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { namesIn } from '../rules/names.ts'
import { FilterError, type Planner, type RowSource } from '../rules/query.ts'
import type { LogStore } from '../store/log-store.ts'
import { type Row, SqlFailure, type Statement } from '../store/store.ts'
import { escapeJson, toSortedJson } from '../values/json.ts'
import { readPage, totalKnownFrom, writePage } from '../values/page.ts'

export interface LogQueryContext {
  readonly store: LogStore
  readonly catalog: Pick<Catalog, 'compileDraft' | 'findType'>
  readonly planner: Planner
}

/** What filter and sort may name (logs.list.filter-fields), with the field types that compare alike. */
const listedFields = {
  id: 'text',
  created: 'text',
  level: 'number',
  message: 'text',
  data: 'json',
} as const

const dataPath = /^data\.[\w.:]*\w$/
const columns = 'base.id, base.created, base.data, base.message, base.level'

/** `_logs` as the planner sees it: a collection that has those fields and nothing else. */
const selfDescription = ({ compileDraft, findType }: LogQueryContext['catalog']): Collection =>
  compileDraft({
    id: '_logs',
    name: '_logs',
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

/** Other paths than those into `data` are closed, and so are modifiers of columns. */
const refuseOthers = (names: readonly string[]): void => {
  const closed = names.find((name) => /[.:]/.test(name) && !dataPath.test(name))
  if (closed !== undefined) throw new FilterError(`unknown field "${closed}"`)
}

/** logs.list.item-shape */
const writeItem = ([id, created, data, message, level]: Row): string => {
  const shown = { id: String(id), created: String(created) }
  const rest = { message: String(message), level: Number(level) }
  const head = JSON.stringify(shown).slice(0, -1)
  const tail = JSON.stringify(rest).slice(1)
  return escapeJson(`${head},"data":${toSortedJson(readData(data))},${tail}`)
}

/** Whoever wrote the row: an object. */
const readData = (data: Row[number] | undefined): unknown => {
  try {
    const value: unknown = JSON.parse(String(data))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {} // a row that another program broke is no reason to show none
  }
}

const whereOf = ({ from, where }: RowSource): Statement => ({
  sql: `FROM ${from.sql} WHERE ${where.sql}`,
  args: [...from.args, ...where.args],
})

const isUnusable = (error: unknown): boolean =>
  error instanceof FilterError || error instanceof SqlFailure

/** The use cases of `/api/logs`. They run in a reader process: nothing here is on an index that bounds it. */
export const createLogQueries = ({ store, catalog, planner }: LogQueryContext) => {
  const self = selfDescription(catalog)

  const plan = (incoming: Incoming, filter: string, sort: string): RowSource => {
    refuseOthers(namesIn(filter, sort))
    const query = { collection: self, request: incoming.info, rule: undefined, filter, sort }
    return planner.list({ ...query, restricted: false })
  }

  return {
    async list(incoming: Incoming): Promise<string> {
      const { query } = incoming.info
      const page = readPage(query)
      try {
        const source = plan(incoming, query.get('filter') ?? '', query.get('sort') ?? '')
        const { sql, args } = whereOf(source)
        const { orderBy } = source
        const rows = await store.read({
          sql: `SELECT ${columns} ${sql} ORDER BY ${orderBy.sql || 'base.rowid'} LIMIT ? OFFSET ?`,
          args: [...args, ...orderBy.args, page.perPage, page.offset],
        })
        const known = page.skipTotal ? -1 : totalKnownFrom(page, rows.length)
        const total = known ?? (await store.read({ sql: `SELECT count(*) ${sql}`, args }))[0]?.[0]
        return writePage(rows.map(writeItem), page, Number(total))
      } catch (error) {
        if (isUnusable(error)) throw new ApiError({ kind: 'invalid' }, { cause: error })
        throw error
      }
    },

    async view(id: string): Promise<string> {
      const sql = `SELECT ${columns} FROM _logs AS base WHERE base.id = ?`
      const [row] = await store.read({ sql, args: [id] })
      if (row === undefined) throw new ApiError({ kind: 'not-found' })
      return writeItem(row)
    },

    /** Entries by UTC hour (logs.stats.*). */
    async stats(incoming: Incoming): Promise<string> {
      try {
        const { sql, args } = whereOf(plan(incoming, incoming.info.query.get('filter') ?? '', ''))
        const hour = `strftime('%Y-%m-%d %H:00:00', base.created)`
        const rows = await store.read({
          sql: `SELECT ${hour} AS hour, count(*) ${sql} GROUP BY hour ORDER BY hour`,
          args,
        })
        const items = rows.map(([date, total]) => ({ date: `${String(date)}.000Z`, total }))
        return JSON.stringify(items)
      } catch (error) {
        if (isUnusable(error)) throw refusal('logsFilter', { cause: error })
        throw error
      }
    },
  }
}
