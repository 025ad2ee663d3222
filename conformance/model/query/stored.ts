import type { Field, Row } from './world.ts'
import { type Affinity, asStored, throughText, type Value } from './value.ts'

const lists = new Set(['select', 'relation', 'file'])

/** Whether a field keeps names: one as text, or several as a list. */
export const isListed = ({ type }: Field): boolean => lists.has(type)

const numbers = new Set(['number', 'bool'])

export const affinityOf = (field: Field): Affinity =>
  numbers.has(field.type) || field.type === 'geoPoint' || field.multiple === true
    ? 'numeric'
    : 'text'

/** As PocketBase writes JSON: sorted keys, and three letters that HTML would take for its own written as escapes. */
export const jsonText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  }
  const keys = Object.keys(value).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const members = keys.map(
    (key) => `${jsonText(key)}:${jsonText((value as Readonly<Record<string, unknown>>)[key])}`,
  )
  return `{${members.join(',')}}`
}

/** A JSON value as SQL reads it: true is 1, arrays and objects are text. */
export const jsonValue = (value: unknown): Value => {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return asStored(value)
  return typeof value === 'string' ? value : jsonText(value)
}

/** A json field; a number that is the whole of a stored one is a number in its column, too, and read through its text. */
export const jsonColumn = (value: unknown, isStored: boolean): Value =>
  jsonValue(isStored && typeof value === 'number' ? throughText(value) : value)

/** What is at a path of keys; digits are an index of an array, and of nothing else. */
export const jsonAt = (value: unknown, path: readonly string[]): Value => {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return null
    const isIndex = /^\d+$/.test(key)
    if (isIndex !== Array.isArray(found) || !Object.hasOwn(found, isIndex ? Number(key) : key)) {
      return null
    }
    found = (found as Readonly<Record<string, unknown>>)[isIndex ? Number(key) : key]
  }
  return jsonValue(found)
}

/** The column of a field; a number that is not stored yet is real. */
export const columnOf = (field: Field, row: Row, isStored: boolean): Value => {
  const value = row.get(field.name)
  if (typeof value === 'number' && !isStored) return value
  return field.type === 'geoPoint' ? pointText(value as Point) : jsonValue(value)
}

export interface Point {
  readonly lon: number
  readonly lat: number
}

export const pointText = ({ lon, lat }: Point): string => `{"lon":${lon},"lat":${lat}}`

/** The items of a field: of a single one its value, which may itself be written as a list. */
export const itemsOf = (field: Field, row: Row): readonly Value[] => {
  const value = row.get(field.name)
  if (Array.isArray(value)) return value.map(jsonValue)
  const text = String(value)
  return listIn(text)?.map(jsonValue) ?? [text]
}

const listIn = (text: string): readonly unknown[] | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** `:length` of a field; of no record it is 0. */
export const lengthOf = (field: Field, row: Row | null): bigint => {
  if (row === null) return 0n
  const items = itemsOf(field, row)
  return items.length === 1 && items[0] === '' && row.get(field.name) === ''
    ? 0n
    : BigInt(items.length)
}
