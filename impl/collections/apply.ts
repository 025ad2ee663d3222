import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import type { CommitOutcome, Step, Topic } from '../store/store.ts'
import type { CollectionContext } from './context.ts'
import { parseIndex } from './index-sql.ts'
import type { Collection } from './model.ts'
import { Stale } from './stale.ts'
import { idChange, notAnIndex, type SaveSteps } from './unit.ts'

/** Everything one request does to collections: all of it is applied, or nothing. */
export interface Changes {
  /** Guards and deletions. */
  readonly before: readonly Step[]
  /** What follows collections to their new names: steps on the settings. */
  readonly renames: readonly Step[]
  /** In the order of their failures: the first that fails is the one reported. */
  readonly saves: readonly SaveSteps[]
}

export type Applied =
  | { readonly kind: 'applied' }
  /** Indexes of one collection cannot be created: all of them, by position (collections.indexes.unknown-column). */
  | { readonly kind: 'indexes'; readonly issues: FieldIssues }
  /** `collection` is the one that cannot be saved; undefined when something else failed. */
  | { readonly kind: 'raw'; readonly collection: Collection | undefined; readonly reason: string }

/** Nothing satisfies it, so a unit that ends with it is tried and never written. */
const undo: Step = {
  kind: 'guard',
  sql: 'SELECT 1 WHERE 0',
  args: [],
  expect: 'some',
  tag: 'undo',
}

interface Failure {
  /** Position in the unit; 0 when it was not begun. */
  readonly step: number
  readonly reason: string
}

/** Why a unit was not applied; undefined when it was, or was tried to its end. Throws {@link Stale}. */
const failureOf = (outcome: CommitOutcome): Failure | undefined => {
  switch (outcome.kind) {
    case 'ok':
      return undefined
    case 'refused':
      if (outcome.tag === undo.tag) return undefined
      if (outcome.tag === idChange || outcome.tag === notAnIndex) {
        const reason = outcome.tag === idChange ? 'primary key change is not allowed' : notAnIndex
        return { step: outcome.step, reason }
      }
      throw new Stale()
    case 'constraint':
      return {
        step: outcome.step,
        reason: `constraint failed: ${outcome.text} (${String(outcome.code)})`,
      }
    case 'failed':
      return {
        step: outcome.step ?? 0,
        reason: `SQL logic error: ${outcome.text} (${String(outcome.code ?? 1)})`,
      }
    case 'unknown':
      throw outcome.cause
    default:
      return outcome satisfies never
  }
}

const indexIssue = (sql: string, { reason }: Failure): FieldIssue =>
  reason === notAnIndex
    ? validationItem('validation_invalid_index_expression')
    : validationItem('validation_invalid_index_expression/failed', {
        name: parseIndex(sql)?.name ?? '',
        reason,
      })

const attempt = async (
  { store, random }: CollectionContext,
  steps: readonly Step[],
): Promise<Failure | undefined> =>
  failureOf(await store.commit({ key: random.id(), steps: [...steps, undo] }))

interface FailedIndex {
  readonly save: SaveSteps
  /** All steps before the indexes of the save. */
  readonly prefix: readonly Step[]
  readonly failure: Failure
}

/** The issues of all indexes that cannot be created when those that failed before them are skipped. Finds out by trying. */
const explainIndexes = async (
  context: CollectionContext,
  { save, prefix, failure: first }: FailedIndex,
): Promise<FieldIssues> => {
  const issues: Record<string, FieldIssue> = {}
  let left = [...save.indexes.entries()]
  for (let failure: Failure | undefined = first; failure !== undefined;) {
    const at = failure.step - prefix.length
    const [position = 0] = left[at] ?? []
    issues[String(position)] = indexIssue(save.after.indexes[position] ?? '', failure)
    left = left.toSpliced(at, 1)
    failure = await attempt(context, [...prefix, ...left.map(([, step]) => step)])
  }
  return issues
}

/**
 * Applies the changes in one unit, or, with `tryOnly`, finds out what would fail. Throws {@link Stale} when somebody else
 * changed what was decided on.
 */
export const apply = async (
  context: CollectionContext,
  { before, renames, saves }: Changes,
  { tryOnly = false }: { readonly tryOnly?: boolean } = {},
): Promise<Applied> => {
  const { store, random } = context
  const start = [...before, ...renames, ...saves.flatMap(({ conversions }) => conversions)]
  const steps = [...start, ...saves.flatMap(({ base, indexes }) => [...base, ...indexes])]
  const touches: readonly Topic[] =
    renames.length === 0 ? ['collections'] : ['collections', 'settings']
  const failure = tryOnly
    ? await attempt(context, steps)
    : failureOf(await store.commit({ key: random.id(), steps, touches }))
  if (failure === undefined) return { kind: 'applied' }
  const { step, reason } = failure
  let at = start.length
  for (const save of saves) {
    const indexesAt = at + save.base.length
    const end = indexesAt + save.indexes.length
    if (step >= indexesAt && step < end) {
      const prefix = steps.slice(0, indexesAt)
      return {
        kind: 'indexes',
        issues: await explainIndexes(context, { save, prefix, failure }),
      }
    }
    if (step >= at && step < end) return { kind: 'raw', collection: save.after, reason }
    at = end
  }
  return { kind: 'raw', collection: undefined, reason }
}
