import { plainNumber } from '../values/cast.ts'
import { type Side, unequal } from './comparison.ts'
import { columnSource, follow, type Joined, type JoinStep, type Place } from './path.ts'
import {
  type Bound,
  boundBool,
  boundNumber,
  boundText,
  castNumber,
  nothing,
  wasSent,
} from './request.ts'
import { live, ofBound, ofSource, type Resolved } from './resolved.ts'
import type { Scope } from './scope.ts'
import { isListed, jsonText, type Point, pointText } from './stored.ts'
import type { Path } from './tree.ts'
import { Refused, Undecided } from './undecided.ts'
import { lowered, type Value } from './value.ts'
import { type Field, fieldOf, findCollection } from './world.ts'

/** `@request.body.…`. */
export const bodyOperand = (path: Path, scope: Scope): Resolved => {
  const { parts, modifier } = path
  const [key, ...rest] = parts
  if (typeof key !== 'string') throw new Undecided('a back-relation of the body')
  const field = fieldOf(scope.base.collection, key)
  const { body } = scope.request
  const isSent = Object.hasOwn(body, key)
  const sent = isSent ? body[key] : undefined
  if (rest.length === 0) return ofKey(sent, { isSent, field, modifier }, scope)
  if (field?.type === 'relation') return related(field, sent, path, scope)
  if (modifier !== undefined) throw new Undecided('a modifier inside the body')
  return ofBound(inside(sent, rest.map(String), scope))
}

interface Key {
  readonly isSent: boolean
  readonly field: Field | undefined
  readonly modifier: string | undefined
}

const ofKey = (sent: unknown, { isSent, field, modifier }: Key, scope: Scope): Resolved => {
  switch (modifier) {
    case undefined:
      return ofBound(bound(sent, field))
    case 'isset':
      return ofBound(wasSent(isSent))
    case 'lower':
      return ofBound(field === undefined ? lowerOf(sent) : lowerTextOf(sent))
    case 'changed':
      if (field === undefined) throw new Refused('no field that could have changed')
      return changed(bound(sent, field), isSent, field, scope)
    case 'length':
    case 'each':
      if (field === undefined || !isListed(field)) throw new Refused('no field of several values')
      return modifier === 'length' ? ofLength(sent) : eachOf(sent, field)
    default:
      throw new Refused(`no ":${modifier}" here`)
  }
}

const bound = (value: unknown, field?: Field): Bound => {
  if (field?.type === 'json' && value === null) return boundText('null')
  if (value === null || value === undefined) return nothing
  if (field?.type === 'json') return boundText(jsonText(value))
  if (field?.type === 'geoPoint') return boundText(pointText(value as Point))
  if (typeof value === 'number') return boundNumber(value)
  if (typeof value === 'boolean') return boundBool(value)
  return boundText(typeof value === 'string' ? value : jsonText(value))
}

const lowerOf = (sent: unknown): Bound => {
  const { value } = bound(sent)
  return value === null ? nothing : boundText(String(lowered(value)))
}

/** A field's value becomes a text before it is lowered: a number without `.0`, nothing and a list the empty one. */
const lowerTextOf = (sent: unknown): Bound => {
  if (sent === null || sent === undefined || Array.isArray(sent)) return boundText('')
  if (typeof sent === 'number') return boundText(plainNumber(sent))
  if (typeof sent === 'boolean') return boundText(String(sent))
  return boundText(String(lowered(typeof sent === 'string' ? sent : jsonText(sent))))
}

/** What is at a path inside a value that was sent. */
const inside = (sent: unknown, keys: readonly string[], scope: Scope): Bound => {
  let found = sent
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return nothing
    found = (found as Readonly<Record<string, unknown>>)[key]
  }
  const isCast = typeof found === 'string'
  return isCast ? castNumber(String(found), keys.at(-1) ?? '', scope.base.collection) : bound(found)
}

const changed = (value: Bound, isSent: boolean, field: Field, { base }: Scope): Resolved => {
  const column = ofSource(columnSource(field, base))
  const sent = ofBound(value)
  const sideOf = (each: Resolved, joined: Joined): Side => ({
    ...{ value: each.read(joined), affinity: each.affinity, role: each.role },
    pattern: () => each.pattern(joined),
  })
  const read = (joined: Joined): Value =>
    isSent && unequal(sideOf(sent, joined), sideOf(column, joined)) === true ? 1n : 0n
  return live({ joins: base.joins, read, affinity: 'none', role: 'json', isMulti: false })
}

const itemsOf = (sent: unknown): readonly unknown[] =>
  sent === undefined || sent === null ? [] : Array.isArray(sent) ? sent : [sent]

const ofLength = (sent: unknown): Resolved => ofBound(boundNumber(itemsOf(sent).length))

const eachOf = (sent: unknown, field: Field): Resolved => {
  const step: JoinStep = {
    key: `@request.body.${field.name}[]`,
    cells: () => itemsOf(sent).map(String),
  }
  return {
    joins: [step],
    // Items are texts.
    read: (joined) => joined.get(step.key) as Value,
    pattern() {
      throw new Undecided('items of the body as a pattern')
    },
    ...{ affinity: 'none', role: 'known', isMulti: field.multiple === true },
  }
}

/** A field of the records whose ids were sent. */
const related = (
  field: Field,
  sent: unknown,
  { parts, modifier }: Path,
  scope: Scope,
): Resolved => {
  const collection = findCollection(scope.collections, field.target ?? '')
  if (collection === undefined) throw new Refused('no related collection')
  const ids = itemsOf(sent)
  const step: JoinStep = {
    key: `@request.body.${field.name}`,
    cells: () => collection.rows.filter((row) => ids.includes(row.get('id'))),
  }
  const place: Place = {
    ...{ key: step.key, collection, joins: [step], hasAffinity: true },
    isMulti: field.multiple === true,
  }
  const rest = { parts: parts.slice(1), ...(modifier === undefined ? {} : { modifier }) }
  return ofSource(follow(rest, place, scope))
}
