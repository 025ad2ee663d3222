import { validationItem } from '../../spec/errors.ts'
import { oauth2ProviderNames } from '../../spec/oauth2-providers.ts'
import type { Collections } from '../collections/model.ts'
import type { FieldIssue } from '../errors.ts'
import { quoteName } from '../values/sql-name.ts'
import type { Question } from './question.ts'
import { type StoredRecord, textOf } from './record.ts'

/** System collections whose rows point at auth records of any collection by `collectionRef` and `recordRef`. */
export const linkedTables: readonly string[] = ['_externalAuths', '_mfas', '_otps', '_authOrigins']

const noCollection = validationItem('validation_invalid_collection_id')
const noAuthCollection = validationItem('validation_invalid_collection_type')
const noRecord = validationItem('validation_invalid_record')
const noProvider = validationItem('validation_in_invalid')

/** What has been decided without the store. */
const wrong = (field: string, issue: FieldIssue): Question => ({
  field,
  issue,
  sql: 'SELECT 1 WHERE 0',
  args: [],
  expect: 'some',
})

/** What a row of such a collection must point at (records.system.collectionref, recordref, externalauth-provider). */
export const linkQuestions = (
  collections: Collections,
  { collection, values }: StoredRecord,
): readonly Question[] => {
  if (!linkedTables.includes(collection.name)) return []
  const ref = textOf(values['collectionRef'])
  const target = collections.find(ref)
  // A name is no reference.
  if (target === undefined || target.id !== ref) return [wrong('collectionRef', noCollection)]
  if (target.type !== 'auth') return [wrong('collectionRef', noAuthCollection)]
  const exists: Question = {
    field: 'recordRef',
    issue: noRecord,
    sql: `SELECT 1 FROM ${quoteName(target.name)} WHERE id = ?`,
    args: [textOf(values['recordRef'])],
    expect: 'some',
  }
  const isKnown =
    collection.name !== '_externalAuths' || oauth2ProviderNames.includes(textOf(values['provider']))
  return isKnown ? [exists] : [exists, wrong('provider', noProvider)]
}
