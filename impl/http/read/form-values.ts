import type { Pair } from './pairs.ts'
import { JsonError, readWholeJson } from '../../values/read-json.ts'

const jsonPayloadKey = '@jsonPayload'

/**
 * The submitted object of a form: values inferred, repeated keys as arrays, every `@jsonPayload` object merged over the
 * rest in order (http.body.*). Throws `JsonError` for a payload that is not one JSON object or null.
 */
export const formValues = (pairs: readonly Pair[]): ReadonlyMap<string, unknown> => {
  const values = new Map<string, unknown>()
  for (const [name, texts] of grouped(pairs)) {
    if (name === jsonPayloadKey) continue
    const inferred = texts.map(inferValue)
    values.set(name, inferred.length === 1 ? inferred[0] : inferred)
  }
  for (const [name, text] of pairs) {
    if (name !== jsonPayloadKey) continue
    const payload = readWholeJson(text)
    // Decoded onto what was gathered so far, and null in place of an object empties it.
    if (payload === null) values.clear()
    for (const [key, value] of objectEntries(payload)) values.set(key, value)
  }
  return values
}

const grouped = (pairs: readonly Pair[]) => {
  const texts = new Map<string, string[]>()
  for (const [name, text] of pairs) {
    const known = texts.get(name)
    if (known === undefined) texts.set(name, [text])
    else known.push(text)
  }
  return texts
}

/**
 * One form text: `true` and `false` are booleans, the shortest plain decimal of a double is a number, everything else
 * stays text (http.body.form-inference).
 */
export const inferValue = (text: string): string | number | boolean => {
  if (text === 'true') return true
  if (text === 'false') return false
  if (!/^[-\d][-.\d]*$/.test(text)) return text
  const number = Number(text)
  return Number.isFinite(number) && plainDecimal(number) === text ? number : text
}

/** The shortest digits that read back as the number, without exponent: `1e21` is `1000000000000000000000`. */
const plainDecimal = (number: number): string => {
  if (Object.is(number, -0)) return '-0'
  const shortest = String(number)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)
  if (parts === null) return shortest
  const [, sign = '', lead = '', rest = '', exponent = ''] = parts
  const digits = lead + rest
  const shift = Number(exponent)
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${digits}`
    : `${sign}${digits.padEnd(shift + 1, '0')}`
}

/** Entries of a submitted JSON value: an object's own, none for null. Throws `JsonError` for every other type. */
export const objectEntries = (value: unknown): readonly (readonly [string, unknown])[] => {
  if (value === null) return []
  if (typeof value !== 'object' || Array.isArray(value)) throw new JsonError('not a JSON object')
  return Object.entries(value)
}
