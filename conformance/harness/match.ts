/** A part of an expected structure that is free within bounds, described by `what`. */
export class Any {
  readonly what: string
  readonly accepts: (value: unknown) => boolean
  constructor(what: string, accepts: (value: unknown) => boolean) {
    this.what = what
    this.accepts = accepts
  }
  toJSON(): string {
    return `<${this.what}>`
  }
}

/** Unlike `test`, the same answer each time also for a pattern with the flag `g` or `y`. */
export const matches = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0

const matching = (what: string, pattern: RegExp): Any =>
  new Any(what, (value) => typeof value === 'string' && matches(pattern, value))

/** Volatile values by the shape the contract gives them. */
export const any = {
  id: matching('record id', /^[a-z0-9]{15}$/),
  date: matching('timestamp', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z$/),
  token: matching('JWT', /^[\w-]+\.[\w-]+\.[\w-]+$/),
  string: new Any('text', (value) => typeof value === 'string'),
  number: new Any('number', (value) => typeof value === 'number'),
  boolean: new Any('boolean', (value) => typeof value === 'boolean'),
  array: new Any('array', (value) => Array.isArray(value)),
  object: new Any(
    'object',
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
  matching: (pattern: RegExp): Any => matching(String(pattern), pattern),
}

/**
 * Where two structures first differ, as `pointer: expected …, seen …`; undefined when they agree. Keys must be the same on
 * both sides; their order does not matter; an {@link Any} in `expected` decides for itself.
 * @throws TypeError for a `Map`, `Set`, `Date` or other object whose content is not in its keys: two of them would always agree.
 */
export const firstDifference = (
  expected: unknown,
  seen: unknown,
  pointer = '',
): string | undefined => {
  if (expected instanceof Any) {
    return expected.accepts(seen) ? undefined : differ(pointer, expected, seen)
  }
  if (Array.isArray(expected) && Array.isArray(seen)) {
    if (expected.length !== seen.length) {
      return `${pointer || '/'}: expected ${expected.length} elements, seen ${seen.length}`
    }
    return firstOf(
      expected.map((item, index) => [String(index), item, seen[index] as unknown]),
      pointer,
    )
  }
  if (isObject(expected) && isObject(seen)) {
    const missing = Object.keys(expected).find((key) => !Object.hasOwn(seen, key))
    if (missing !== undefined) return `${below(pointer, missing)}: expected, not there`
    const extra = Object.keys(seen).find((key) => !Object.hasOwn(expected, key))
    if (extra !== undefined) {
      return `${below(pointer, extra)}: not expected, seen ${show(seen[extra])}`
    }
    return firstOf(
      Object.entries(expected).map(([key, value]) => [key, value, seen[key]]),
      pointer,
    )
  }
  return Object.is(expected, seen) ? undefined : differ(pointer, expected, seen)
}

const firstOf = (
  entries: readonly (readonly [key: string, expected: unknown, seen: unknown])[],
  pointer: string,
): string | undefined => {
  for (const [key, expected, seen] of entries) {
    const difference = firstDifference(expected, seen, below(pointer, key))
    if (difference !== undefined) return difference
  }
  return undefined
}

const below = (pointer: string, key: string): string =>
  `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype || ArrayBuffer.isView(value)) return true
  throw new TypeError(`a ${value.constructor.name} cannot be compared by its keys; make it JSON`)
}

/** A value as JSON where JSON has it; what JSON would swallow (`undefined`, `-0`, `NaN`) by its name. */
export const show = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return JSON.stringify(value) ?? String(value)
}

const differ = (pointer: string, expected: unknown, seen: unknown): string =>
  `${pointer || '/'}: expected ${show(expected)}, seen ${show(seen)}`
