import { validationItem } from '../../spec/errors.ts'
import type { Step } from '../store/store.ts'
import { authExtras } from './auth-extras.ts'
import type { RecordContext } from './context.ts'
import { emptyValues, type StoredRecord, textOf, type Values } from './record.ts'
import type { Submission } from './submit.ts'
import { checkValues, type Issues } from './validate.ts'
import { stampDates } from './server-values.ts'
import { updateSteps } from './steps.ts'

/** A stored record with new values; `touched` names the fields that were set, be it to what they were. */
export interface Change {
  readonly values: Readonly<Values>
  readonly touched: ReadonlySet<string>
  /** Files that came with them. */
  readonly uploads: Submission['uploads']
}

const pkChange = validationItem('validation_pk_change')

/** What the new values of a stored record show to be wrong. */
export const checkChange = (
  before: StoredRecord,
  values: Readonly<Values>,
  change: Pick<Change, 'touched' | 'uploads'>,
): Issues => {
  const issues = checkValues(before.collection, values, change, before.values)
  if (values['id'] !== before.values['id']) issues['id'] = pkChange
  // An id that stays need not fit what its field has come to ask since.
  else delete issues['id']
  return issues
}

/** The new values with what the server and the collection set; a new password or e-mail ends every token of the record. */
export const completeChange = (
  { clock, random, collections }: RecordContext,
  before: StoredRecord,
  { values: submitted, touched }: Change,
): Values => {
  const { collection } = before
  const values = Object.assign(emptyValues(), submitted)
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

/** Writes what differs, and ends the sessions of a record whose password was set. */
export const changeSteps = (
  { collections }: RecordContext,
  before: StoredRecord,
  after: Readonly<Values>,
  { values, touched }: Change,
): readonly Step[] => {
  const { collection } = before
  const sessions =
    collection.type === 'auth' && isNewPassword(values, touched)
      ? authExtras(collections, before).afterPasswordChange
      : []
  return [...updateSteps(before, after), ...sessions]
}
