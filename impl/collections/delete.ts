import { refusal } from '../errors.ts'
import { removeFilesOfCollection } from '../files/record-files.ts'
import { tidy } from '../records/commit.ts'
import { linkedTables } from '../records/linked.ts'
import type { Step } from '../store/store.ts'
import { collectionRows } from '../store/tables.ts'
import { quoteName } from '../values/sql-name.ts'
import { requireCollection } from './access.ts'
import type { CollectionContext } from './context.ts'
import { dropTable } from './ddl.ts'
import type { Collection, Collections } from './model.ts'
import { retryWhileStale, Stale } from './stale.ts'
import { staleGuard, writeStep } from './unit.ts'

/** Other collections with a field that points at this one. */
const referencing = (collections: Collections, { id }: Collection): readonly string[] =>
  collections
    .all()
    .filter(
      (other) =>
        other.id !== id &&
        other.fields.some(
          ({ config, type }) => type.references !== undefined && config['collectionId'] === id,
        ),
    )
    .map(({ name }) => name)

const selectReferences =
  "SELECT 1 FROM _collections AS other, json_each(other.fields) AS field WHERE other.id <> ? AND json_extract(field.value, '$.collectionId') = ?"

/** The collection with its table and what hangs on its records (collections.delete.auth-refs); no guard. */
export const dropSteps = (collection: Collection): readonly Step[] => {
  const { id, type } = collection
  const tables = type === 'auth' ? linkedTables : []
  return [
    writeStep(dropTable(collection)),
    writeStep(collectionRows.delete({ id })),
    ...tables.map((table) =>
      writeStep({ sql: `DELETE FROM ${quoteName(table)} WHERE collectionRef = ?`, args: [id] }),
    ),
  ]
}

const deleteSteps = (collections: Collections, collection: Collection): readonly Step[] => {
  const { id, name } = collection
  const views = collections.all().filter((other) => other.type === 'view' && other.id !== id)
  return [
    staleGuard('some', 'SELECT 1 FROM _collections WHERE id = ? AND name = ?', [id, name]),
    staleGuard('none', selectReferences, [id, id]),
    ...dropSteps(collection),
    // A view whose table is gone cannot be read, which fails the unit (collections.delete.used-by-view).
    ...views.map((view): Step => ({
      kind: 'take',
      as: view.id,
      sql: `SELECT id FROM ${quoteName(view.name)} LIMIT 0`,
      args: [],
    })),
  ]
}

/** Deletes a collection with its table; refuses system collections and ones that something else rests on. */
export const deleteCollection =
  (context: CollectionContext) =>
  async (nameOrId: string): Promise<undefined> => {
    const { catalog, store, random } = context
    return await retryWhileStale(context, async () => {
      const collection = requireCollection(catalog, nameOrId)
      if (collection.system) throw refusal('deleteCollection')
      const references = referencing(catalog, collection)
      if (references.length > 0) {
        const values = { collection: references.join(', ') }
        throw refusal('deleteReferencedCollection', { values })
      }
      const outcome = await store.commit({
        key: random.id(),
        steps: deleteSteps(catalog, collection),
        touches: ['collections'],
      })
      switch (outcome.kind) {
        case 'ok':
          await tidy(context, 'files of a deleted collection', () =>
            removeFilesOfCollection(context.files.storage, collection),
          )
          return undefined
        case 'refused':
          throw new Stale()
        case 'failed':
        case 'constraint':
          throw refusal('deleteCollection')
        case 'unknown':
          throw outcome.cause
        default:
          return outcome satisfies never
      }
    })
  }
