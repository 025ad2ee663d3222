import { listMutants } from './list.ts'
import type { Mutant } from './mutant.ts'

/** All mutants that stand between suite and server. */
export const mutants: readonly Mutant[] = [...listMutants]
