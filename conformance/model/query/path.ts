import type { BackRelation, Part, Path } from './tree.ts'
import { columnOf, affinityOf, isListed, itemsOf, jsonAt, jsonColumn, lengthOf } from './stored.ts'
import { Refused } from './undecided.ts'
import { type Affinity, lowered, type Value } from './value.ts'
import { type Collection, type Field, fieldOf, findCollection, type Row } from './world.ts'

/** What stands in one place of a joined row: a record, an item of a list, or nothing. */
export type Cell = Row | Value

/** A joined row: a cell for every key. */
export type Joined = ReadonlyMap<string, Cell>

/** A left join: the cells that may stand beside those joined before; none of them means NULL. */
export interface JoinStep {
  readonly key: string
  cells(before: Joined): readonly Cell[]
}

/** A value of every joined row. */
export interface Source {
  readonly joins: readonly JoinStep[]
  read(joined: Joined): Value
  readonly affinity: Affinity
  readonly isJson: boolean
  readonly isMulti: boolean
  /** Key of the auth record whose email it is. */
  readonly emailOf?: string
}

/** Where a path begins, or where it has come to. */
export interface Place {
  readonly key: string
  readonly collection: Collection
  readonly joins: readonly JoinStep[]
  readonly isMulti: boolean
  /** A record that is not stored yet has none. */
  readonly hasAffinity: boolean
}

export interface Reach {
  readonly collections: readonly Collection[]
  /** May use hidden fields. */
  readonly isFree: boolean
  /** Told of every collection that a join enters. */
  enter(place: Place): void
}

const maxHops = 6

const recordAt = (joined: Joined, key: string): Row | null => {
  const cell = joined.get(key)
  return cell instanceof Map ? cell : null
}

/** Follows the parts of a path to its last one. */
export const follow = (
  { parts, modifier }: Pick<Path, 'parts' | 'modifier'>,
  start: Place,
  reach: Reach,
): Source => {
  let place = start
  for (const [index, part] of parts.entries()) {
    const rest = parts.slice(index + 1)
    if (typeof part !== 'string') {
      if (index >= maxHops) throw new Refused('too many relations')
      place = enterBack(part, place, reach)
      reach.enter(place)
      continue
    }
    const field = fieldOf(place.collection, part)
    if (field === undefined) throw new Refused(`unknown field "${part}"`)
    if (field.hidden === true && !reach.isFree) throw new Refused(`hidden field "${part}"`)
    if (rest.length === 0) return leaf(field, modifier, place)
    if (field.type === 'json' || field.type === 'geoPoint') {
      return jsonPath(field, keysOf(rest, modifier), place)
    }
    if (field.type !== 'relation' || field.target === undefined) {
      throw new Refused(`"${part}" is no relation`)
    }
    if (index >= maxHops) throw new Refused('too many relations')
    const isOwnId = rest.length === 1 && rest[0] === 'id' && modifier === undefined
    // The id of one record is in the column itself.
    if (field.multiple !== true && isOwnId) return leaf(field, undefined, place)
    place = enterRelation(field, field.target, place, reach)
    reach.enter(place)
  }
  throw new Refused('a path ends before a field')
}

const keysOf = (parts: readonly Part[], modifier = ''): readonly string[] => {
  // A back-relation is a key like any other here.
  const keys = parts.map((part) => (typeof part === 'string' ? part : nameOf(part)))
  return [...keys.slice(0, -1), `${keys.at(-1) ?? ''}${modifier}`]
}

export const nameOf = ({ collection, via }: BackRelation): string => `${collection}_via_${via}`

