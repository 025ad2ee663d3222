import { ApiError } from '../errors.ts'
import { formatDate } from '../values/date.ts'
import { apply } from './apply.ts'
import type { CollectionConfig } from './compile.ts'
import type { CollectionContext } from './context.ts'
import { issue } from './issues.ts'
import type { Collection } from './model.ts'
import { forceSuperusers, normalise } from './normalise.ts'
import { readSchema } from './schema-facts.ts'
import { saveGuards, saveSteps } from './unit.ts'
import { validate } from './validate.ts'

export interface Submission {
  /** The collection as it is now; undefined creates one. */
  readonly before: Collection | undefined
  readonly config: CollectionConfig
  /** The sentence of every refusal: `Failed to create collection.` or the like. */
  readonly message: string
}

/** View collections are read from directories that have them, but not yet made or changed. */
const refuseViews = (type: string, message: string): void => {
  if (type !== 'view') return
  const unsupported = issue('validation_not_supported', 'View collections are not supported yet.')
  throw new ApiError({ kind: 'invalid', message, fields: { type: unsupported } })
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
  { before, config }: Pick<Submission, 'before' | 'config'>,
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
  { before, config: submitted, message }: Submission,
): Promise<Collection> => {
  const { store, catalog, planner } = context
  refuseViews(before?.type ?? submitted.type, message)
  const { judged, draft, config, after } = prepare(context, { before, config: submitted })
  const schema = readSchema(store)
  const validation = { config: judged, draft, before, collections: catalog, planner, schema }
  const fields = validate(validation)
  if (fields !== undefined) throw new ApiError({ kind: 'invalid', message, fields })

  const saving = { before, after, config }
  const applied = await apply(context, {
    before: saveGuards(context, saving),
    saves: [saveSteps(saving, schema)],
  })
  switch (applied.kind) {
    case 'applied':
      // The store has announced the change, so the catalog has the stored version.
      return catalog.all().find(({ id }) => id === after.id) ?? after
    case 'indexes':
      throw new ApiError({ kind: 'invalid', message, fields: { indexes: applied.issues } })
    case 'raw':
      throw new ApiError({ kind: 'invalid', message: `${message} Raw error: \n${applied.reason}` })
    default:
      return applied satisfies never
  }
}
