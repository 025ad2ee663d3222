import { authCrons } from './auth.ts'
import { listCrons } from './list.ts'
import { runCrons } from './run.ts'
import { scheduleCrons } from './schedule.ts'

/** All of `crons.*`, one module per section. */
export const cronsRequirements = [
  ...authCrons,
  ...listCrons,
  ...runCrons,
  ...scheduleCrons,
] as const
