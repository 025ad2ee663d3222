import { plainNumber } from './cast.ts'

export type Pair = readonly [key: string, value: unknown]

/** One text of a form: a boolean, a number in its shortest plain form, or the text. */
const infer = (text: string): unknown => {
  if (text === 'true' || text === 'false') return text === 'true'
  if (!/^[-\d][-.\d]*$/.test(text)) return text
  const number = Number(text)
  return Number.isFinite(number) && plainNumber(number) === text ? number : text
}

/** The object that a form means: inferred texts, several of one key as a list, payloads over all. */
export const readForm = (
  parts: readonly (readonly [key: string, text: string])[],
): readonly Pair[] => {
  const values = new Map<string, unknown>()
  const keys = new Set(parts.map(([key]) => key).filter((key) => key !== '@jsonPayload'))
  for (const key of keys) {
    const found = parts.filter(([other]) => other === key).map(([, text]) => infer(text))
    values.set(key, found.length === 1 ? found[0] : found)
  }
  for (const [key, text] of parts) {
    if (key !== '@jsonPayload') continue
    for (const [name, value] of Object.entries(JSON.parse(text) as object)) values.set(name, value)
  }
  return [...values]
}
