const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  // Null prototype: `__proto__` is a key like any other.
  return Object.assign(
    Object.create(null),
    ...sorted.map(([key, inner]) => ({ [key]: sortKeys(inner) })),
  ) as unknown
}

/** Compact JSON with sorted keys, as objects and arrays of a request are compared (rules.request.objects-as-json-text). */
export const bodyText = (value: object): string =>
  JSON.stringify(sortKeys(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => escapes[character] ?? character,
  )
