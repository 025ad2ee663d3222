import type { Collection } from '../collections/model.ts'
import type { ExpressionNode } from './ast.ts'
import { type Budget, toFormula } from './condition.ts'
import { type Formula, place } from './formula.ts'
import {
  bind,
  type Fragment,
  input,
  type Inputs,
  joined,
  name,
  sql,
  type Template,
  toTemplate,
} from './fragment.ts'
import { columnOf, type Joins, joinText, type RowOf } from './joins.ts'
import { FilterError, type RowSource } from './query.ts'
import type { Access, Environment, Scope } from './scope.ts'
import { toSortKeys } from './sort.ts'

const maxComparisons = 200

/** A SELECT whose arguments are still to be read. */
export interface Plan {
  readonly from: Template
  readonly where: Template
  readonly orderBy: Template
  readonly repeats: boolean
}

export interface Task {
  readonly collection: Collection
  /** Evaluated without bounds. */
  readonly rule: string
  readonly filter: string
  readonly sort: string
  /** Access rules bind filter and sort. */
  readonly restricted: boolean
  /** The row is the candidate of a create request. */
  readonly candidate: boolean
}

/** Everything a plan is made of; `parse` may remember trees. Throws {@link FilterError}. */
export const compile = (
  task: Task,
  env: Environment,
  parse: (text: string) => ExpressionNode,
): Plan => {
  const { collection, rule, filter, sort, restricted, candidate } = task
  const base = baseRow(collection, candidate)
  const joins = newJoins()
  const free: Scope = { env, base, joins, access: undefined }
  const entered = new Map<string, RowOf>()
  const bound: Scope = restricted ? { ...free, access: accessThat(entered) } : free
  const read = (text: string, scope: Scope, budget: Budget): readonly Formula[] =>
    text === '' ? [] : [toFormula(parse(text), scope, budget)]
  const conditions = [
    ...read(rule, free, { left: maxComparisons }),
    ...read(filter, bound, { left: maxComparisons }),
  ]
  const keys = toSortKeys(sort, bound)
  const constraints = [...entered.values()].flatMap((row) => constraint(row, free, parse))
  const formula: Formula = { kind: 'and', of: [...conditions, ...constraints] }
  const { where, orderBy, outer } = place(formula, keys, [...joins.sources.values()])
  return {
    from: toTemplate(sql`${tableOf(collection, candidate)} AS base${joinText(outer)}`),
    where: toTemplate(where),
    orderBy: toTemplate(orderBy),
    repeats: outer.some((source) => source.many),
  }
}

const baseRow = (collection: Collection, candidate: boolean): RowOf => ({
  collection,
  alias: ['base'],
  key: 'base',
  path: 'base',
  parent: undefined,
  many: false,
  join: [],
  ...(candidate ? { candidate } : {}),
})

const newJoins = (): Joins => {
  let count = 0
  return { sources: new Map(), nextAlias: () => [`j${String(++count)}`] }
}

/** The columns of a row that is not stored are bound values, which have no affinity (rules.create.no-numeric-text-conversion). */
const tableOf = ({ name: table, fields }: Collection, candidate: boolean): Fragment => {
  if (!candidate) return name(table)
  const columns = fields.map(({ config, type }) => {
    const value = input(({ row }) => row[config.name] ?? null, type.numeric ? 'real' : 'plain')
    return sql`${value} AS ${name(config.name)}`
  })
  return sql`(SELECT ${joined(columns, ', ')})`
}

/** Remembers the rows that a client's text enters, and refuses collections that only superusers may list. */
const accessThat = (entered: Map<string, RowOf>): Access => ({
  enter(row) {
    if (row.collection.rules.listRule === null) {
      throw new FilterError(`collection "${row.collection.name}" may not be entered`)
    }
    entered.set(row.key, row)
  },
})

/**
 * A row that a client's text entered is missing, or satisfies the listRule of its collection. Joined rows of that rule are its
 * own: they are not correlated with the client's.
 */
const constraint = (
  row: RowOf,
  free: Scope,
  parse: (text: string) => ExpressionNode,
): readonly Formula[] => {
  const { listRule } = row.collection.rules
  if (listRule === null || listRule === '') return []
  const id = columnOf(row, 'id')
  const missing: Formula = { kind: 'atom', test: sql`${id} = '' OR ${id} IS NULL`, uses: [row] }
  const scope = { ...free, base: { ...row, path: `${row.key}!` } }
  // Its test for a missing row counts too (filter.limit.joined-rule-plus-one).
  const allowed = toFormula(parse(listRule), scope, { left: maxComparisons - 1 })
  return [{ kind: 'or', of: [missing, allowed] }]
}

export const toRowSource = (plan: Plan, inputs: Inputs): RowSource => ({
  from: bind(plan.from, inputs),
  where: bind(plan.where, inputs),
  orderBy: bind(plan.orderBy, inputs),
  repeats: plan.repeats,
})
