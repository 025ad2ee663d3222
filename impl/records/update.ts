import type { Collection } from '../collections/model.ts'
import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import type { RowSource } from '../rules/query.ts'
import { SqlFailure, type SqlValue, type Step } from '../store/store.ts'
import { requireCollection, requireRule, requireWritable } from './access.ts'
import { authExtras } from './auth-extras.ts'
import { checkAuthForm } from './auth-form.ts'
import type { RecordContext } from './context.ts'
import { management } from './manage.ts'
import { quote, type StoredRecord, textOf, type Values } from './record.ts'
import { ruleSource } from './rule-source.ts'
import { applyBody, type Submission } from './submit.ts'
import { checkValues, isCheckTag, type Issues, storeChecks, uniqueIssues } from './validate.ts'
import { findVisible } from './view.ts'
import { presentRecord } from './present.ts'
import {
  failedUnit,
  hashSecrets,
  holds,
  refuseWrite,
  retryWhileStale,
  ruleGuard,
  Stale,
  stampDates,
  toRow,
  unitOf,
  updateStep,
} from './writing.ts'

const refusal = 'Failed to update record.'
const pkChange = {
  code: 'validation_pk_change',
  message: 'The record primary key cannot be changed.',
}

interface Update {
  readonly collection: Collection
  readonly id: string
  readonly incoming: Incoming
  readonly sent: ReadonlyMap<string, unknown>
  readonly rule: string | undefined
}

/**
 * Changes a record and answers it as JSON text. The updateRule sees the stored row and is asked before anything is reported
 * (records.order.update); a record that changed under a computed value (`count+`) is read again.
 */
export const updateRecord =
  (context: RecordContext) =>
  async (nameOrId: string, id: string, incoming: Incoming): Promise<string> => {
    const missing = 'Missing or invalid collection context.'
    const collection = requireCollection(context.collections, nameOrId, missing)
    requireWritable(collection)
    const sent = await incoming.body()
    const rule = requireRule(collection, 'updateRule', incoming)
    const update = { collection, id, incoming, sent, rule }
    const record = await retryWhileStale(() => attempt(context, update))
    return presentRecord(context, record, incoming)
  }

const notFound = (): ApiError => new ApiError({ kind: 'not-found' })

const attempt = async (context: RecordContext, update: Update): Promise<StoredRecord> => {
  const { store, collections, planner, random } = context
  const { collection, id, incoming, sent } = update
  const builtOn = collections.all()
  const before = await readStored(context, update)
  const options = { isSuperuser: incoming.isSuperuser, random }
  const submission = applyBody(collection, before.values, sent, options)
  const request = { ...incoming.info, body: submission.body }
  const planned = planRule(context, update, submission)
  const planManage = (rule: string): RowSource => planner.row({ collection, rule, request })
  const { manages, guards } = await management(context, collection, incoming, planManage, id)
  const form =
    collection.type === 'auth'
      ? await checkAuthForm(context, { before, submission, sent, incoming, manages })
      : {}
  const values = await complete(context, before, submission)
  const after = { collection, values }
  const checks = storeChecks(collections, after, submission.touched)
  const issues = hasAny(form) ? form : checkUpdate(before, values, submission)
  const refuse = async (found: Issues): Promise<never> => {
    if (planned !== undefined && !(await holdsNow(context, planned, id))) throw notFound()
    throw refuseWrite(refusal, hasAny(form) ? form : await checks.issues(store, found))
  }
  if (hasAny(issues)) return refuse(issues)
  const hashed = await hashSecrets(context, collection, values, submission.touched)
  const stored = { collection, values: hashed }
  const outcome = await store.commit(
    unitOf(context, [
      ...unchangedGuards(before, submission),
      ...(planned === undefined ? [] : [ruleGuard(planned, 'rule', id)]),
      ...guards,
      ...checks.guards,
      ...writeSteps(context, before, stored, submission),
    ]),
  )
  switch (outcome.kind) {
    case 'ok':
      return stored
    case 'refused':
      if (isCheckTag(outcome.tag)) return refuse({})
      throw outcome.tag === 'stale' ? new Stale() : notFound()
    case 'constraint':
      throw refuseWrite(refusal, uniqueIssues(collection, outcome.text))
    case 'failed':
      throw failedUnit(context, builtOn, notFound())
    case 'unknown':
      throw outcome.cause
    default:
      return outcome satisfies never
  }
}

