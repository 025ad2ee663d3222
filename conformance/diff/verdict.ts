import { readBaseline } from '../baseline.ts'
import type { Both } from '../generated/pair.ts'
import { readKnownDifferences } from './known.ts'
import type { Compared } from './recorded.ts'

/** What the differences of a run come to. */
export interface DiffVerdict {
  readonly unknown: readonly Compared[]
  /** With the reason why each is no surprise. */
  readonly known: ReadonlyMap<string, string>
  /** Ids of known differences that are none any more. */
  readonly stale: readonly string[]
}

export const judgeCompared = async (
  compared: readonly Compared[],
  names: Both<string>,
): Promise<DiffVerdict> => {
  const listed = await readKnownDifferences(names)
  const isOurs = [names.a, names.b].includes('reference')
  const gaps = isOurs ? await readBaseline() : new Map<string, string>()
  const differing = compared.filter(({ difference }) => difference !== undefined)
  const reasonOf = ({ id }: Compared): string | undefined => listed.get(id)?.reason ?? gaps.get(id)
  return {
    unknown: differing.filter((each) => reasonOf(each) === undefined),
    known: new Map(
      differing.flatMap((each) => {
        const reason = reasonOf(each)
        return reason === undefined ? [] : [[each.id, reason] as const]
      }),
    ),
    stale: compared
      .filter(
        ({ id, difference }) => difference === undefined && listed.get(id)?.byChance === false,
      )
      .map(({ id }) => id),
  }
}
