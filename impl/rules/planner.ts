import type { Collection, Collections } from '../collections/model.ts'
import { createLru } from '../store/lru.ts'
import type { ExpressionNode } from './ast.ts'
import { createPlanCache } from './cache.ts'
import { compile, type Plan, type Task, toRowSource } from './compile.ts'
import { parse } from './parse.ts'
import { type CreatePlanner, FilterError, type RequestInfo } from './query.ts'
import type { Environment } from './scope.ts'

const maxFilterBytes = 3500
const maxTrees = 1024

/** Texts cannot be confused by what they contain: their lengths come first. */
const keyOf = ({ collection, rule, filter, sort, restricted, candidate }: Task): string =>
  `${String(collection.revision)} ${String(rule.length)} ${String(filter.length)} ${restricted ? 'r' : '-'}${candidate ? 'c' : '-'} ${rule}${filter}${sort}`

const noRow = {}

/** Who saves a rule is nobody yet: a guest who sends nothing. */
const nobody: RequestInfo = {
  method: 'GET',
  context: 'default',
  query: new Map(),
  headers: new Map(),
  body: new Map(),
  auth: undefined,
  now: new Date(0),
}

const ruleTask = (collection: Collection, rule: string): Task => ({
  collection,
  rule,
  filter: '',
  sort: '',
  restricted: false,
  candidate: false,
})

/** The world in which a rule is saved: its collection counts as it will be, though nobody else can see it yet. */
const saving = (collections: Collections, collection: Collection): Environment => ({
  decide: (probe) => probe(nobody),
  authCollection: () => undefined,
  findCollection: (nameOrId) =>
    nameOrId === collection.id || nameOrId.toLowerCase() === collection.name.toLowerCase()
      ? collection
      : collections.find(nameOrId),
})

/**
 * Plans of filters, sorts and API rules. A text is lexed, parsed and compiled once per collection revision and kind of values
 * that a request brings (missing, empty, text, number); after that a call only reads arguments.
 */
export const createPlanner: CreatePlanner = ({ collections }) => {
  const plans = createPlanCache<Plan>(collections)
  const trees = createLru<string, ExpressionNode>(maxTrees)
  const parseOnce = (text: string): ExpressionNode => {
    const tree = trees.get(text) ?? parse(text)
    trees.set(text, tree)
    return tree
  }
  const planOf = (task: Task, request: RequestInfo): Plan =>
    plans.find(keyOf(task), request, (env) => compile(task, env, parseOnce))
  return {
    list({ collection, request, rule = '', filter, sort, restricted }) {
      if (Buffer.byteLength(filter) > maxFilterBytes) {
        throw new FilterError(`a filter is longer than ${String(maxFilterBytes)} bytes`)
      }
      const task: Task = { collection, rule, filter, sort, restricted, candidate: false }
      return toRowSource(planOf(task, request), { request, row: noRow })
    },
    row({ collection, request, rule }) {
      return toRowSource(planOf(ruleTask(collection, rule), request), { request, row: noRow })
    },
    candidate({ collection, request, rule, values }) {
      const task = { ...ruleTask(collection, rule), candidate: true }
      return toRowSource(planOf(task, request), { request, row: values })
    },
    checkRule(rule, collection) {
      try {
        compile(ruleTask(collection, rule), saving(collections, collection), parseOnce)
        return undefined
      } catch (error) {
        if (error instanceof FilterError) return error.message
        throw error
      }
    },
  }
}
