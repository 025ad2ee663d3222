import type { CaseContext } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import type { Exchange } from '../harness/exchange.ts'

/** The server writes what it queued when it holds so many entries (logs.flush.delay). */
const queueLength = 200
const deadlineMs = 8000

/**
 * The logs whose URL contains `mark`, newest first, once the server has written what was queued before the call. Nobody
 * waits for the timer: further requests, which fail so that every log level keeps them, fill the queue.
 */
export const flushed = async (
  { guest, superuser }: Pick<CaseContext, 'guest' | 'superuser'>,
  mark: string,
  wanted = 1,
): Promise<Exchange> => {
  const filler = Array.from({ length: queueLength }, () => guest.post('/api/filler'))
  await Promise.all(filler)
  const query = { filter: `data.url ~ '${mark}'`, sort: '-@rowid' }
  return eventually(
    () => superuser.get('/api/logs', query),
    (answer) => {
      const items = answer.at('/items')
      return answer.status !== 200 || (Array.isArray(items) && items.length >= wanted)
    },
    deadlineMs,
  )
}
