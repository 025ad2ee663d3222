import { ApiError, type FieldIssue } from '../errors.ts'
import type { CommitOutcome, Step } from '../store/store.ts'
import type { CollectionContext } from './context.ts'
import { createIndex } from './ddl.ts'
import { parseIndex } from './index-sql.ts'
import { issue } from './issues.ts'
import type { Collection } from './model.ts'
import { type SaveSteps, writeStep } from './unit.ts'
import { invalidIndexCode } from './validate-indexes.ts'

/** Nothing satisfies it, so a unit that ends with it is tried and never written. */
const undo: Step = {
  kind: 'guard',
  sql: 'SELECT 1 WHERE 0',
  args: [],
  expect: 'some',
  tag: 'undo',
}

/** The database's words as the contract wraps them; undefined when the unit did not fail in SQL. */
const sqlFailureOf = (outcome: CommitOutcome): string | undefined => {
  if (outcome.kind === 'failed') return `SQL logic error: ${outcome.text} (1)`
  if (outcome.kind === 'constraint') return `constraint failed: ${outcome.text} (2067)`
  return undefined
}

/**
 * Why a unit of {@link SaveSteps} failed in SQL: the indexes that cannot be created, all of them by position
 * (collections.indexes.unknown-column), or else the database's own words. Finds out by trying, without writing.
 */
export const explainFailure = async (
  { store, random }: CollectionContext,
  { base }: SaveSteps,
  after: Collection,
  failure: CommitOutcome,
  message: string,
): Promise<ApiError> => {
  const attempt = async (...steps: readonly Step[]): Promise<string | undefined> =>
    sqlFailureOf(await store.commit({ key: random.id(), steps: [...base, ...steps, undo] }))

  const indexes: Record<string, FieldIssue> = {}
  // Where the table itself cannot be made, each index would fail for the same reason.
  const positions = (await attempt()) === undefined ? after.indexes.entries() : []
  for (const [position, sql] of positions) {
    const created = createIndex(sql, after.name)
    const text = created === undefined ? undefined : await attempt(writeStep(created))
    if (text === undefined) continue
    const name = parseIndex(sql)?.name ?? ''
    indexes[String(position)] = issue(invalidIndexCode, `Failed to create index ${name} - ${text}`)
  }
  return new ApiError(
    Object.keys(indexes).length > 0
      ? { kind: 'invalid', message, fields: { indexes } }
      : { kind: 'invalid', message: `${message} Raw error: \n${sqlFailureOf(failure) ?? ''}` },
  )
}
