import type { Collection } from '../collections/model.ts'
import { requireCurrent, Stale } from '../collections/stale.ts'
import type { FileChanges } from '../files/record-files.ts'
import type { Step } from '../store/store.ts'
import type { RecordContext } from './context.ts'

/** What a write rests on, and what its caller hears when the store does not take it. */
interface Write {
  readonly steps: readonly Step[]
  /** Left out: no file comes or goes with it. */
  readonly files?: FileChanges
  readonly collection: Collection
  /** All collections as they were when the decision began. */
  readonly builtOn: readonly Collection[]
  /** A guard refused with this tag; never `stale`. */
  readonly refused: (tag: string) => Error | Promise<Error>
  readonly constraint: (text: string) => Error
  /** The steps do not run, or a file cannot be stored, for which there is a cause. */
  readonly failed: (cause?: unknown) => Error
}

/**
 * Commits a unit. Throws {@link Stale} when it was decided on values or a collection that changed meanwhile: it may rest on
 * a rule that no longer stands, or name a column, of whatever collection, that is gone.
 */
export const commitWrite = (context: CommitContext, write: Write): Promise<void> => {
  const work = () => commit(context, write)
  return write.files === undefined ? work() : write.files.alone(work)
}

type CommitContext = Pick<RecordContext, 'store' | 'collections' | 'random' | 'log'>

const commit = async (context: CommitContext, write: Write): Promise<void> => {
  const { store, collections, random } = context
  const { collection, builtOn } = write
  // Other collections may come and go while a password is hashed; only a change of its own makes the decision void.
  requireCurrent(collections, collection)
  await storeFiles(write)
  const outcome = await store.commit({ key: random.id(), steps: write.steps })
  // Of an unknown outcome the row may be there, and then its files have to be.
  if (outcome.kind !== 'ok' && outcome.kind !== 'unknown') await write.files?.undo()
  switch (outcome.kind) {
    case 'ok':
      await tidy(context, 'files of records', async () => write.files?.removeOld())
      return
    case 'refused':
      throw outcome.tag === 'stale' ? new Stale() : await write.refused(outcome.tag)
    case 'constraint':
      throw write.constraint(outcome.text)
    case 'failed':
      // Another process may have changed the schema since this request looked.
      store.notice()
      throw collections.all() === builtOn ? write.failed() : new Stale()
    case 'unknown':
      throw outcome.cause
    default:
      outcome satisfies never
  }
}

const storeFiles = async ({ files, failed }: Write): Promise<void> => {
  try {
    await files?.store()
  } catch (cause) {
    // Like a statement that does not run.
    throw failed(cause)
  }
}

/** Removes files that nothing names any more. One that resists is left behind: what was asked for has happened. */
export const tidy = async (
  { log }: Pick<RecordContext, 'log'>,
  what: string,
  remove: () => Promise<void>,
): Promise<void> => {
  try {
    await remove()
  } catch (cause) {
    log(4, `Failed to remove ${what}`, { error: String(cause) })
  }
}
