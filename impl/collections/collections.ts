import type { CollectionContext } from './context.ts'
import { createCollection } from './create.ts'
import { deleteCollection } from './delete.ts'
import { importCollections } from './import.ts'
import { listCollections } from './list.ts'
import { collectionScaffolds } from './scaffolds.ts'
import { truncateCollection } from './truncate.ts'
import { updateCollection } from './update.ts'
import { viewCollection } from './view.ts'

/**
 * The collection operations, for superusers only: the edge refuses everyone else before it calls. Each answers the JSON
 * text of a 200, or undefined for a 204; refusals are thrown as `ApiError`.
 */
export const createCollectionUseCases = (context: CollectionContext) => ({
  list: listCollections(context),
  view: viewCollection(context),
  create: createCollection(context),
  update: updateCollection(context),
  delete: deleteCollection(context),
  truncate: truncateCollection(context),
  import: importCollections(context),
  scaffolds: collectionScaffolds(context),
})
