import type { Collections } from '../collections/model.ts'
import { createLru } from '../store/lru.ts'
import { FilterError, type RequestInfo } from './query.ts'
import type { Environment } from './scope.ts'

type Probe = (request: RequestInfo) => string

/** What compiling a text gave; a refusal is remembered like a plan. */
type Outcome<T> =
  | { readonly kind: 'plan'; readonly plan: T }
  | { readonly kind: 'refused'; readonly message: string }

/** Compiling asks the same questions as long as it gets the same answers, so its outcomes are the leaves of a tree. */
type Node<T> =
  Outcome<T> | { readonly kind: 'ask'; readonly probe: Probe; readonly next: Map<string, Node<T>> }

interface Tree<T> {
  root: Node<T> | undefined
  leaves: number
  /** The collections that compiling looked up, with the revision it found. */
  readonly seen: Map<string, number | undefined>
}

export interface PlanCache<T> {
  /** The plan of `key` for this request, compiled when it is not there. Throws {@link FilterError} like compiling did. */
  find(key: string, request: RequestInfo, compile: (env: Environment) => T): T
}

const capacity = 2048
/** Few texts have more; whoever varies what is asked pays with compiling again instead of our memory. */
const maxLeaves = 64

/**
 * Remembers compiled texts. Exact: an entry is used only for requests that answer everything compiling asked in the same way,
 * and while every collection it looked at is unchanged.
 */
export const createPlanCache = <T>(collections: Collections): PlanCache<T> => {
  const trees = createLru<string, Tree<T>>(capacity)
  const isCurrent = ({ seen }: Tree<T>): boolean => {
    for (const [name, revision] of seen) {
      if (collections.find(name)?.revision !== revision) return false
    }
    return true
  }
  const treeOf = (key: string): Tree<T> => {
    const known = trees.get(key)
    if (known !== undefined && known.leaves < maxLeaves && isCurrent(known)) return known
    const tree: Tree<T> = { root: undefined, leaves: 0, seen: new Map() }
    trees.set(key, tree)
    return tree
  }
  return {
    find(key, request, compile) {
      const tree = treeOf(key)
      return take(walk(tree.root, request) ?? grow(collections, tree, request, compile))
    },
  }
}

const take = <T>(outcome: Outcome<T>): T => {
  if (outcome.kind === 'refused') throw new FilterError(outcome.message)
  return outcome.plan
}

const walk = <T>(root: Node<T> | undefined, request: RequestInfo): Outcome<T> | undefined => {
  let node = root
  while (node?.kind === 'ask') node = node.next.get(node.probe(request))
  return node
}

interface Answer {
  readonly probe: Probe
  readonly answer: string
}

const grow = <T>(
  collections: Collections,
  tree: Tree<T>,
  request: RequestInfo,
  compile: (env: Environment) => T,
): Outcome<T> => {
  const answers: Answer[] = []
  const decide: Environment['decide'] = (probe) => {
    const answer = probe(request)
    answers.push({ probe, answer })
    return answer
  }
  const env: Environment = {
    decide,
    findCollection(nameOrId) {
      const collection = collections.find(nameOrId)
      tree.seen.set(nameOrId, collection?.revision)
      return collection
    },
    authCollection() {
      decide(({ auth }) => (auth === undefined ? '' : String(auth.collection.revision)))
      return request.auth?.collection
    },
  }
  const outcome = attempt(() => compile(env))
  tree.root = insert(tree.root, answers, outcome)
  tree.leaves++
  return outcome
}

const attempt = <T>(compile: () => T): Outcome<T> => {
  try {
    return { kind: 'plan', plan: compile() }
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    return { kind: 'refused', message: error.message }
  }
}

const insert = <T>(
  node: Node<T> | undefined,
  [first, ...rest]: readonly Answer[],
  leaf: Outcome<T>,
): Node<T> => {
  if (first === undefined) return leaf
  const { probe, answer } = first
  const asking =
    node?.kind === 'ask' ? node : { kind: 'ask' as const, probe, next: new Map<string, Node<T>>() }
  asking.next.set(answer, insert(asking.next.get(answer), rest, leaf))
  return asking
}
