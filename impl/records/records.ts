import type { RecordContext } from './context.ts'
import { createRecord } from './create.ts'
import { deleteRecord } from './delete.ts'
import { listRecords } from './list.ts'
import { createProbeDelay } from './probe-delay.ts'
import { createTurns } from './turns.ts'
import { updateRecord } from './update.ts'
import { viewRecord } from './view.ts'

export type RecordUseCases = ReturnType<typeof createRecordUseCases>

/** The five record operations. Each answers the JSON text of a 200, or undefined for a 204; refusals are thrown. */
export const createRecordUseCases = (context: RecordContext) => {
  const inTurn = createTurns(context)
  return {
    list: listRecords(context, createProbeDelay({ ...context, sleep: Bun.sleep })),
    view: viewRecord(context),
    create: createRecord(context),
    update: updateRecord(context, inTurn),
    delete: deleteRecord(context, inTurn),
  }
}
