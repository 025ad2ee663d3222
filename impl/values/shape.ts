interface Plain {
  readonly string: string
  readonly boolean: boolean
  readonly integer: number
  readonly 'nullable-string': string | null
  readonly 'nullable-boolean': boolean | null
  readonly 'string-list': readonly string[]
  /** Free JSON object or null, merged key by key. */
  readonly 'nullable-object': JsonObject | null
}

/**
 * The JSON types of a configuration object, as data: one walk decodes a submitted body onto current values, another
 * completes what is stored. Keys keep the order of the shape, which is the order of the wire.
 */
export type Shape = keyof Plain | ListShape | ObjectShape

interface ListShape {
  readonly list: ObjectShape
}

export interface ObjectShape {
  readonly object: Readonly<Record<string, Shape>>
}

/** What a value of a shape is. */
export type Shaped<S extends Shape> = S extends keyof Plain
  ? Plain[S]
  : S extends ListShape
    ? readonly Shaped<S['list']>[]
    : S extends ObjectShape
      ? { readonly [Key in keyof S['object']]: Shaped<S['object'][Key]> }
      : never

/** A submitted value has another JSON type than its key takes. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable'
}

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How keys of JSON are compared: letter case does not count, and a long s is an s. */
export const foldKey = (key: string): string => key.toLowerCase().replaceAll('\u017f', 's')

/** The values of a key in every spelling, in the order sent: keys match without case (collections.body.key-case). */
export const spellings = (body: JsonObject, key: string): readonly unknown[] => {
  const folded = foldKey(key)
  return Object.keys(body)
    .filter((candidate) => foldKey(candidate) === folded)
    .map((candidate) => body[candidate])
}

const demand = <T>(value: unknown, accepts: (value: unknown) => value is T): T => {
  if (!accepts(value)) throw new Undecodable()
  return value
}

export const isString = (value: unknown): value is string => typeof value === 'string'
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const isInteger = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) <= 2 ** 63

/** The largest number whose decimal digits are still an integer of 64 bits, which PocketBase reads them as. */
const largest = 2 ** 63 - 1024
const wholeOf = (value: number): number => Math.max(-largest, Math.min(value, largest))
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** A null item keeps what stands at its position. */
const readStrings = (current: unknown, value: unknown): readonly string[] => {
  const before = isList(current) ? current : []
  return demand(value, isList).map((item, at) => merge('string', before[at], item))
}

/**
 * Decodes `value` onto `current` (undefined: not set yet). Null leaves strings, booleans, numbers and objects as they
 * are and empties everything that can be null (collections.body.null-values). Throws {@link Undecodable}.
 */
export const merge = <S extends Shape>(shape: S, current: unknown, value: unknown): Shaped<S> =>
  mergeAny(shape, current, value) as Shaped<S> // each branch answers what its shape says

const mergeAny = (shape: Shape, current: unknown, value: unknown): unknown => {
  if (value === undefined) return complete(shape, current)
  switch (shape) {
    case 'string':
      return value === null ? complete(shape, current) : demand(value, isString)
    case 'boolean':
      return value === null ? complete(shape, current) : demand(value, isBoolean)
    case 'integer':
      return value === null ? complete(shape, current) : wholeOf(demand(value, isInteger))
    case 'nullable-string':
      return value === null ? null : demand(value, isString)
    case 'nullable-boolean':
      return value === null ? null : demand(value, isBoolean)
    case 'string-list':
      return value === null ? [] : readStrings(current, value)
    case 'nullable-object':
      if (value === null) return null
      return { ...(isObject(current) ? current : {}), ...demand(value, isObject) }
    default:
      break
  }
  if ('list' in shape) {
    if (value === null) return []
    const before = Array.isArray(current) ? (current as readonly unknown[]) : []
    return demand(value, isList).map((item, at) => merge(shape.list, before[at], item))
  }
  if (value === null) return complete(shape, current)
  const body = demand(value, isObject)
  const known = isObject(current) ? current : {}
  return Object.fromEntries(
    Object.entries(shape.object).map(([key, inner]) => [
      key,
      mergeKey(inner, known[key], body, key),
    ]),
  )
}

/**
 * Decodes one key of a body onto `current`. Its spellings count one after the other: sections are merged, and null leaves what an
 * earlier one said (settings.update.key-spellings, collections.body.key-spellings). Throws {@link Undecodable}.
 */
export const mergeKey = <S extends Shape>(
  shape: S,
  current: unknown,
  body: JsonObject,
  key: string,
): Shaped<S> => {
  const values = spellings(body, key)
  if (values.length === 0) return complete(shape, current)
  return values.reduce((before, value) => mergeAny(shape, before, value), current) as Shaped<S> // as with `merge`
}

/** A stored value with every key of its shape; what is missing or of another type is the zero value. */
export const complete = <S extends Shape>(shape: S, stored: unknown): Shaped<S> =>
  completeAny(shape, stored) as Shaped<S> // as with `merge`

const completeAny = (shape: Shape, stored: unknown): unknown => {
  switch (shape) {
    case 'string':
      return isString(stored) ? stored : ''
    case 'boolean':
      return isBoolean(stored) ? stored : false
    case 'integer':
      return isInteger(stored) ? wholeOf(stored) : 0
    case 'nullable-string':
      return isString(stored) ? stored : null
    case 'nullable-boolean':
      return isBoolean(stored) ? stored : null
    case 'string-list':
      return isList(stored) ? stored.filter(isString) : []
    case 'nullable-object':
      return isObject(stored) ? stored : null
    default:
      break
  }
  if ('list' in shape) return isList(stored) ? stored.map((item) => complete(shape.list, item)) : []
  const known = isObject(stored) ? stored : {}
  return Object.fromEntries(
    Object.entries(shape.object).map(([key, inner]) => [key, complete(inner, known[key])]),
  )
}
