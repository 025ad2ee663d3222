import { plainNumber } from '../values/cast.ts'
import { numberIn, patternOf, type Value } from './value.ts'
import { type Collection, fieldOf } from './world.ts'

/** What a rule can know of the request that it is asked about. */
export interface Request {
  readonly context: string
  readonly method: string
  readonly query: Readonly<Record<string, string>>
  /** By lower-case name with `_` in place of `-`. */
  readonly headers: Readonly<Record<string, string>>
  /** Values as the action understands them; keys that were not sent are missing. */
  readonly body: Readonly<Record<string, unknown>>
  /** Absent for a guest. */
  readonly auth?: Caller
}

export interface Caller {
  readonly collection: Collection
  readonly id: string
  readonly isSuperuser: boolean
}

/** A value that is bound to the statement: what it is, and what it is as a pattern. */
export interface Bound {
  readonly value: Value
  readonly isEmpty: boolean
  readonly pattern: Value
  /** Is written as TRUE or FALSE. */
  readonly truth?: boolean
}

export const boundText = (text: string): Bound => ({
  value: text,
  isEmpty: text === '',
  pattern: patternOf(text),
})

export const boundNumber = (number: number): Bound => ({
  value: number,
  isEmpty: false,
  pattern: patternOf(plainNumber(number)),
})

export const nothing: Bound = { value: null, isEmpty: true, pattern: null }

/** Whether a key was sent: no value of the request, but TRUE or FALSE in the statement, and as pattern its digit. */
export const wasSent = (isSent: boolean): Bound => ({
  value: isSent ? 1n : 0n,
  isEmpty: false,
  pattern: isSent ? '%1%' : '%0%',
  truth: isSent,
})

export const boundBool = (bool: boolean): Bound => ({
  value: bool ? 1n : 0n,
  isEmpty: false,
  pattern: patternOf(String(bool)),
})

/** A numeric text whose key is the name of a number field is a number. */
export const castNumber = (text: string, key: string, collection: Collection): Bound => {
  const number = fieldOf(collection, key)?.type === 'number' ? numberIn(text) : undefined
  return number === undefined ? boundText(text) : boundNumber(Number(number))
}
