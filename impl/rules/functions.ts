import type { CallNode, OperandNode } from './ast.ts'
import { type Fragment, joined, sql } from './fragment.ts'
import { goQuote } from '../values/go-quote.ts'
import { requestTime } from './macros.ts'
import type { Operand } from './operand.ts'
import { FilterError } from './query.ts'

/** Resolves an argument that is not a call itself. */
export type ResolveArgument = (node: OperandNode) => Operand

const kilometresPerRadian = 6371
const maxStrftimeArguments = 10

/** `geoDistance` and `strftime` (filter.fn.*). Throws {@link FilterError}. */
export const callOperand = (node: CallNode, resolve: ResolveArgument): Operand => {
  switch (node.name) {
    case 'geoDistance':
      return geoDistance(node.args, resolve)
    case 'strftime':
      return strftime(node.args, resolve)
    default:
      throw new FilterError(`unknown function ${goQuote(node.name)}`)
  }
}

const resolveAs = (what: string, node: OperandNode, resolve: ResolveArgument): Operand => {
  try {
    return resolve(node)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw new FilterError(`${what}: ${error.message}`, { cause: error })
  }
}

/** What arguments bring along; not their guards (filter.access.email-visibility-functions). */
const usesOf = (operands: readonly Operand[]): Pick<Operand, 'uses'> => ({
  uses: operands.flatMap((operand) => operand.uses),
})

const geoDistance = (nodes: readonly OperandNode[], resolve: ResolveArgument): Operand => {
  if (nodes.length !== 4) {
    throw new FilterError(`[geoDistance] expected 4 arguments, got ${String(nodes.length)}`)
  }
  const operands = nodes.map((node, index) => {
    if (node.kind !== 'identifier' && node.kind !== 'number') {
      throw new FilterError(
        `[geoDistance] argument ${String(index)} must be an identifier or number`,
      )
    }
    return resolveAs(`[geoDistance] failed to resolve argument ${String(index)}`, node, resolve)
  })
  const [lonA, latA, lonB, latB] = operands.map(({ value }) => sql`radians(${value})`) as [
    Fragment,
    Fragment,
    Fragment,
    Fragment,
  ] // four, as counted above
  const value = sql`(${[String(kilometresPerRadian)]} * acos(cos(${latA}) * cos(${latB}) * cos(${lonB} - ${lonA}) + sin(${latA}) * sin(${latB})))`
  // Any row of a multi-valued path will do (filter.fn.geo-distance-no-multi-match).
  return { class: 'json', holds: 'real', value, multi: false, ...usesOf(operands) }
}

const strftime = (nodes: readonly OperandNode[], resolve: ResolveArgument): Operand => {
  const [format, time, ...modifiers] = nodes
  if (format === undefined) throw new FilterError('[strftime] expected at least 1 arguments, got 0')
  if (nodes.length > maxStrftimeArguments) {
    throw new FilterError(
      `[strftime] too many arguments (max allowed ${String(maxStrftimeArguments)}, got ${String(nodes.length)})`,
    )
  }
  if (format.kind !== 'text') {
    throw new FilterError('[strftime] expects the first argument to be a format string')
  }
  if (time?.kind === 'function') {
    throw new FilterError('[strftime] expects the second argument to be of a valid time-value type')
  }
  for (const [index, modifier] of modifiers.entries()) {
    if (modifier.kind === 'text') continue
    throw new FilterError(
      `[strftime] invalid modifier argument ${String(index)} - can be only string`,
    )
  }
  const at = time && resolveAs('[strftime] failed to resolve time-value argument', time, resolve)
  const operands = [resolve(format), ...(at === undefined ? [] : [at]), ...modifiers.map(resolve)]
  const values = operands.map((operand) => operand.value)
  if (at === undefined) values.push(requestTime)
  const value = sql`strftime(${joined(values, ', ')})`
  return { class: 'time', value, multi: at?.multi === true, ...usesOf(operands) }
}
