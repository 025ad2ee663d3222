import { transportMail } from './transport.ts'

/** All of `mail.*`, one module per section. */
export const mailRequirements = [...transportMail] as const
