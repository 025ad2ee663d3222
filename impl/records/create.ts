import type { Collection } from '../collections/model.ts'
import { retryWhileStale } from '../collections/stale.ts'
import { type ApiError, refusal } from '../errors.ts'
import { type Caller, type Incoming, withBody } from '../request.ts'
import type { RowSource } from '../rules/query.ts'
import type { SqlValue } from '../store/store.ts'
import { generate } from '../values/autogenerate.ts'
import { type Opened, openForWriting } from './access.ts'
import { checkAuthForm, refuseUnhashable } from './auth-form.ts'
import { fileChanges } from '../files/record-files.ts'
import { authExtras } from './auth-extras.ts'
import type { RecordContext } from './context.ts'
import { management } from './manage.ts'
import { presentRecord, type Written } from './present.ts'
import { emptyValues, idOf, type Values } from './record.ts'
import { holds, planned, ruleGuard } from './rule-source.ts'
import { applyBody, blankValues, type Submission } from './submit.ts'
import {
  checkValues,
  hasAny,
  isBlankId,
  isCheckTag,
  type Issues,
  storeChecks,
  toIssues,
  uniqueIssues,
} from './validate.ts'
import { commitWrite } from './commit.ts'
import { hashSecrets, stampDates } from './server-values.ts'
import { insertStep, toRow } from './steps.ts'

/** Creates a record like {@link createStored} and answers it as JSON text. */
export const createRecord =
  (context: RecordContext) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { record, caller } = await createStored(context, nameOrId, incoming)
    return presentRecord(context, record, caller)
  }

/**
 * Creates a record. The createRule sees the submitted values as a row that is not stored yet and is asked before anything
 * else is reported; validation issues come all together (records.order.create).
 */
export const createStored = (
  context: RecordContext,
  nameOrId: string,
  incoming: Incoming,
): Promise<Written> => {
  const missing = 'missingOrInvalidCollection'
  const door = { nameOrId, rule: 'createRule', incoming, missing } as const
  return retryWhileStale(context, async () =>
    attempt(context, await openForWriting(context.collections, door), incoming),
  )
}

const attempt = async (
  context: RecordContext,
  { collection, sent, rule }: Opened,
  incoming: Incoming,
): Promise<Written> => {
  const { store, collections, random } = context
  const builtOn = collections.all()
  const options = { isSuperuser: incoming.isSuperuser, random }
  const submission = applyBody(collection, blankValues(collection), sent, options)
  refuseUnhashable(collection, submission, incoming)
  const caller = withBody(incoming, submission.body)
  const candidate = candidateOf(context, collection, caller, submission)
  const source = planRule(candidate, rule)
  const { manages, guards } = await management(context, collection, incoming, candidate)
  const form =
    collection.type === 'auth'
      ? await checkAuthForm(context, { before: undefined, submission, sent, manages })
      : {}
  const values = complete(context, collection, submission.values)
  const askStore = () => storeChecks(collections, { collection, values })
  const refuse = async (found: Issues): Promise<ApiError> => {
    // An unsatisfied rule hides every validation issue (records.rule.false-create).
    if (source !== undefined && !(await holds(context, source))) return refusal('createRecord')
    const fields = hasAny(form) ? form : await askStore().issues(store, found)
    return refusal('createRecord', { fields })
  }
  const issues = hasAny(form) ? form : checkValues(collection, values, submission)
  if (hasAny(issues)) throw await refuse(issues)
  const hashed = await hashSecrets(context, collection, values, submission.touched)
  const record = { collection, values: hashed }
  await commitWrite(context, {
    collection,
    builtOn,
    files: fileChanges(context.files.storage, {
      collection,
      recordId: idOf(record),
      values: hashed,
      uploads: submission.uploads,
    }),
    steps: [
      ...(source === undefined ? [] : [ruleGuard(source, 'rule')]),
      ...guards,
      // Asks the collections that are there now: others may have come and gone while the password was hashed.
      ...askStore().guards,
      insertStep(collection.name, toRow(collection, hashed)),
      ...authExtras(collections, record).afterCreate,
    ],
    refused: (tag) => (isCheckTag(tag) ? refuse(toIssues()) : refusal('createRecord')),
    constraint: (text) => refusal('createRecord', { fields: uniqueIssues(collection, text) }),
    failed: (cause) => refusal('createRecord', { cause }),
  })
  return { record, caller }
}

const planRule = (
  candidate: (rule: string) => RowSource,
  rule: string | undefined,
): RowSource | undefined => {
  if (rule === undefined) return undefined
  const source = planned(() => candidate(rule))
  if (source === undefined) throw refusal('createRecord')
  return source
}

/**
 * Plans a rule over the row that the submitted values would make: a temporary id where none was sent, dates unset, and
 * `verified` false whatever was sent (records.rule.create-sees-submitted-data, create-verified-forced-false).
 */
const candidateOf = (
  { planner, random }: RecordContext,
  collection: Collection,
  { info }: Caller,
  { values }: Submission,
): ((rule: string) => RowSource) => {
  const row: Record<string, SqlValue> = toRow(collection, values)
  if (isBlankId(values)) row['id'] = random.id()
  if ('verified' in row) row['verified'] = typeof row['verified'] === 'string' ? 'false' : 0
  return (rule) => planner.candidate({ collection, rule, request: info, values: row })
}

/** The values that will be stored: generated texts and ids, creation dates, and what the collection forces. */
const complete = (
  { clock, random, collections }: RecordContext,
  collection: Collection,
  submitted: Readonly<Values>,
): Values => {
  const values = Object.assign(emptyValues(), submitted)
  for (const { config, type } of collection.fields) {
    const pattern = values[config.name] === '' ? type.autogenerate?.(config) : undefined
    if (pattern !== undefined) values[config.name] = generate(pattern, random)
  }
  stampDates(collection, values, 'onCreate', clock())
  Object.assign(values, authExtras(collections, { collection, values }).forced)
  return values
}
