import { health } from './general.ts'

/** All of `health.*`, one module per section. */
export const healthRequirements = [...health] as const
