import type { LoadScenario } from '../scenario.ts'
import { authScenarios } from './auth.ts'
import { createScenarios } from './create.ts'
import { deleteScenarios } from './delete.ts'
import { searchScenarios } from './search.ts'

/**
 * The public benchmark workload, in its order, without the scenarios of its section 4.4: those measure code that runs inside
 * the server, which the Web API does not have.
 */
export const publicScenarios: readonly LoadScenario[] = [
  ...createScenarios,
  ...authScenarios,
  ...searchScenarios,
  ...deleteScenarios,
]
