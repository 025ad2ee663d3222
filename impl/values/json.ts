const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * JSON text with the escapes that every answer of the contract carries (records.http.json-headers). The escaped characters
 * occur nowhere in JSON but inside strings, so replacing them afterwards is safe.
 */
export const toJsonText = (value: unknown): string => escapeJson(JSON.stringify(value))

export const escapeJson = (json: string): string =>
  /[<>&\u2028\u2029]/.test(json)
    ? json.replace(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? character)
    : json

/**
 * The same with the keys of every object in byte order, as submitted values are stored and errors told. No object could be
 * sorted for `JSON.stringify`: JavaScript puts keys such as "10" first, in order of number.
 */
export const toSortedJson = (value: unknown): string => {
  if (typeof value === 'number') return numberToJson(value)
  if (typeof value !== 'object' || value === null) return toJsonText(value)
  // Loops, not callbacks: a level then takes one frame of the stack, which has to hold 10,000 of them (http.body.json-depth).
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += (text === '' ? '' : ',') + toSortedJson(item)
    return `[${text}]`
  }
  for (const [key, member] of Object.entries(value).sort(byKey)) {
    text += `${text === '' ? '' : ','}${toJsonText(key)}:${toSortedJson(member)}`
  }
  return `{${text}}`
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  compareBytes(a, b)

/** Order of UTF-8 bytes, which that of UTF-16 departs from for surrogates only. */
export const compareBytes = (a: string, b: string): number => {
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : Number(a > b)
}

const surrogate = /[\ud800-\udfff]/

/** Shortest form that reads back as the same number, with an exponent below 1e-6 and from 1e21 on (values.number.output). */
export const numberToJson = (value: number): string => {
  if (Object.is(value, -0)) return '-0'
  // JavaScript changes to exponents at the same bounds and writes them alike.
  return String(value)
}
