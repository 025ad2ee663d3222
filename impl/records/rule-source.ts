import { FilterError, type Planner, type RowQuery, type RowSource } from '../rules/query.ts'
import { SqlFailure, type Step } from '../store/store.ts'
import type { RecordContext } from './context.ts'

/** The plan, or undefined when the rule does not compile (any more). */
export const planned = (plan: () => RowSource): RowSource | undefined => {
  try {
    return plan()
  } catch (error) {
    if (error instanceof FilterError) return undefined
    throw error
  }
}

/** The plan of a rule over stored rows, or undefined when the rule does not compile (any more). */
export const ruleSource = (planner: Planner, query: RowQuery): RowSource | undefined =>
  planned(() => planner.row(query))

/** A guard that the rule's rows are not empty. `id` narrows it to one stored record. */
export const ruleGuard = ({ from, where }: RowSource, tag: string, id?: string): Step => {
  const only = id === undefined ? '' : 'base.id = ? AND '
  return {
    kind: 'guard',
    sql: `SELECT 1 FROM ${from.sql} WHERE ${only}(${where.sql}) LIMIT 1`,
    args: [...from.args, ...(id === undefined ? [] : [id]), ...where.args],
    expect: 'some',
    tag,
  }
}

/** Whether the rule's rows are not empty. Throws `SqlFailure` when it cannot run. `id` narrows it to one stored record. */
export const matches = async (
  { store }: Pick<RecordContext, 'store'>,
  source: RowSource,
  id?: string,
): Promise<boolean> => {
  const { sql, args } = ruleGuard(source, '', id)
  return (await store.read({ sql, args })).length > 0
}

/** Does the rule hold right now? One that cannot run does not. A decision that rests on it also needs its guard. */
export const holds = async (
  context: RecordContext,
  source: RowSource,
  id?: string,
): Promise<boolean> => {
  try {
    return await matches(context, source, id)
  } catch (error) {
    if (error instanceof SqlFailure) return false
    throw error
  }
}
