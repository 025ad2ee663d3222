import type { Collection } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { Upload } from '../values/upload.ts'
import type { FileStorage } from './storage.ts'

type Values = Readonly<Record<string, FieldValue>>

const filePrefix = (collection: Collection, recordId: string): string =>
  `${collection.id}/${recordId}/`

const namesIn = ({ fields }: Collection, values: Values): readonly string[] =>
  fields.flatMap(({ config, type }) => type.files?.(values[config.name] as FieldValue) ?? [])

/** Whether its records can have files at all. */
export const hasFiles = ({ fields }: Collection): boolean =>
  fields.some(({ type }) => type.files !== undefined)

/** What a write means for files. */
export interface FileChanges {
  /**
   * Runs the whole write while no other one stores files of the same records or deletes these: an id that becomes free may be
   * taken before the files of its last owner are gone.
   */
  alone<T>(write: () => Promise<T>): Promise<T>
  /** Stores what is new. Undoes itself when one of them cannot be stored, and throws. */
  store(): Promise<void>
  /** Takes back what `store` has stored, when the write came to nothing. */
  undo(): Promise<void>
  /** Removes what no record names any more, after the write. */
  removeOld(): Promise<void>
}

interface RecordFiles {
  readonly collection: Collection
  readonly recordId: string
  /** Of the stored record; absent when it is new. */
  readonly before?: Values
  readonly values: Values
  /** Uploads of the request by the name they would have. */
  readonly uploads: ReadonlyMap<string, Upload>
}

/** Files go to the storage before the row is written and are removed after it: a row never names a file that is not there. */
export const fileChanges = (
  storage: FileStorage,
  { collection, recordId, before, values, uploads }: RecordFiles,
): FileChanges => {
  const prefix = filePrefix(collection, recordId)
  const named = new Set(namesIn(collection, values))
  const fresh = [...named].flatMap((name) => uploads.get(name) ?? [])
  const replaced =
    before === undefined ? [] : namesIn(collection, before).filter((name) => !named.has(name))
  const undo = async (): Promise<void> => {
    if (fresh.length === 0) return
    // One by one: the id may be that of another record, whose files stay (files.lifecycle.db-failure-cleanup).
    for (const { name } of fresh) await storage.remove(prefix + name)
    await storage.removeEmpty(prefix)
  }
  return {
    alone: (write) => (fresh.length === 0 ? write() : storage.alone([prefix], write)),
    async store() {
      try {
        for (const upload of fresh) await storage.put(prefix + upload.name, upload)
      } catch (error) {
        await undo()
        throw error
      }
    },
    undo,
    async removeOld() {
      // A name without a file, from a directory that lost it, is fine.
      for (const name of replaced) await storage.remove(prefix + name)
    },
  }
}

/** The files of records that are deleted. */
export const filesOfDeleted = (
  storage: FileStorage,
  deleted: readonly { readonly collection: Collection; readonly id: string }[],
): FileChanges => {
  const prefixes = deleted
    .filter(({ collection }) => hasFiles(collection))
    .map(({ collection, id }) => filePrefix(collection, id))
  return {
    alone: (write) => (prefixes.length === 0 ? write() : storage.alone(prefixes, write)),
    store: () => Promise.resolve(),
    undo: () => Promise.resolve(),
    async removeOld() {
      for (const prefix of prefixes) await storage.removeAll(prefix)
    },
  }
}

/** Removes what all records of a collection had. */
export const removeFilesOfCollection = async (
  storage: FileStorage,
  collection: Collection,
): Promise<void> => {
  if (hasFiles(collection)) await storage.removeAll(`${collection.id}/`)
}
