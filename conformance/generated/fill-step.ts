import { readPointer } from '../harness/exchange.ts'
import type { Answer, Step } from './session.ts'

/** What a server's own answers gave: name -> value. */
export type Kept = Map<string, string>

const reference = /\{\{(\w+)\}\}/g

/** A step in the words of one server. A name that nothing was kept under stays as it is, which no server knows. */
export const fillStep = (step: Step, kept: ReadonlyMap<string, string>): Step => {
  const fill = (text: string): string =>
    text.replace(reference, (found, name: string) => kept.get(name) ?? found)
  const fillAll = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value)
    if (Array.isArray(value)) return value.map(fillAll)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillAll(item)]))
  }
  const { path, json, body, by } = step
  return {
    ...step,
    path: fill(path),
    ...(json === undefined ? {} : { json: fillAll(json) }),
    ...(body === undefined ? {} : { body: { ...body, text: fill(body.text) } }),
    ...(typeof by === 'object' && 'token' in by ? { by: { token: fill(by.token) } } : {}),
  }
}

/** Takes from an answer what the step keeps of it. */
export const keepFrom = ({ keep = {} }: Step, answer: Answer, kept: Kept): void => {
  for (const [name, pointer] of Object.entries(keep)) {
    const value = readText(answer, pointer)
    if (value !== undefined) kept.set(name, value)
  }
}

/** The text at a JSON pointer; undefined when there is none, or an empty one. */
export const readText = ({ body }: Answer, pointer: string): string | undefined => {
  const value = readPointer(parse(body), pointer)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // an answer that is no JSON has nothing to keep
  }
}
