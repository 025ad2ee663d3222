import { goQuote } from './go-quote.ts'
import { toSortedJson } from './json.ts'

export const isValidJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // that is the answer
  }
}

/**
 * A submitted value as the JSON text that a json field stores (values.json.*): a string that is itself JSON is
 * taken verbatim, any other value is written anew with sorted keys. Other strings are quoted as Go quotes them, which is not
 * JSON for some control characters and for unassigned code points; those make the value invalid (values.json.*).
 */
export const castJsonText = (raw: unknown): string => {
  if (raw === undefined || raw === null) return 'null'
  if (typeof raw !== 'string') return toSortedJson(raw)
  if (raw === 'null' || raw === 'true' || raw === 'false') return raw
  if (/^[0-9\-"[{]/.test(raw) && isValidJson(raw)) return raw
  return goQuote(raw)
}
