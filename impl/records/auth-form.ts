import { validationItem } from '../../spec/errors.ts'
import type { Collection } from '../collections/model.ts'
import { refusal } from '../errors.ts'
import { blank } from '../issues.ts'
import type { Incoming } from '../request.ts'
import { castBool, castText } from '../values/cast.ts'
import type { RecordContext } from './context.ts'
import { type StoredRecord, textOf } from './record.ts'
import type { Submission } from './submit.ts'
import { type Issues, toIssues } from './validate.ts'

const mismatch = validationItem('validation_values_mismatch')
const wrongOld = validationItem('validation_invalid_old_password')

interface AuthForm {
  readonly before: StoredRecord | undefined
  readonly submission: Submission
  readonly sent: ReadonlyMap<string, unknown>
  /** The caller is a superuser or satisfies the collection's manageRule for this record. */
  readonly manages: boolean
}

/**
 * The checks that stand before field validation when an auth record is written (records.auth.form-before-fields): the
 * password and its confirmation, the old password, and what only a manager may change.
 */
export const checkAuthForm = async (
  { verifyPassword }: RecordContext,
  { before, submission, sent, manages }: AuthForm,
): Promise<Issues> => {
  const issues = toIssues()
  const password = castText(sent.get('password'))
  const confirm = castText(sent.get('passwordConfirm'))
  const old = castText(sent.get('oldPassword'))
  if (!manages) {
    const was = before?.values
    if (was !== undefined && submission.values['email'] !== was['email']) issues['email'] = mismatch
    const verified = castBool(submission.values['verified'])
    if (verified !== (was?.['verified'] ?? false)) issues['verified'] = mismatch
  }
  const asked = before === undefined || [password, confirm, old].some((text) => text !== '')
  if (!asked) return issues
  if (password === '') issues['password'] = blank
  if (confirm === '') issues['passwordConfirm'] = blank
  else if (confirm !== password) issues['passwordConfirm'] = mismatch
  // Without anything to change to, the old password is not looked at (records.auth.oldpassword-alone).
  if (before !== undefined && !manages && (password !== '' || confirm !== '')) {
    if (old === '') issues['oldPassword'] = blank
    else if (!(await verifyPassword(old, textOf(before.values['password'])))) {
      issues['oldPassword'] = wrongOld
    }
  }
  return issues
}

/** A password longer than bcrypt can hash. */
export const isUnhashable = (password: string): boolean => Buffer.byteLength(password) > 72

/**
 * Such a password is refused before the rule is asked when a non-superuser creates (records.auth.password-over-72-bytes,
 * values.password.over-72-bytes).
 */
export const refuseUnhashable = (
  { fields }: Collection,
  { values, touched }: Submission,
  incoming: Incoming,
): void => {
  if (incoming.isSuperuser) return
  for (const { config, type } of fields) {
    if (type.secret !== true || !touched.has(config.name)) continue
    if (isUnhashable(textOf(values[config.name]))) throw refusal('createRecord')
  }
}
