import { valueRules } from './value.ts'
import { saveRules } from './save.ts'
import { listRules } from './list.ts'
import { viewRules } from './view.ts'
import { expandRules } from './expand.ts'
import { createRules } from './create.ts'
import { updateRules } from './update.ts'
import { deleteRules } from './delete.ts'
import { requestRules } from './request.ts'
import { relationRules } from './relation.ts'
import { collectionRules } from './collection.ts'
import { rules } from './general.ts'
import { authRuleRules } from './auth-rule.ts'
import { manageRuleRules } from './manage-rule.ts'
import { protectedFileRules } from './protected-file.ts'
import { semanticsRules } from './semantics.ts'

/** All of `rules.*`, one module per section. */
export const rulesRequirements = [
  ...valueRules,
  ...saveRules,
  ...listRules,
  ...viewRules,
  ...expandRules,
  ...createRules,
  ...updateRules,
  ...deleteRules,
  ...requestRules,
  ...relationRules,
  ...collectionRules,
  ...rules,
  ...authRuleRules,
  ...manageRuleRules,
  ...protectedFileRules,
  ...semanticsRules,
] as const
