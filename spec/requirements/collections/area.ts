import { accessCollections } from './access.ts'
import { shapeCollections } from './shape.ts'
import { secretsCollections } from './secrets.ts'
import { listCollections } from './list.ts'
import { viewCollections } from './view.ts'
import { bodyCollections } from './body.ts'
import { createCollections } from './create.ts'
import { nameCollections } from './name.ts'
import { typeCollections } from './type.ts'
import { systemCollections } from './system.ts'
import { rulesCollections } from './rules.ts'
import { fieldsCollections } from './fields.ts'
import { updateCollections } from './update.ts'
import { authCollections } from './auth.ts'
import { superusersCollections } from './superusers.ts'
import { usersCollections } from './users.ts'
import { indexesCollections } from './indexes.ts'
import { viewsCollections } from './views.ts'
import { deleteCollections } from './delete.ts'
import { truncateCollections } from './truncate.ts'
import { importCollections } from './import.ts'
import { scaffoldsCollections } from './scaffolds.ts'

/** All of `collections.*`, one module per section. */
export const collectionsRequirements = [
  ...accessCollections,
  ...shapeCollections,
  ...secretsCollections,
  ...listCollections,
  ...viewCollections,
  ...bodyCollections,
  ...createCollections,
  ...nameCollections,
  ...typeCollections,
  ...systemCollections,
  ...rulesCollections,
  ...fieldsCollections,
  ...updateCollections,
  ...authCollections,
  ...superusersCollections,
  ...usersCollections,
  ...indexesCollections,
  ...viewsCollections,
  ...deleteCollections,
  ...truncateCollections,
  ...importCollections,
  ...scaffoldsCollections,
] as const
