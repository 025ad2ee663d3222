import { errorFilter } from './error.ts'
import { paramFilter } from './param.ts'
import { lexFilter } from './lex.ts'
import { parseFilter } from './parse.ts'
import { limitFilter } from './limit.ts'
import { literalFilter } from './literal.ts'
import { opFilter } from './op.ts'
import { nullFilter } from './null.ts'
import { dateFilter } from './date.ts'
import { macroFilter } from './macro.ts'
import { fnFilter } from './fn.ts'
import { fieldFilter } from './field.ts'
import { modifierFilter } from './modifier.ts'
import { jsonFilter } from './json.ts'
import { geoFilter } from './geo.ts'
import { relationFilter } from './relation.ts'
import { backrelFilter } from './backrel.ts'
import { collectionFilter } from './collection.ts'
import { requestFilter } from './request.ts'
import { accessFilter } from './access.ts'
import { viewFilter } from './view.ts'
import { simpleFilter } from './simple.ts'
import { timingFilter } from './timing.ts'
import { vectorsFilter } from './vectors.ts'
import { semanticsFilter } from './semantics.ts'

/** All of `filter.*`, one module per section. */
export const filterRequirements = [
  ...errorFilter,
  ...paramFilter,
  ...lexFilter,
  ...parseFilter,
  ...limitFilter,
  ...literalFilter,
  ...opFilter,
  ...nullFilter,
  ...dateFilter,
  ...macroFilter,
  ...fnFilter,
  ...fieldFilter,
  ...modifierFilter,
  ...jsonFilter,
  ...geoFilter,
  ...relationFilter,
  ...backrelFilter,
  ...collectionFilter,
  ...requestFilter,
  ...accessFilter,
  ...viewFilter,
  ...simpleFilter,
  ...timingFilter,
  ...vectorsFilter,
  ...semanticsFilter,
] as const