const hasAny = (issues: Issues): boolean => Object.keys(issues).length > 0

const readStored = async (
  context: RecordContext,
  { collection, id, incoming }: Update,
): Promise<StoredRecord> => {
  const request = incoming.info
  const record = await findVisible(context, id, { collection, rule: undefined, request })
  if (record === undefined) throw notFound()
  return record
}

const planRule = (
  { planner }: RecordContext,
  { collection, incoming, rule }: Update,
  { body }: Submission,
): RowSource | undefined => {
  if (rule === undefined || rule === '') return undefined
  const request = { ...incoming.info, body }
  const source = ruleSource(planner, { collection, rule, request })
  if (source === undefined) throw notFound()
  return source
}

const holdsNow = async (context: RecordContext, source: RowSource, id: string) => {
  try {
    return await holds(context, source, id)
  } catch (error) {
    if (error instanceof SqlFailure) return false
    throw error
  }
}

const checkUpdate = (
  before: StoredRecord,
  values: Readonly<Values>,
  { touched }: Submission,
): Issues => {
  const issues = checkValues(before.collection, values, touched)
  return values['id'] === before.values['id'] ? issues : { ...issues, id: pkChange }
}

/** The new values with what the server and the collection set; a new password or e-mail ends every token of the record. */
const complete = async (
  { clock, random, collections }: RecordContext,
  before: StoredRecord,
  { values: submitted, touched }: Submission,
): Promise<Values> => {
  const { collection } = before
  const values = Object.assign(Object.create(null), submitted) as Values
  stampDates(collection, values, 'onUpdate', clock())
  Object.assign(values, authExtras(collections, { collection, values }).forced)
  if (collection.type === 'auth') {
    const changed =
      isNewPassword(submitted, touched) || submitted['email'] !== before.values['email']
    const ownKey = submitted['tokenKey'] !== before.values['tokenKey']
    if (changed && !ownKey) values['tokenKey'] = random.tokenKey()
  }
  return values
}

const isNewPassword = (values: Readonly<Values>, touched: ReadonlySet<string>): boolean =>
  touched.has('password') && textOf(values['password']) !== ''

/** The row is still there, and no value that a new one was computed from has changed since it was read. */
const unchangedGuards = (before: StoredRecord, { computed }: Submission): readonly Step[] => {
  const { collection, values } = before
  const table = quote(collection.name)
  const id = values['id'] as string // the primary key is a text field
  const row = toRow(collection, values)
  const exists: Step = {
    kind: 'guard',
    sql: `SELECT 1 FROM ${table} WHERE id = ?`,
    args: [id],
    expect: 'some',
    tag: 'missing',
  }
  const same = [...computed].map((name): Step => ({
    kind: 'guard',
    sql: `SELECT 1 FROM ${table} WHERE id = ? AND ${quote(name)} IS ?`,
    args: [id, row[name] ?? null],
    expect: 'some',
    tag: 'stale',
  }))
  return [exists, ...same]
}

const writeSteps = (
  { collections }: RecordContext,
  before: StoredRecord,
  after: StoredRecord,
  { values, touched }: Submission,
): readonly Step[] => {
  const { collection } = before
  const was = toRow(collection, before.values)
  const changes: Record<string, SqlValue> = {}
  for (const [name, value] of Object.entries(toRow(collection, after.values))) {
    if (value !== was[name]) changes[name] = value
  }
  const write = updateStep(collection.name, before.values['id'] as string, changes)
  const sessions =
    collection.type === 'auth' && isNewPassword(values, touched)
      ? authExtras(collections, before).afterPasswordChange
      : []
  return [...(write === undefined ? [] : [write]), ...sessions]
}
