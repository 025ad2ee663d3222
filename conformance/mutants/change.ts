import { readPointer } from '../harness/exchange.ts'
import { editJson, peekJson } from './edit-json.ts'
import type { Change } from './mutant.ts'
import { objectsAt, type Step } from './places.ts'

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
    const split = pointer.lastIndexOf('/')
    const key = pointer
      .slice(split + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~')
    return editJson(answer, (json) => {
      const parent = readPointer(json, pointer.slice(0, split))
      if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return false
      if (value === undefined) Reflect.deleteProperty(parent, key)
      else Reflect.set(parent, key, value)
      return true
    })
  }

/** Only of answers with this status. */
export const onError =
  (status: number, change: Change): Change =>
  (answer, request) =>
    answer.status === status ? change(answer, request) : answer

/** Edits every object at a place: keys, and `*` for every element. */
export const inside = (
  path: readonly string[],
  edit: (object: Record<string, unknown>) => boolean,
): Change => {
  const steps = path.map((key): Step => (key === '*' ? { kind: 'each' } : { kind: 'key', key }))
  return (answer) =>
    objectsAt(peekJson(answer), steps).length === 0
      ? answer
      : editJson(answer, (json) => objectsAt(json, steps).map(edit).includes(true))
}

/** Takes a key out of an object. */
export const drop =
  (key: string) =>
  (object: Record<string, unknown>): boolean =>
    Object.hasOwn(object, key) && Reflect.deleteProperty(object, key)

/** Another value for a key that is there. */
export const set =
  (key: string, value: unknown) =>
  (object: Record<string, unknown>): boolean => {
    if (!Object.hasOwn(object, key) || object[key] === value) return false
    object[key] = value
    return true
  }
