import type { Answer } from './session.ts'

/** The object of an answer; empty for anything else. */
export const asRecord = ({ body }: Answer): Readonly<Record<string, unknown>> => {
  try {
    const json: unknown = JSON.parse(body)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Readonly<Record<string, unknown>>)
      : {}
  } catch {
    return {}
  }
}
