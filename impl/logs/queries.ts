import type { Catalog } from '../collections/catalog.ts'
import { type ListedTable, planListed } from '../collections/listed-fields.ts'
import { ApiError, refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { isUnusable, readListRows } from '../rules/list-rows.ts'
import type { Planner } from '../rules/query.ts'
import type { LogStore } from '../store/log-store.ts'
import type { Row, Statement } from '../store/store.ts'
import { escapeJson, toSortedJson } from '../values/json.ts'
import { readPage, writePage } from '../values/page.ts'

export interface LogQueryContext {
  readonly store: LogStore
  readonly catalog: Pick<Catalog, 'compileDraft' | 'findType'>
  readonly planner: Planner
}

/** logs.list.filter-fields */
const table: ListedTable = {
  name: '_logs',
  fields: { id: 'text', created: 'text', level: 'number', message: 'text', data: 'json' },
  openPath: /^data\.[\w.:]*\w$/,
}

const columns = 'base.id, base.created, base.data, base.message, base.level'

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

/** The use cases of `/api/logs`. They run in a reader process: nothing here is on an index that bounds it. */
export const createLogQueries = ({ store, catalog, planner }: LogQueryContext) => {
  const plan = planListed({ catalog, planner }, table)
  const read = (statement: Statement) => store.read(statement)

  return {
    async list(incoming: Incoming): Promise<string> {
      const { query } = incoming.info
      const page = readPage(query)
      try {
        const source = plan(incoming, query.get('filter') ?? '', query.get('sort') ?? '')
        const order = 'base.rowid'
        const { rows, total } = await readListRows({ source, columns, page, order, read })
        return writePage(rows.map(writeItem), page, total)
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
        const { from, where } = plan(incoming, incoming.info.query.get('filter') ?? '', '')
        const hour = `strftime('%Y-%m-%d %H:00:00', base.created)`
        const rows = await store.read({
          sql: `SELECT ${hour} AS hour, count(*) FROM ${from.sql} WHERE ${where.sql} GROUP BY hour ORDER BY hour`,
          args: [...from.args, ...where.args],
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
