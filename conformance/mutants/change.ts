import { readPointer } from '../harness/exchange.ts'
import type { Change } from './mutant.ts'

/** Another status for answers with this one. */
export const changeStatus =
  (from: number, to: number): Change =>
  (answer) =>
    answer.status === from ? { ...answer, status: to, reason: '' } : answer

/** Another value for a header that is there; undefined drops it. */
export const changeHeader =
  (name: string, value: string | undefined): Change =>
  (answer) => {
    if (!answer.headers.has(name)) return answer
    const isOther = ([line]: readonly [string, string]): boolean =>
      line.toLowerCase() !== name.toLowerCase()
    const headerLines = answer.headerLines.filter(isOther)
    return {
      ...answer,
      headerLines: value === undefined ? headerLines : [...headerLines, [name, value]],
    }
  }

/** Another value at a JSON pointer that is there; undefined drops the key. Order and all else stay. */
export const changeJson =
  (pointer: string, value: unknown): Change =>
  (answer) => {
    const text = new TextDecoder().decode(answer.body)
    const json = parseJson(text)
    const split = pointer.lastIndexOf('/')
    const parent = readPointer(json, pointer.slice(0, split))
    const key = pointer
      .slice(split + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~')
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return answer
    if (value === undefined) Reflect.deleteProperty(parent, key)
    else Reflect.set(parent, key, value)
    const ending = text.endsWith('\n') ? '\n' : ''
    return { ...answer, body: new TextEncoder().encode(JSON.stringify(json) + ending) }
  }

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // an answer that is not JSON stays as it is
  }
}
