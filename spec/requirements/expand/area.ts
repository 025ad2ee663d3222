import { expand } from './general.ts'

/** All of `expand.*`, one module per section. */
export const expandRequirements = [...expand] as const
