import { sortKeys, toJsonText } from './json.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // that is the answer
  }
}

/**
 * A submitted value as the JSON text that a json field stores (facts "values", section 7): a string that is itself JSON is
 * taken verbatim, any other value is written anew with sorted keys.
 */
export const castJsonText = (raw: unknown): string => {
  if (raw === undefined || raw === null) return 'null'
  if (typeof raw !== 'string') return toJsonText(sortKeys(raw))
  if (raw === 'null' || raw === 'true' || raw === 'false') return raw
  if (/^[0-9\-"[{]/.test(raw) && isJson(raw)) return raw
  return quote(raw)
}

/**
 * Strings are quoted as Go quotes them, which is not JSON for some control characters and unassigned code points; those
 * make the value invalid (values.json.*).
 */
const quote = (text: string): string => {
  const goOnly = /[\u0000-\u0007\u000b\u000e-\u001f\u007f]/
  if (!goOnly.test(text)) return JSON.stringify(text)
  return JSON.stringify(text)
    .replace(/\\u00[01]./g, '\\x00')
    .replaceAll('\u007f', '\\x7f')
}

export const isValidJson = isJson
