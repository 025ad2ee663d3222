/** A JSON text that is refused; `cause` is the parser's word where it has one. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
}

/** Deeper nesting is refused by the contract's decoder, and would overflow the stack of whoever walks the value. */
const maxDepth = 10_000

/**
 * Reads the first JSON value of a text and ignores what follows it (http.body.json-trailing-garbage). Lone surrogates
 * become U+FFFD. Throws {@link JsonError} for malformed text, numbers outside the double range and nesting over 10,000.
 */
export const readFirstJson = (text: string): unknown => {
  // Only a text this long can nest too deep; the usual body is spared the scan.
  if (text.length > maxDepth) return readJson(text.slice(0, endOfFirstValue(text)))
  try {
    return readJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const end = endOfFirstValue(text)
    if (end === text.length) throw error
    return readJson(text.slice(0, end))
  }
}

/** The same for a text that must hold one value and nothing else; numbers outside the double range may be taken for null. */
export const readWholeJson = (text: string, takesAnyNumber = false): unknown => {
  if (text.length > maxDepth && text.slice(endOfFirstValue(text)).trim() !== '') {
    throw new JsonError('text after the JSON value')
  }
  return readJson(text, takesAnyNumber)
}

const readJson = (text: string, takesAnyNumber = false): unknown => {
  const value = parse(text)
  return mayNeedRepair.test(text) ? repaired(value, takesAnyNumber) : value
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new JsonError('malformed JSON', { cause: error })
    throw error
  }
}

// A surrogate escape, an exponent of three digits, or a run of digits that overflows with one of two (1e308 is the limit).
const mayNeedRepair = /\\u[dD]|[eE]\+?\d{3}|\d{200}/

const repaired = (value: unknown, takesAnyNumber: boolean): unknown => {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'number' && !Number.isFinite(value)) {
    if (takesAnyNumber) return null
    throw new JsonError('number outside the double range')
  }
  if (typeof value !== 'object' || value === null) return value
  // Loops for the sake of the stack, as in `toSortedJson`.
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (const item of value) items.push(repaired(item, takesAnyNumber))
    return items
  }
  const members: [string, unknown][] = []
  for (const [name, inner] of Object.entries(value)) {
    members.push([name.toWellFormed(), repaired(inner, takesAnyNumber)])
  }
  return Object.fromEntries(members)
}

/** Where the first value of the text ends. Well-formed texts only need brackets and strings told apart. */
const endOfFirstValue = (text: string): number => {
  const start = text.search(/[^ \t\r\n]/)
  if (start < 0) return text.length
  const first = text[start]
  if (first === '"') return endOfString(text, start)
  if (first !== '{' && first !== '[') return endOfScalar(text, start)
  return endOfContainer(text, start)
}

const endOfContainer = (text: string, start: number) => {
  let depth = 0
  let at = start
  while (at < text.length) {
    bracketOrQuote.lastIndex = at
    const character = bracketOrQuote.exec(text)?.[0]
    if (character === undefined) return text.length
    at = bracketOrQuote.lastIndex
    if (character === '"') at = endOfString(text, at - 1)
    else if (character === '{' || character === '[') {
      if (++depth > maxDepth) throw new JsonError(`nested deeper than ${maxDepth}`)
    } else if (--depth === 0) return at
  }
  return text.length
}

const bracketOrQuote = /["{}[\]]/g

const endOfString = (text: string, start: number) => {
  let quote = text.indexOf('"', start + 1)
  while (quote >= 0 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote < 0 ? text.length : quote + 1
}

const isEscaped = (text: string, at: number) => {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

const endOfScalar = (text: string, start: number) => {
  scalar.lastIndex = start
  return scalar.test(text) ? scalar.lastIndex : text.length
}
