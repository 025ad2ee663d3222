import type { ApiError, FieldIssues } from '../errors.ts'
import { changeSteps, checkChange, completeChange } from './change.ts'
import type { RecordContext } from './context.ts'
import { emptyValues, type StoredRecord, type Values } from './record.ts'
import { hasAny, type Issues, storeChecks, toIssues, uniqueIssues } from './validate.ts'
import { commitWrite } from './commit.ts'
import { hashSecrets } from './server-values.ts'
import { unchangedGuard } from './steps.ts'

interface Save {
  readonly before: StoredRecord
  /** New values by field; a password in plain text. */
  readonly changes: Readonly<Values>
  /** Fields of `before` that the decision rests on. */
  readonly restsOn: readonly string[]
  readonly failure: (fields?: FieldIssues) => ApiError
}

/**
 * Saves what the server itself decided on: all fields of the record are checked as ever, no rule is asked. Throws `Stale`
 * when the record, or what the decision rests on, is not as it was.
 */
export const saveRecord = async (
  context: RecordContext,
  { before, changes, restsOn, failure }: Save,
): Promise<void> => {
  const { store, collections } = context
  const { collection } = before
  const change = {
    values: Object.assign(emptyValues(), before.values, changes),
    touched: new Set(Object.keys(changes)),
    uploads: new Map(),
  }
  const builtOn = collections.all()
  const values = completeChange(context, before, change)
  const checks = storeChecks(collections, { collection, values }, change.touched)
  const refuse = async (found: Issues) => failure(await checks.issues(store, found))
  const issues = checkChange(before, values, change)
  if (hasAny(issues)) throw await refuse(issues)
  const hashed = await hashSecrets(context, collection, values, change.touched)
  await commitWrite(context, {
    collection,
    builtOn,
    steps: [
      unchangedGuard(before, restsOn, 'stale'),
      ...checks.guards,
      ...changeSteps(context, before, hashed, change),
    ],
    refused: () => refuse(toIssues()),
    constraint: (text) => failure(uniqueIssues(collection, text)),
    failed: () => failure(),
  })
}
