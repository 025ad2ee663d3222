import { areaOf, areas, requirements } from '../../spec/registry.ts'
import type { Requirement } from '../../spec/requirement.ts'
import type { CaseLine, Report } from '../report/jsonl.ts'

/** How a sentence stands with one target. */
export type Status = 'kept' | 'gap' | 'broken' | 'departs' | 'not-judged' | 'no-case'

export const statuses: readonly Status[] = [
  'kept',
  'gap',
  'departs',
  'broken',
  'not-judged',
  'no-case',
]

/** The words of each status. */
export const statusNames: Readonly<Record<Status, string>> = {
  kept: 'kept',
  gap: 'known gap',
  departs: 'departs',
  broken: 'broken',
  'not-judged': 'not judged',
  'no-case': 'no case yet',
}

export const statusOf = (line: CaseLine | undefined): Status => {
  if (line === undefined) return 'no-case'
  if (line.verdict === 'kept') return 'kept'
  if (line.gap !== undefined) return 'gap'
  if (line.verdict === 'departs' || line.verdict === 'not-judged') return line.verdict
  return 'broken'
}

/** A sentence with what each check said of it, in the order of the checks. */
export interface Judgement {
  readonly requirement: Requirement
  readonly area: string
  readonly lines: readonly (CaseLine | undefined)[]
}

export const judgementsOf = (checks: readonly Report[]): readonly Judgement[] => {
  const byId = checks.map(({ cases }) => new Map(cases.map((line) => [line.id, line])))
  return requirements.map((requirement) => ({
    requirement,
    area: areaOf(requirement),
    lines: byId.map((lines) => lines.get(requirement.id)),
  }))
}

/** Area -> status -> how many sentences, for the check at a position. */
export const countAreas = (
  judgements: readonly Judgement[],
  check: number,
): ReadonlyMap<string, ReadonlyMap<Status, number>> =>
  new Map(
    areas.map((area) => {
      const counts = new Map<Status, number>()
      for (const each of judgements) {
        if (each.area !== area) continue
        const status = statusOf(each.lines[check])
        counts.set(status, (counts.get(status) ?? 0) + 1)
      }
      return [area, counts]
    }),
  )