const enterBack = (part: BackRelation, { key, ...place }: Place, reach: Reach): Place => {
  const collection = findCollection(reach.collections, part.collection)
  const field = collection === undefined ? undefined : fieldOf(collection, part.via)
  if (collection === undefined || field === undefined) throw new Refused('no such back-relation')
  if (field.type !== 'relation' || field.target !== place.collection.name) {
    throw new Refused('a back-relation of another collection')
  }
  if (field.hidden === true && !reach.isFree) throw new Refused(`hidden field "${part.via}"`)
  if (!place.hasAffinity) throw new Refused('a back-relation of a record that is not stored')
  const step: JoinStep = {
    key: `${key}.${nameOf({ collection: collection.name, via: part.via })}`,
    cells(before) {
      const id = recordAt(before, key)?.get('id')
      return collection.rows.filter((row) => {
        const value = row.get(field.name)
        return Array.isArray(value) ? value.includes(id) : id !== undefined && value === id
      })
    },
  }
  return {
    ...{ key: step.key, collection, joins: [...place.joins, step], hasAffinity: true },
    isMulti: place.isMulti || field.multiple === true || field.unique !== true,
  }
}

const eachKey = (field: Field, { key }: Place): string => `${key}.${field.name}[]`

const eachStep = (field: Field, place: Place): JoinStep => ({
  key: eachKey(field, place),
  cells(before) {
    const row = recordAt(before, place.key)
    return row === null ? [] : itemsOf(field, row)
  },
})

const enterRelation = (field: Field, target: string, place: Place, reach: Reach): Place => {
  const collection = findCollection(reach.collections, target)
  if (collection === undefined) throw new Refused(`no collection "${target}"`)
  const key = `${place.key}.${field.name}`
  const each = field.multiple === true ? [eachStep(field, place)] : []
  const step: JoinStep = {
    key,
    cells(before) {
      const [first] = each
      const id =
        first === undefined ? recordAt(before, place.key)?.get(field.name) : before.get(first.key)
      return collection.rows.filter((row) => row.get('id') === id)
    },
  }
  return {
    ...{ key, collection, joins: [...place.joins, ...each, step], hasAffinity: true },
    isMulti: place.isMulti || field.multiple === true,
  }
}

const jsonPath = (field: Field, keys: readonly string[], place: Place): Source => ({
  joins: place.joins,
  read: (joined) => jsonAt(recordAt(joined, place.key)?.get(field.name), keys),
  ...{ affinity: 'none', isJson: true, isMulti: place.isMulti },
})

const modifiers = new Set(['lower', 'length', 'each', 'isset', 'changed'])

const leaf = (field: Field, modifier: string | undefined, place: Place): Source => {
  if (modifier !== undefined && !modifiers.has(modifier)) {
    throw new Refused(`unknown modifier "${modifier}"`)
  }
  const { joins, isMulti } = place
  const row = (joined: Joined): Row | null => recordAt(joined, place.key)
  if (modifier === 'length' && isListed(field)) {
    const read = (joined: Joined): Value => lengthOf(field, row(joined))
    return { joins, read, affinity: 'none', isJson: false, isMulti }
  }
  if (modifier === 'each' && isListed(field)) {
    const step = eachStep(field, place)
    return {
      joins: [...joins, step],
      // Items are values, not records.
      read: (joined) => joined.get(step.key) as Value,
      ...{ affinity: 'none', isJson: false, isMulti: isMulti || field.multiple === true },
    }
  }
  const source = columnSource(field, place)
  return modifier === 'lower'
    ? { ...source, affinity: 'none', read: (joined) => lowered(source.read(joined)) }
    : source
}

/** The plain value of a field. */
export const columnSource = (field: Field, place: Place): Source => {
  const { joins, isMulti, key } = place
  const row = (joined: Joined): Row | null => recordAt(joined, key)
  if (field.type === 'json') {
    const read = (joined: Joined): Value =>
      jsonColumn(row(joined)?.get(field.name), place.hasAffinity)
    return { joins, read, affinity: 'none', isJson: true, isMulti }
  }
  const isEmail = field.name === 'email' && place.collection.isAuth
  return {
    joins,
    read(joined) {
      const found = row(joined)
      return found === null ? null : columnOf(field, found, place.hasAffinity)
    },
    affinity: place.hasAffinity ? affinityOf(field) : 'none',
    isJson: false,
    isMulti,
    ...(isEmail ? { emailOf: key } : {}),
  }
}
