import { join } from 'node:path'
import { parse } from 'yaml'
import { findRequirement } from '../../spec/registry.ts'
import type { Both } from '../generated/pair.ts'
import type { Everywhere } from './compare.ts'

/** Why two servers differ in a case, and may. */
export interface KnownDifference {
  readonly reason: string
  /** The moment decides whether they do: one that does not differ is not stale. */
  readonly byChance: boolean
}

/** By the requirement id of the case. */
export type KnownDifferences = ReadonlyMap<string, KnownDifference>

const path = join(import.meta.dir, 'known-differences.yml')

/** The known differences of a pair of targets, in either order. */
export const readKnownDifferences = async (names: Both<string>): Promise<KnownDifferences> =>
  knownOf(parse(await Bun.file(path).text()) ?? {}, names)

/** Texts that one of the two has wherever it can and the other does not know, from `A B, everywhere`. */
export const readEverywhere = async (names: Both<string>): Promise<Everywhere> =>
  everywhereOf(parse(await Bun.file(path).text()) ?? {}, names)

export const everywhereOf = (listed: unknown, { a, b }: Both<string>): Everywhere => {
  if (!isObject(listed)) throw malformed('lines of the form `A B: {…}`')
  const list = listed[`${a} ${b}, everywhere`] ?? listed[`${b} ${a}, everywhere`] ?? {}
  if (!isObject(list)) throw malformed('lines of the form `reason: pattern`')
  return Object.entries(list).map(([reason, pattern]) => {
    if (typeof pattern !== 'string') throw malformed(`a pattern for "${reason}"`)
    return new RegExp(pattern, 'g')
  })
}

export const knownOf = (listed: unknown, { a, b }: Both<string>): KnownDifferences => {
  if (!isObject(listed)) throw malformed('lines of the form `A B: {…}`')
  const entries = (suffix: string, byChance: boolean) =>
    [listed[`${a} ${b}${suffix}`], listed[`${b} ${a}${suffix}`]]
      .filter((list) => list !== undefined)
      .flatMap((list) => entriesOf(list, byChance))
  return new Map([...entries('', false), ...entries(', by chance', true)])
}

const entriesOf = (
  list: unknown,
  byChance: boolean,
): readonly (readonly [string, KnownDifference])[] => {
  if (!isObject(list)) throw malformed('lines of the form `requirement.id: reason`')
  return Object.entries(list).map(([id, reason]) => {
    if (findRequirement(id) === undefined) throw malformed(`an id instead of "${id}"`)
    if (typeof reason !== 'string' || reason === '') throw malformed(`a reason for "${id}"`)
    return [id, { reason, byChance }]
  })
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const malformed = (expected: string): Error =>
  new Error(`known-differences.yml: expected ${expected}`)
