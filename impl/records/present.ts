import type { Caller } from '../request.ts'
import { compareBytes, toJsonText } from '../values/json.ts'
import type { RecordContext } from './context.ts'
import { type Expanded, expandRecords } from './expand.ts'
import type { StoredRecord } from './record.ts'
import { visibilityOf } from './visibility.ts'
import { type Visibility, recordJson } from './record-json.ts'

type See = (record: StoredRecord) => Visibility

/** Records of one collection as the JSON texts that the caller may see, with what `expand` asks for. */
export const presentRecords = async (
  context: RecordContext,
  records: readonly StoredRecord[],
  caller: Caller,
): Promise<readonly string[]> => {
  if (!caller.info.query.has('expand')) {
    const see = await visibilityOf(context, records, caller)
    return records.map((record) => recordJson(record, see(record)))
  }
  const expanded = await expandRecords(context, records, caller)
  const see = await visibilityOfAll(context, expanded, caller)
  return expanded.map((each) => writeExpanded(each, see))
}

/** A record that was just written, and for whom; rules see the body of its request as it was applied. */
export interface Written {
  readonly record: StoredRecord
  readonly caller: Caller
}

export const presentRecord = async (
  context: RecordContext,
  record: StoredRecord,
  caller: Caller,
): Promise<string> => {
  const [text = ''] = await presentRecords(context, [record], caller)
  return text
}

/** What may be seen of every record in the trees, asked once per collection (expand.field-visibility). */
const visibilityOfAll = async (
  context: RecordContext,
  roots: readonly Expanded[],
  caller: Caller,
): Promise<See> => {
  const byCollection = Map.groupBy(roots.flatMap(recordsIn), ({ collection }) => collection)
  const seen = new Map<StoredRecord['collection'], See>()
  for (const [collection, records] of byCollection) {
    seen.set(collection, await visibilityOf(context, records, caller))
  }
  // Every record of the trees is in one of the groups.
  return (record) => (seen.get(record.collection) as See)(record)
}

const childrenOf = ({ expand }: Expanded): readonly Expanded[] =>
  [...(expand?.values() ?? [])].flat()

const recordsIn = (root: Expanded): readonly StoredRecord[] => [
  root.record,
  ...childrenOf(root).flatMap(recordsIn),
]

const writeExpanded = (node: Expanded, see: See): string => {
  const { record, expand } = node
  if (expand === undefined) return recordJson(record, see(record))
  const keys = [...expand.entries()].sort(([a], [b]) => compareBytes(a, b))
  const parts = keys.map(([key, related]) => {
    const text =
      'record' in related
        ? writeExpanded(related, see)
        : `[${related.map((child) => writeExpanded(child, see)).join(',')}]`
    return `${toJsonText(key)}:${text}`
  })
  return recordJson(record, see(record), `{${parts.join(',')}}`)
}
