import { findFieldType } from '../fields/registry.ts'
import type { Row, Store } from '../store/store.ts'
import { collectionRows } from '../store/tables.ts'
import { compile, type CollectionConfig, readRow } from './compile.ts'
import type { FindFieldType } from './field-config.ts'
import type { Collection, Collections } from './model.ts'

export interface Catalog extends Collections {
  /** Compiles a collection that is not saved, under a revision of its own, to judge rules against it. */
  compileDraft(config: CollectionConfig): Collection
  readonly findType: FindFieldType
  /** The stored row (columns as in `collectionRows`) that this version was compiled from; undefined when it is no longer current. */
  rowOf(collection: Collection): Row | undefined
  /** Stops following the store. */
  close(): void
}

interface Entry {
  /** The row the collection was compiled from, to see whether it changed. */
  readonly row: Row
  readonly collection: Collection
}

interface Snapshot {
  readonly entries: ReadonlyMap<string, Entry>
  readonly idByName: ReadonlyMap<string, string>
  readonly all: readonly Collection[]
}

const sameRow = (a: Row, b: Row): boolean => a.every((value, at) => value === b[at])

export interface CatalogOptions {
  readonly store: Pick<Store, 'readNow' | 'changes'>
  readonly findType?: FindFieldType
}

/**
 * The compiled collections of a data directory, in the order of their creation. A change of `_collections`, ours or
 * another process's, swaps the whole map at once and compiles only the rows that differ: a request under way keeps the
 * collections it started with, and plans cached for the others stay valid. Throws {@link BrokenCollection} when the
 * first load finds a row that cannot be used; a later one leaves the last good map in place and rethrows to the store.
 */
export const createCatalog = ({ store, findType = findFieldType }: CatalogOptions): Catalog => {
  let lastRevision = 0

  const read = (before: Snapshot | undefined): Snapshot => {
    const entries = new Map<string, Entry>()
    const idByName = new Map<string, string>()
    for (const row of store.readNow(collectionRows.all)) {
      const id = String(row[0])
      const known = before?.entries.get(id)
      const entry =
        known !== undefined && sameRow(known.row, row)
          ? known
          : { row, collection: compile(readRow(row, findType), ++lastRevision, findType) }
      entries.set(id, entry)
      idByName.set(entry.collection.name.toLowerCase(), id)
    }
    const all = Object.freeze([...entries.values()].map(({ collection }) => collection))
    return { entries, idByName, all }
  }

  let current = read(undefined)
  const stop = store.changes(({ touches }) => {
    if (touches.includes('collections')) current = read(current)
  })

  return {
    find(nameOrId) {
      const { entries, idByName } = current
      // A collection may be made with the name of an older one as its id, which keeps what is asked by that name.
      const id = idByName.get(nameOrId.toLowerCase()) ?? nameOrId
      return entries.get(id)?.collection
    },
    all: () => current.all,
    compileDraft: (config) => compile(config, ++lastRevision, findType),
    findType,
    rowOf(collection) {
      const entry = current.entries.get(collection.id)
      return entry?.collection === collection ? entry.row : undefined
    },
    close: stop,
  }
}
