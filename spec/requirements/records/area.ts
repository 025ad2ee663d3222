import { httpRecords } from './http.ts'
import { collectionRecords } from './collection.ts'
import { orderRecords } from './order.ts'
import { ruleRecords } from './rule.ts'
import { listRecords } from './list.ts'
import { viewRecords } from './view.ts'
import { bodyRecords } from './body.ts'
import { createRecords } from './create.ts'
import { updateRecords } from './update.ts'
import { deleteRecords } from './delete.ts'
import { shapeRecords } from './shape.ts'
import { authRecords } from './auth.ts'
import { superusersRecords } from './superusers.ts'
import { systemRecords } from './system.ts'

/** All of `records.*`, one module per section. */
export const recordsRequirements = [
  ...httpRecords,
  ...collectionRecords,
  ...orderRecords,
  ...ruleRecords,
  ...listRecords,
  ...viewRecords,
  ...bodyRecords,
  ...createRecords,
  ...updateRecords,
  ...deleteRecords,
  ...shapeRecords,
  ...authRecords,
  ...superusersRecords,
  ...systemRecords,
] as const
