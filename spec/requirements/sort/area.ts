import { sort } from './general.ts'

/** All of `sort.*`, one module per section. */
export const sortRequirements = [...sort] as const
