import { join } from 'node:path'
import { parse } from 'yaml'
import { findRequirement } from '../../spec/registry.ts'
import type { Both } from '../generated/pair.ts'

/** Requirement id of a case -> why the two servers differ in it, and may. */
export type KnownDifferences = ReadonlyMap<string, string>

const path = join(import.meta.dir, 'known-differences.yml')

/** The known differences of a pair of targets, in either order. */
export const readKnownDifferences = async (names: Both<string>): Promise<KnownDifferences> =>
  knownOf(parse(await Bun.file(path).text()) ?? {}, names)

export const knownOf = (listed: unknown, { a, b }: Both<string>): KnownDifferences => {
  if (!isObject(listed)) throw malformed('lines of the form `A B: {…}`')
  const lists = [listed[`${a} ${b}`], listed[`${b} ${a}`]].filter((list) => list !== undefined)
  return new Map(lists.flatMap(entriesOf))
}

const entriesOf = (list: unknown): readonly (readonly [string, string])[] => {
  if (!isObject(list)) throw malformed('lines of the form `requirement.id: reason`')
  return Object.entries(list).map(([id, reason]) => {
    if (findRequirement(id) === undefined) throw malformed(`an id instead of "${id}"`)
    if (typeof reason !== 'string' || reason === '') throw malformed(`a reason for "${id}"`)
    return [id, reason]
  })
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const malformed = (expected: string): Error =>
  new Error(`known-differences.yml: expected ${expected}`)
