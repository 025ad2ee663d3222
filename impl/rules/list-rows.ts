import { type ReadPlan, type Row, SqlFailure, type Statement } from '../store/store.ts'
import { type Page, totalKnownFrom } from '../values/page.ts'
import { FilterError, type RowSource } from './query.ts'

export interface ListRead {
  readonly source: RowSource
  /** The SELECT list; the base table is `base`. */
  readonly columns: string
  readonly page: Page
  /** What a list without a sort is in the order of; left out: of nothing. */
  readonly order?: string
  /** Tells the rows of the base table apart; left out: no join repeats them. */
  readonly key?: string
  readonly read: (plan: ReadPlan) => Promise<readonly Row[]>
}

export interface ListRows {
  readonly rows: readonly Row[]
  /** -1 when it was not asked for. */
  readonly total: number
}

/** The rows of a page: one statement, and a count only when the page does not already tell the total. */
export const readListRows = async (list: ListRead): Promise<ListRows> => {
  const { source, page, read } = list
  const rows = await read(pagePlan(list))
  const known = page.skipTotal ? -1 : totalKnownFrom(page, rows.length)
  if (known !== undefined) return { rows, total: known }
  const [counted] = await read(countStatement(source, list.key))
  return { rows, total: Number(counted?.[0] ?? 0) }
}

const pagePlan = ({ source, columns, page, order = '', key }: ListRead): ReadPlan => {
  const { from, where, orderBy, repeats } = source
  const distinct = repeats && key !== undefined ? 'DISTINCT ' : ''
  const by = orderBy.sql === '' ? order : orderBy.sql
  return {
    sql: `SELECT ${distinct}${columns} FROM ${from.sql} WHERE ${where.sql}${by === '' ? '' : ` ORDER BY ${by}`} LIMIT ? OFFSET ?`,
    args: [...from.args, ...where.args, ...orderBy.args, page.perPage, page.offset],
    visits: page.offset + page.perPage,
  }
}

const countStatement = ({ from, where, repeats }: RowSource, key?: string): Statement => ({
  sql: `SELECT count(${repeats && key !== undefined ? `DISTINCT ${key}` : '*'}) FROM ${from.sql} WHERE ${where.sql}`,
  args: [...from.args, ...where.args],
})

/** Whether a filter or sort of the client's could not be compiled or run, for which lists refuse it. */
export const isUnusable = (error: unknown): error is FilterError | SqlFailure =>
  error instanceof FilterError || error instanceof SqlFailure
