import { authLogs } from './auth.ts'
import { listLogs } from './list.ts'
import { viewLogs } from './view.ts'
import { statsLogs } from './stats.ts'
import { requestLogs } from './request.ts'
import { flushLogs } from './flush.ts'
import { minLevelLogs } from './min-level.ts'
import { maxDaysLogs } from './max-days.ts'
import { cleanupLogs } from './cleanup.ts'
import { storageLogs } from './storage.ts'
import { writeLogs } from './write.ts'

/** All of `logs.*`, one module per section. */
export const logsRequirements = [
  ...authLogs,
  ...listLogs,
  ...viewLogs,
  ...statsLogs,
  ...requestLogs,
  ...flushLogs,
  ...minLevelLogs,
  ...maxDaysLogs,
  ...cleanupLogs,
  ...storageLogs,
  ...writeLogs,
] as const
