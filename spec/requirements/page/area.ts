import { page } from './general.ts'

/** All of `page.*`, one module per section. */
export const pageRequirements = [...page] as const
