import { ApiError } from '../errors.ts'
import { formatDate } from '../values/date.ts'
import type { CollectionConfig } from './compile.ts'
import type { CollectionContext } from './context.ts'
import { explainFailure } from './explain.ts'
import { issue } from './issues.ts'
import type { Collection } from './model.ts'
import { forceSuperusers, normalise } from './normalise.ts'
import { readSchema } from './schema-facts.ts'
import { Stale } from './stale.ts'
import { saveSteps } from './unit.ts'
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

/**
 * Judges a submitted configuration and, when nothing is wrong, changes the table, its indexes and the row of
 * `_collections` in one unit: all of it or nothing. Throws `ApiError` with every issue found, and {@link Stale} when
 * somebody was faster.
 */
export const save = async (
  context: CollectionContext,
  { before, config, message }: Submission,
): Promise<Collection> => {
  const { store, catalog, planner, clock, random } = context
  refuseViews(before?.type ?? config.type, message)
  const now = formatDate(clock())
  const normal = normalise(
    { ...config, created: before === undefined ? now : config.created, updated: now },
    { before, findType: catalog.findType, drawSecret: () => random.tokenKey() },
  )
  const schema = readSchema(store)
  const draft = catalog.compileDraft(normal)
  const fields = validate({ config: normal, draft, before, collections: catalog, planner, schema })
  if (fields !== undefined) throw new ApiError({ kind: 'invalid', message, fields })

  const forced = forceSuperusers(normal)
  const after = forced === normal ? draft : catalog.compileDraft(forced)
  const steps = saveSteps(context, { before, after, config: forced }, schema)
  const outcome = await store.commit({
    key: random.id(),
    steps: [...steps.base, ...steps.indexes],
    touches: ['collections'],
  })
  switch (outcome.kind) {
    case 'ok':
      // The store has announced the change, so the catalog has the stored version.
      return catalog.find(after.id) ?? after
    case 'refused':
      throw new Stale()
    case 'failed':
    case 'constraint':
      throw await explainFailure(context, steps, after, outcome, message)
    case 'unknown':
      throw outcome.cause
    default:
      return outcome satisfies never
  }
}
