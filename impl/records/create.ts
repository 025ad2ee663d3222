import type { Collection } from '../collections/model.ts'
import type { Incoming } from '../request.ts'
import { FilterError, type RowSource } from '../rules/query.ts'
import { SqlFailure, type SqlValue, type Step } from '../store/store.ts'
import { generate } from '../values/autogenerate.ts'
import { castText } from '../values/cast.ts'
import { requireCollection, requireRule, requireWritable } from './access.ts'
import { checkAuthForm, refuseUnhashable } from './auth-form.ts'
import { authExtras } from './auth-extras.ts'
import type { RecordContext } from './context.ts'
import { management } from './manage.ts'
import { type StoredRecord, type Values } from './record.ts'
import { applyBody, blankValues, type Submission } from './submit.ts'
import { checkValues, isBlankId, type Issues, storeChecks, uniqueIssues } from './validate.ts'
import { presentRecord } from './present.ts'
import {
  failedUnit,
  hashSecrets,
  holds,
  insertStep,
  refuseWrite,
  retryWhileStale,
  ruleGuard,
  Stale,
  stampDates,
  toRow,
  unitOf,
} from './writing.ts'

const refusal = 'Failed to create record.'

/**
 * Creates a record and answers it as JSON text. The createRule sees the submitted values as a row that is not stored yet and
 * is asked before anything else is reported; validation issues come all together (records.order.create).
 */
export const createRecord =
  (context: RecordContext) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const missing = 'Missing or invalid collection context.'
    const collection = requireCollection(context.collections, nameOrId, missing)
    requireWritable(collection)
    const sent = await incoming.body()
    const rule = requireRule(collection, 'createRule', incoming)
    const record = await retryWhileStale(() => attempt(context, collection, incoming, sent, rule))
    return presentRecord(context, record, incoming)
  }

const attempt = async (
  context: RecordContext,
  collection: Collection,
  incoming: Incoming,
  sent: ReadonlyMap<string, unknown>,
  rule: string | undefined,
): Promise<StoredRecord> => {
  const { store, collections, random } = context
  const builtOn = collections.all()
  const options = { isSuperuser: incoming.isSuperuser, random }
  const submission = applyBody(collection, blankValues(collection), sent, options)
  if (collection.type === 'auth') refuseUnhashable(castText(sent.get('password')), incoming)
  const candidate = candidateOf(context, collection, incoming, submission)
  const planned = planRule(candidate, rule)
  const { manages, guards } = await management(context, collection, incoming, candidate)
  const form =
    collection.type === 'auth'
      ? await checkAuthForm(context, { before: undefined, submission, sent, incoming, manages })
      : {}
  const values = complete(context, collection, submission.values)
  const record = { collection, values }
  const checks = storeChecks(collections, record)
  const issues = hasAny(form) ? form : checkValues(collection, values, submission.touched)
  const refuse = async (found: Issues): Promise<never> => {
    await requireHolds(context, planned)
    throw refuseWrite(refusal, hasAny(form) ? form : await checks.issues(store, found))
  }
  if (hasAny(issues)) return refuse(issues)
  const stored = {
    collection,
    values: await hashSecrets(context, collection, values, submission.touched),
  }
  const ruleGuards = planned === undefined ? [] : [ruleGuard(planned, 'rule')]
  const steps: readonly Step[] = [
    ...ruleGuards,
    ...guards,
    ...checks.guards,
    insertStep(collection.name, toRow(collection, stored.values)),
    ...authExtras(collections, stored).afterCreate,
  ]
  const outcome = await store.commit(unitOf(context, steps))
  switch (outcome.kind) {
    case 'ok':
      return stored
    case 'refused':
      if (outcome.tag === 'rule') throw refuseWrite(refusal)
      if (outcome.tag === 'stale') throw new Stale()
      return refuse({})
    case 'constraint':
      throw refuseWrite(refusal, uniqueIssues(collection, outcome.text))
    case 'failed':
      throw failedUnit(context, builtOn, refuseWrite(refusal))
    case 'unknown':
      throw outcome.cause
    default:
      return outcome satisfies never
  }
}

const hasAny = (issues: Issues): boolean => Object.keys(issues).length > 0

const planRule = (
  candidate: (rule: string) => RowSource,
  rule: string | undefined,
): RowSource | undefined => {
  if (rule === undefined || rule === '') return undefined
  try {
    return candidate(rule)
  } catch (error) {
    if (error instanceof FilterError) throw refuseWrite(refusal)
    throw error
  }
}

/** An unsatisfied rule hides every validation issue (records.rule.false-create). */
const requireHolds = async (context: RecordContext, planned: RowSource | undefined) => {
  if (planned === undefined) return
  try {
    if (await holds(context, planned)) return
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error
  }
  throw refuseWrite(refusal)
}

/**
 * Plans a rule over the row that the submitted values would make: a temporary id where none was sent, dates unset, and
 * `verified` false whatever was sent (records.rule.create-sees-submitted-data, create-verified-forced-false).
 */
const candidateOf = (
  { planner, random }: RecordContext,
  collection: Collection,
  { info }: Incoming,
  { values, body }: Submission,
): ((rule: string) => RowSource) => {
  const row: Record<string, SqlValue> = toRow(collection, values)
  if (isBlankId(values)) row['id'] = random.id()
  if ('verified' in row) row['verified'] = typeof row['verified'] === 'string' ? 'false' : 0
  return (rule) => planner.candidate({ collection, rule, request: { ...info, body }, values: row })
}

/** The values that will be stored: generated texts and ids, creation dates, and what the collection forces. */
const complete = (
  { clock, random, collections }: RecordContext,
  collection: Collection,
  submitted: Readonly<Values>,
): Values => {
  const values = Object.assign(Object.create(null), submitted) as Values
  for (const { config, type } of collection.fields) {
    const pattern = values[config.name] === '' ? type.autogenerate?.(config) : undefined
    if (pattern !== undefined) values[config.name] = generate(pattern, random)
  }
  stampDates(collection, values, 'onCreate', clock())
  Object.assign(values, authExtras(collections, { collection, values }).forced)
  return values
}
