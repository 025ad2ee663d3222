import { RE2JS } from 're2js'

/** Patterns of the contract are in Go's syntax (RE2) and match anywhere unless anchored. */
export interface Pattern {
  matches(text: string): boolean
}

const compiled = new Map<string, Pattern | Error>()
const maxCompiled = 500

/** The compiled pattern, or the error that compiling it gave; remembered, since each record write asks again. */
export const compilePattern = (source: string): Pattern | Error => {
  const known = compiled.get(source)
  if (known !== undefined) return known
  if (compiled.size >= maxCompiled) compiled.clear()
  const result = compile(source)
  compiled.set(source, result)
  return result
}

const compile = (source: string): Pattern | Error => {
  try {
    const pattern = RE2JS.compile(source)
    return { matches: (text) => pattern.matcher(text).find() }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Whether a text satisfies an optional pattern. A pattern that no longer compiles matches nothing. */
export const satisfies = (source: unknown, text: string): boolean => {
  if (typeof source !== 'string' || source === '') return true
  const pattern = compilePattern(source)
  return pattern instanceof Error ? false : pattern.matches(text)
}
