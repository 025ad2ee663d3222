import { ApiError, refusal } from '../errors.ts'
import { type Incoming, withBody } from '../request.ts'
import type { RequestInfo, RowSource } from '../rules/query.ts'
import { type Opened, openForWriting } from './access.ts'
import { fileChanges } from '../files/record-files.ts'
import { checkAuthForm } from './auth-form.ts'
import { changeSteps, checkChange, completeChange } from './change.ts'
import type { RecordContext } from './context.ts'
import { management } from './manage.ts'
import { presentRecord, type Written } from './present.ts'
import { findStored } from './record.ts'
import { holds, ruleGuard, ruleSource } from './rule-source.ts'
import { applyBody, type Submission } from './submit.ts'
import type { InTurn } from './turns.ts'
import { hasAny, isCheckTag, type Issues, storeChecks, toIssues, uniqueIssues } from './validate.ts'
import { commitWrite } from './commit.ts'
import { hashSecrets } from './server-values.ts'
import { unchangedGuard } from './steps.ts'

interface Update extends Opened {
  readonly id: string
  readonly incoming: Incoming
}

/**
 * Changes a record and answers it as JSON text. The updateRule sees the stored row and is asked before anything is reported
 * (records.order.update); a record that changed under a computed value (`count+`) is read again.
 */
export const updateRecord =
  (context: RecordContext, inTurn: InTurn) =>
  async (nameOrId: string, id: string, incoming: Incoming): Promise<string> => {
    const missing = 'missingOrInvalidCollection'
    const door = { nameOrId, rule: 'updateRule', incoming, missing } as const
    const { record, caller } = await inTurn(id, async () => {
      const opened = await openForWriting(context.collections, door)
      return attempt(context, { ...opened, id, incoming })
    })
    return presentRecord(context, record, caller)
  }

const notFound = (options?: ErrorOptions): ApiError => new ApiError({ kind: 'not-found' }, options)

const attempt = async (context: RecordContext, update: Update): Promise<Written> => {
  const { store, collections, planner, random } = context
  const { collection, id, incoming, sent } = update
  const builtOn = collections.all()
  const before = await findStored(store, collection, id)
  if (before === undefined) throw notFound()
  const options = { isSuperuser: incoming.isSuperuser, random }
  const submission = applyBody(collection, before.values, sent, options)
  const caller = withBody(incoming, submission.body)
  const request = caller.info
  const source = planRule(context, update, request)
  const planManage = (rule: string): RowSource => planner.row({ collection, rule, request })
  const { manages, guards } = await management(context, collection, incoming, planManage, id)
  const form =
    collection.type === 'auth'
      ? await checkAuthForm(context, { before, submission, sent, manages })
      : {}
  const values = completeChange(context, before, submission)
  const checks = storeChecks(collections, { collection, values }, submission.touched)
  const refuse = async (found: Issues): Promise<ApiError> => {
    if (source !== undefined && !(await holds(context, source, id))) return notFound()
    const fields = hasAny(form) ? form : await checks.issues(store, found)
    return refusal('updateRecord', { fields })
  }
  const issues = hasAny(form) ? form : checkChange(before, values, submission)
  if (hasAny(issues)) throw await refuse(issues)
  const hashed = await hashSecrets(context, collection, values, submission.touched)
  await commitWrite(context, {
    collection,
    builtOn,
    files: fileChanges(context.files.storage, {
      collection,
      recordId: id,
      before: before.values,
      values: hashed,
      uploads: submission.uploads,
    }),
    steps: [
      unchangedGuard(before, [], 'missing'),
      unchangedGuard(before, restsOn(submission, manages), 'stale'),
      ...(source === undefined ? [] : [ruleGuard(source, 'rule', id)]),
      ...guards,
      ...checks.guards,
      ...changeSteps(context, before, hashed, submission),
    ],
    refused: (tag) => (isCheckTag(tag) ? refuse(toIssues()) : notFound()),
    constraint: (text) => refusal('updateRecord', { fields: uniqueIssues(collection, text) }),
    failed: (cause) => notFound({ cause }),
  })
  return { record: { collection, values: hashed }, caller }
}

const planRule = (
  { planner }: RecordContext,
  { collection, rule }: Update,
  request: RequestInfo,
): RowSource | undefined => {
  if (rule === undefined) return undefined
  const source = ruleSource(planner, { collection, rule, request })
  if (source === undefined) throw notFound()
  return source
}

/**
 * Stored values that the new ones were decided on: what a modifier computed with, and the password that `oldPassword` was
 * compared with.
 */
const restsOn = ({ computed, touched }: Submission, manages: boolean): readonly string[] =>
  !manages && touched.has('password') ? [...computed, 'password'] : [...computed]
