import { fields } from './general.ts'

/** All of `fields.*`, one module per section. */
export const fieldsRequirements = [...fields] as const
