import type { Part, Path } from '../../model/query/tree.ts'
import { type Collection, type Field, findCollection } from '../../model/query/world.ts'
import { keys } from './worlds.ts'

/** A path with the field it ends in, which tells what it may be compared with. */
export interface Found {
  readonly parts: readonly Part[]
  readonly modifier?: string
  readonly field?: Field
}

const listed = new Set(['select', 'relation', 'file'])

/** The more often one is written here, the more often it is drawn. */
const modifiersOf = ({ type }: Field): readonly (string | undefined)[] =>
  listed.has(type)
    ? [undefined, undefined, 'each', 'each', 'length', 'lower', 'isset']
    : [undefined, undefined, undefined, undefined, undefined, 'lower', 'length', 'changed', 'each']

const jsonPaths: readonly (readonly string[])[] = [
  ...keys.map((key) => [key]),
  ...keys.flatMap((key) => ['k', '0', '1'].map((last) => [key, last])),
  ['k', 'l', '0'],
]

const withModifier = (found: Found, modifier: string | undefined): Found =>
  modifier === undefined ? found : { ...found, modifier }

const below = (field: Field): readonly Found[] => {
  const { name, type } = field
  if (type === 'json') {
    return jsonPaths.map((path, index) =>
      // Which is a part of the key.
      withModifier({ parts: [name, ...path], field }, index % 5 === 0 ? 'length' : undefined),
    )
  }
  if (type !== 'geoPoint') return []
  return ['lon', 'lat', 'lat', 'nope'].map((key) => ({
    ...{ parts: [name, key], field: { name: key, type: 'number' } },
  }))
}

/** Fields whose values are the server's own. */
const drawnTypes = new Set(['password', 'autodate'])

const isDrawn = ({ name, type }: Field): boolean => drawnTypes.has(type) || name === 'tokenKey'

/** All paths to a field of a collection over exactly so many relations. */
export const pathsFrom = (
  collection: Collection,
  all: readonly Collection[],
  hops: number,
): readonly Found[] => {
  if (hops === 0) {
    return collection.fields
      .filter((field) => !isDrawn(field))
      .flatMap((field) => [
        ...modifiersOf(field).map((each) => withModifier({ parts: [field.name], field }, each)),
        ...below(field),
      ])
  }
  return stepsFrom(collection, all).flatMap(([part, target]) =>
    pathsFrom(target, all, hops - 1).map((found) => ({ ...found, parts: [part, ...found.parts] })),
  )
}

/** Relations of a collection, and those that point to it. */
const stepsFrom = (
  collection: Collection,
  all: readonly Collection[],
): readonly (readonly [Part, Collection])[] => [
  ...collection.fields.flatMap(({ name, target = '' }): [Part, Collection][] => {
    const found = findCollection(all, target)
    return found === undefined ? [] : [[name, found]]
  }),
  ...all.flatMap((other) =>
    other.fields
      .filter(({ target }) => target === collection.name)
      .map(({ name }): [Part, Collection] => [{ collection: other.name, via: name }, other]),
  ),
]

/** From the record itself on. */
export const rowPath = ({ parts, modifier }: Found): Path => ({
  ...{ kind: 'path', from: { kind: 'row' }, parts },
  ...(modifier === undefined ? {} : { modifier }),
})
