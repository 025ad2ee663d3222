import { batch } from './general.ts'

/** All of `batch.*`, one module per section. */
export const batchRequirements = [...batch] as const
