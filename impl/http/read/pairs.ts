import { decodePercent } from './percent.ts'

export type Pair = readonly [name: string, value: string]

export interface Pairs {
  /** In order of appearance, names repeated as sent. */
  readonly pairs: readonly Pair[]
  /** A pair was left out for a bad escape or a `;`. A query forgives that, a form does not. */
  readonly malformed: boolean
}

const none: Pairs = { pairs: [], malformed: false }

/** Reads `a=1&b=2`, the syntax of queries and of urlencoded forms: `+` is a space, a missing `=` an empty value. */
export const readPairs = (text: string): Pairs => {
  if (text === '') return none
  const pairs: Pair[] = []
  let malformed = false
  for (const piece of text.split('&')) {
    if (piece === '') continue
    const pair = pairOf(piece)
    if (pair === undefined) malformed = true
    else pairs.push(pair)
  }
  return { pairs, malformed }
}

const pairOf = (piece: string): Pair | undefined => {
  if (piece.includes(';')) return undefined
  const split = piece.indexOf('=')
  const name = decode(split < 0 ? piece : piece.slice(0, split))
  const value = split < 0 ? '' : decode(piece.slice(split + 1))
  return name === undefined || value === undefined ? undefined : [name, value]
}

const decode = (text: string) =>
  decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text)

/** The first value of each name wins (filter.param.first-value). */
export const firstValues = (pairs: readonly Pair[]): ReadonlyMap<string, string> => {
  const first = new Map<string, string>()
  for (const [name, value] of pairs) if (!first.has(name)) first.set(name, value)
  return first
}
