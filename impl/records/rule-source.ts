import { FilterError, type Planner, type RowQuery, type RowSource } from '../rules/query.ts'

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
