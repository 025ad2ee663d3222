import { geoDistance, strftime } from './calls.ts'
import { macroValue } from './macro.ts'
import { follow, type JoinStep, type Place } from './path.ts'
import { type Bound, boundNumber, boundText } from './request.ts'
import { requestOperand } from './request-path.ts'
import { live, ofBound, ofSource, type Resolved, type Role } from './resolved.ts'
import type { Scope } from './scope.ts'
import type { Call, Operand, Path } from './tree.ts'
import { Refused, Undecided } from './undecided.ts'
import type { Value } from './value.ts'
import { findCollection } from './world.ts'

export const resolve = (operand: Operand, scope: Scope): Resolved => {
  switch (operand.kind) {
    case 'text':
      return ofBound(boundText(operand.text))
    case 'number':
      return ofBound(boundNumber(Number(operand.spelled)))
    case 'constant': {
      const { value } = operand
      const read = (): Value => (value === null ? null : value ? 1n : 0n)
      return live({
        joins: [],
        read,
        ...{ affinity: 'none', isMulti: false, role: value === null ? 'empty' : 'known' },
      })
    }
    case 'macro':
      return ofBound(boundMacro(operand.name, scope.now))
    case 'path':
      return resolvePath(operand, scope)
    case 'call':
      return resolveCall(operand, scope)
    default:
      return operand satisfies never
  }
}

const boundMacro = (name: string, now: Date): Bound => {
  const value = macroValue(name, now)
  return typeof value === 'string' ? boundText(value) : boundNumber(value)
}

const resolvePath = (path: Path, scope: Scope): Resolved => {
  switch (path.from.kind) {
    case 'row':
      return ofSource(follow(path, scope.base, scope))
    case 'collection':
      return ofSource(follow(path, collectionPlace(path.from, scope), scope))
    case 'request':
      return requestOperand(path, path.from.of, scope)
    default:
      return path.from satisfies never
  }
}

const collectionPlace = (
  { collection, alias }: Path['from'] & { kind: 'collection' },
  { collections }: Scope,
): Place => {
  const found = findCollection(collections, collection)
  if (found === undefined) throw new Refused(`no collection "${collection}"`)
  const step: JoinStep = { key: `@${alias ?? found.name}`, cells: () => found.rows }
  return { key: step.key, collection: found, joins: [step], isMulti: true, hasAffinity: true }
}

const resolveCall = ({ name, args }: Call, scope: Scope): Resolved => {
  if (name === 'geoDistance') return resolveDistance(args, scope)
  if (name === 'strftime') return resolveTime(args, scope)
  throw new Refused(`no function "${name}"`)
}

/** Known when the arguments bind anything, and nothing empty. */
const besideMany = (args: readonly Resolved[]): Role => {
  const bound = args.filter(isBound)
  return bound.length > 0 && bound.every(({ role }) => role === 'known') ? 'known' : 'column'
}

const isBound = ({ bound }: Resolved): boolean => bound === true

const resolveDistance = (args: readonly Operand[], scope: Scope): Resolved => {
  if (args.length !== 4 || args.some(({ kind }) => kind === 'text' || kind === 'call')) {
    throw new Refused('geoDistance takes four identifiers or numbers')
  }
  const coordinates = args.map((arg) => resolve(arg, scope))
  return {
    joins: coordinates.flatMap(({ joins }) => joins),
    read: (joined) => geoDistance(coordinates.map(({ read }) => read(joined))),
    pattern() {
      throw new Undecided('a distance as a pattern')
    },
    // Of several places one is enough.
    ...{ affinity: 'none', role: 'json', isMulti: false, besideMany: besideMany(coordinates) },
  }
}

const maxTimeArguments = 10

const resolveTime = (args: readonly Operand[], scope: Scope): Resolved => {
  const [format, time, ...modifiers] = args
  if (format?.kind !== 'text' || args.length > maxTimeArguments) throw new Refused('strftime')
  if (time?.kind === 'call' || modifiers.some(({ kind }) => kind !== 'text')) {
    throw new Refused('strftime')
  }
  if (time === undefined) throw new Undecided('a time that passes')
  const all = [format, time, ...modifiers].map((arg) => resolve(arg, scope))
  return {
    joins: all.flatMap(({ joins }) => joins),
    read: (joined) => strftime(all.map(({ read }) => read(joined))),
    // All that is bound is treated like a text on its own.
    pattern: (joined) =>
      strftime(all.map((arg) => (isBound(arg) ? arg.pattern(joined) : arg.read(joined)))),
    ...{ affinity: 'none', role: 'time', besideMany: besideMany(all) },
    isMulti: all.some(({ isMulti }) => isMulti),
  }
}
