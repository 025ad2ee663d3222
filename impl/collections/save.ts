import { refusal } from '../errors.ts'
import { formatDate } from '../values/date.ts'
import { apply } from './apply.ts'
import type { CollectionConfig } from './compile.ts'
import type { CollectionContext } from './context.ts'
import type { Collection } from './model.ts'
import { forceSuperusers, normalise } from './normalise.ts'
import { readSchema } from './schema-facts.ts'
import { renameSteps, saveGuards, saveSteps } from './unit.ts'
import { validate } from './validate.ts'

export interface Submission {
  /** The collection as it is now; undefined creates one. */
  readonly before: Collection | undefined
  readonly config: CollectionConfig
}

type SaveFailure = 'createCollection' | 'updateCollection'

/** View collections are read from directories that have them, but not yet made or changed. */
const refuseViews = (type: string, failure: SaveFailure): void => {
  if (type !== 'view') return
  // No words of the contract: this server's own limit.
  const message = 'View collections are not supported yet.'
  throw refusal(failure, { fields: { type: { code: 'validation_not_supported', message } } })
}

/** A submitted configuration made complete. */
export interface Prepared {
  /** As it is judged. */
  readonly judged: CollectionConfig
  readonly draft: Collection
  /** As it is stored: with what is forced after the judgement. */
  readonly config: CollectionConfig
  readonly after: Collection
}

export const prepare = (
  { catalog, clock, random }: CollectionContext,
  { before, config }: Submission,
): Prepared => {
  const now = formatDate(clock())
  const judged = normalise(
    { ...config, created: before === undefined ? now : config.created, updated: now },
    { before, findType: catalog.findType, drawSecret: () => random.tokenKey() },
  )
  const draft = catalog.compileDraft(judged)
  const forced = forceSuperusers(judged)
  const after = forced === judged ? draft : catalog.compileDraft(forced)
  return { judged, draft, config: forced, after }
}

/**
 * Judges a submitted configuration and, when nothing is wrong, changes the table, its indexes and the row of
 * `_collections` in one unit: all of it or nothing. Throws `ApiError` with every issue found, and `Stale` when somebody
 * was faster.
 */
export const save = async (
  context: CollectionContext,
  { before, config: submitted }: Submission,
): Promise<Collection> => {
  const { store, catalog, planner } = context
  const failure = before === undefined ? 'createCollection' : 'updateCollection'
  refuseViews(before?.type ?? submitted.type, failure)
  const { judged, draft, config, after } = prepare(context, { before, config: submitted })
  const schema = readSchema(store)
  const validation = { config: judged, draft, before, collections: catalog, planner, schema }
  const fields = validate(validation)
  if (fields !== undefined) throw refusal(failure, { fields })

  const saving = { before, after, config }
  const applied = await apply(context, {
    before: saveGuards(context, saving),
    renames: renameSteps(context, [saving]),
    saves: [saveSteps(saving, schema)],
  })
  switch (applied.kind) {
    case 'applied':
      // The store has announced the change, so the catalog has the stored version.
      return catalog.all().find(({ id }) => id === after.id) ?? after
    case 'indexes':
      throw refusal(failure, { fields: { indexes: applied.issues } })
    case 'raw':
      throw refusal(`${failure}Raw`, { values: { reason: applied.reason } })
    default:
      return applied satisfies never
  }
}
