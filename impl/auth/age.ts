import { type StoredRecord, textOf } from '../records/record.ts'

/** Whether more than `seconds` have passed since a record was created. */
export const isOlderThan = ({ values }: StoredRecord, seconds: number, now: Date): boolean => {
  const created = Date.parse(textOf(values['created']).replace(' ', 'T'))
  return now.getTime() - created > seconds * 1000
}
