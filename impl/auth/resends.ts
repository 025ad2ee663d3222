import { type StoredRecord, toKey } from '../records/record.ts'

const pauseMs = 120_000

/** Which records have been sent a mail of one kind lately; kept in memory only, as the contract has it. */
export interface Resends {
  /** Whether the record must wait for its next mail. */
  blocks(record: StoredRecord): boolean
  mark(record: StoredRecord): void
  clear(record: StoredRecord): void
}

export const createResends = (clock: () => Date): Resends => {
  const until = new Map<string, number>()
  return {
    blocks: (record) => (until.get(toKey(record)) ?? 0) > clock().getTime(),
    mark(record) {
      const now = clock().getTime()
      // Entries are in the order of their end, so those that are over stand first.
      for (const [key, end] of until) {
        if (end > now) break
        until.delete(key)
      }
      const key = toKey(record)
      until.delete(key)
      until.set(key, now + pauseMs)
    },
    clear: (record) => void until.delete(toKey(record)),
  }
}
