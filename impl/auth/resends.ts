import { type StoredRecord, toKey } from '../records/record.ts'
import { createExpiring } from './expiring.ts'

const pauseMs = 120_000

/** Which records have been sent a mail of one kind lately; kept in memory only, as the contract has it. */
export interface Resends {
  /** Whether the record must wait for its next mail. */
  blocks(record: StoredRecord): boolean
  mark(record: StoredRecord): void
  clear(record: StoredRecord): void
}

export const createResends = (clock: () => Date): Resends => {
  const sent = createExpiring<true>(clock, pauseMs)
  return {
    blocks: (record) => sent.get(toKey(record)) === true,
    mark: (record) => sent.set(toKey(record), true),
    clear: (record) => sent.delete(toKey(record)),
  }
}
