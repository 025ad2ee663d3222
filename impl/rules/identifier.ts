import type { OperandNode } from './ast.ts'
import { callOperand } from './functions.ts'
import { goQuote } from '../values/go-quote.ts'
import { joinRow } from './joins.ts'
import { macroOperand } from './macros.ts'
import { splitModifier } from './modifier.ts'
import { keywordOperand, numberOperand, type Operand, textOperand } from './operand.ts'
import { resolvePath } from './path.ts'
import { FilterError, type RequestInfo } from './query.ts'
import { authOperand } from './request-auth.ts'
import { bodyOperand, plainValue } from './request-body.ts'
import { requestValue } from './request-value.ts'
import type { Scope } from './scope.ts'

const plainPath = /^\w[\w.:]*$/
const requestPath = /^@request\.(auth|body|query|headers)\.([\w.:]*\w)$/
const collectionPath = /^@collection\.(\w+)(?::(\w+))?\.([\w.:]*\w)$/

/** What one side of a comparison means in this scope. Throws {@link FilterError}. */
export const resolveOperand = (scope: Scope, node: OperandNode): Operand => {
  switch (node.kind) {
    case 'identifier':
      return identifierOperand(scope, node.name)
    case 'text':
      return textOperand(node.value)
    case 'number':
      return numberOperand(node.text)
    case 'function':
      return callOperand(node, (argument) => resolveOperand(scope, argument))
    default:
      return node satisfies never
  }
}

const unresolved = (name: string): FilterError =>
  new FilterError(`failed to resolve field ${goQuote(name)}`)

export const identifierOperand = (scope: Scope, name: string): Operand => {
  if (plainPath.test(name)) {
    const keyword = scope.base.collection.fieldByName.has(name) ? undefined : keywordOperand(name)
    return keyword ?? resolvePath(scope, scope.base, name)
  }
  const macro = macroOperand(name)
  if (macro !== undefined) return macro
  // A client that is bound by access rules was refused before; nothing here would bind these paths.
  if (scope.access !== undefined) throw unresolved(name)
  return requestOperand(scope, name) ?? collectionOperand(scope, name)
}

const requestOperand = (scope: Scope, name: string): Operand | undefined => {
  if (name === '@request.method') return requestValue(scope.env, ({ method }) => method)
  if (name === '@request.context') return requestValue(scope.env, ({ context }) => context)
  const [, part = '', path = ''] = requestPath.exec(name) ?? []
  switch (part) {
    case 'auth':
      return authOperand(scope, path)
    case 'body':
      return bodyOperand(scope, path)
    case 'query':
      return textValue(scope, path, ({ query }) => query)
    case 'headers':
      return textValue(scope, path, ({ headers }) => headers)
    default:
      return undefined
  }
}

const textValue = (
  scope: Scope,
  path: string,
  values: (request: RequestInfo) => ReadonlyMap<string, string>,
): Operand => {
  const parts = path.split('.')
  const [first = ''] = parts
  const { name } = splitModifier(first)
  return plainValue(scope, (request) => values(request).get(name), parts)
}

const collectionOperand = (scope: Scope, name: string): Operand => {
  const [, nameOrId, alias, path = ''] = collectionPath.exec(name) ?? []
  if (nameOrId === undefined) throw unresolved(name)
  const collection = scope.env.findCollection(nameOrId)
  if (collection === undefined) {
    throw new FilterError(
      `failed to load collection ${goQuote(nameOrId)} from field path ${goQuote(name)}`,
    )
  }
  const { base, joins } = scope
  const as = alias === undefined ? `.${collection.name}` : `:${alias}`
  const key = `${base.path}@collection${as}`
  const row = joinRow(joins, collection, { key, parent: undefined, many: true })
  return resolvePath(scope, row, path, { multi: true })
}
