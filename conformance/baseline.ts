import { join } from 'node:path'
import { parse } from 'yaml'
import { findRequirement, requirements } from '../spec/registry.ts'
import { nearest } from './harness/nearest.ts'

/** Known gaps of the reference server: requirement id -> the piece of work that will close it. */
export type Baseline = ReadonlyMap<string, string>

const path = join(import.meta.dir, 'baseline.yml')
export const keptPath = join(import.meta.dir, 'kept.txt')

/** Reads `baseline.yml`; what is wrong with it is said with the line's id. */
export const readBaseline = async (): Promise<Baseline> =>
  checkBaseline(parse(await Bun.file(path).text()) ?? {}, await readKept())

/** Ids that the reference server has kept on main; they may not become gaps again. */
export const readKept = async (): Promise<ReadonlySet<string>> => {
  return new Set((await Bun.file(keptPath).text()).split('\n').filter((line) => line !== ''))
}

export const checkBaseline = (listed: unknown, kept: ReadonlySet<string>): Baseline => {
  if (typeof listed !== 'object' || listed === null || Array.isArray(listed)) {
    throw new Error('baseline.yml: expected lines of the form `requirement.id: piece of work`')
  }
  const baseline = new Map<string, string>()
  for (const [id, work] of Object.entries(listed)) {
    if (findRequirement(id) === undefined) {
      const ids = requirements.map((requirement) => requirement.id)
      throw new Error(`baseline.yml: "${id}" is not an id; did you mean "${nearest(id, ids)}"?`)
    }
    if (kept.has(id)) {
      throw new Error(`baseline.yml: "${id}" has been kept on main and may not become a gap again`)
    }
    if (typeof work !== 'string' || work === '') {
      throw new Error(`baseline.yml: "${id}" must name the piece of work that will close it`)
    }
    baseline.set(id, work)
  }
  return baseline
}
