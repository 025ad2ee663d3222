import { accessBatch } from './access.ts'
import { requestsBatch } from './requests.ts'
import { actionsBatch } from './actions.ts'
import { transactionBatch } from './transaction.ts'
import { contextBatch } from './context.ts'
import { multipartBatch } from './multipart.ts'
import { effectsBatch } from './effects.ts'

/** All of `batch.*`, one module per section. */
export const batchRequirements = [
  ...accessBatch,
  ...requestsBatch,
  ...actionsBatch,
  ...transactionBatch,
  ...contextBatch,
  ...multipartBatch,
  ...effectsBatch,
] as const
