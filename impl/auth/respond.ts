import { refusal } from '../errors.ts'
import type { RecordContext } from '../records/context.ts'
import { idOf, type StoredRecord } from '../records/record.ts'
import { superusers } from '../records/superusers.ts'
import { findVisible } from '../records/view.ts'
import { writeRecord } from '../records/write.ts'
import type { Incoming } from '../request.ts'
import type { RequestInfo } from '../rules/query.ts'

/**
 * The authRule of the collection decides who may authenticate at all: null nobody, `''` everybody; a superuser's request
 * skips it (auth.response.rule-*).
 */
export const requireAuthRule = async (
  context: RecordContext,
  record: StoredRecord,
  { info, isSuperuser }: Incoming,
  request: Pick<RequestInfo, 'context' | 'body'>,
): Promise<void> => {
  if (isSuperuser) return
  const { collection } = record
  const rule = collection.options['authRule']
  if (rule === '') return
  const visible =
    typeof rule === 'string' &&
    (await findVisible(context, idOf(record), {
      collection,
      rule,
      request: { ...info, ...request },
    }))
  if (visible === false || visible === undefined) throw refusal('authRule')
}

/** `{"record":{…},"token":"…"}`; the record sees its own e-mail, hidden fields are shown to superusers' own records only. */
export const writeAuth = (record: StoredRecord, token: string): string => {
  const hidden = record.collection.name === superusers
  const text = writeRecord(record, { hidden, showEmail: true })
  return `{"record":${text},"token":${JSON.stringify(token)}}`
}
