import type { Scenario } from './scenario.ts'
import { authPassword, authRefresh } from './scenarios/auth.ts'
import {
  viewByFew,
  viewWhileHostile,
  viewWhileScans,
  viewWhileSigningIn,
} from './scenarios/mixed.ts'
import {
  memoryAfterLoad,
  memoryAtRest,
  reset,
  resetAndAnswer,
  startUp,
  startUpWithThousand,
} from './scenarios/process.ts'
import {
  eachFilter,
  filterSortExpand,
  ownerList,
  relationFilter,
  search,
  twoLevelFilter,
} from './scenarios/query.ts'
import {
  health,
  list,
  listWithoutTotal,
  view,
  viewFromPage,
  viewWithLimiter,
} from './scenarios/read.ts'
import { batch, create, createByRule, remove, update } from './scenarios/write.ts'

/** What `plumbline bench` measures, in the order of its table. */
export const scenarios: readonly Scenario[] = [
  health,
  view,
  viewFromPage,
  viewWithLimiter,
  list,
  listWithoutTotal,
  filterSortExpand,
  relationFilter,
  twoLevelFilter,
  eachFilter,
  search,
  ownerList,
  create,
  createByRule,
  update,
  remove,
  authRefresh,
  authPassword,
  batch,
  viewByFew,
  viewWhileScans,
  viewWhileSigningIn,
  viewWhileHostile,
  startUp,
  startUpWithThousand,
  reset,
  resetAndAnswer,
  memoryAtRest,
  memoryAfterLoad,
]
