import { validationItem } from '../../spec/errors.ts'
import type { Collection } from '../collections/model.ts'
import { retryWhileStale } from '../collections/stale.ts'
import { type FieldIssue, refusal } from '../errors.ts'
import { MailError } from '../mail/message.ts'
import { idOf, type StoredRecord, textOf } from '../records/record.ts'
import { saveRecord } from '../records/save.ts'
import { superusers } from '../records/superusers.ts'
import type { Incoming } from '../request.ts'
import { requireAuthCollection } from './collection.ts'
import type { AuthContext } from './context.ts'
import { findByField } from './find.ts'
import { checkEmail, checkText, readForm, requireValid } from './form.ts'
import { type JudgedToken, judgeToken } from './mailed-token.ts'
import { emailChangeMail } from './mails.ts'
import { requireOwnRecord } from './own-record.ts'
import { readClaims, type TokenVerifier } from './tokens.ts'

interface ConfirmForm {
  readonly token: string
  readonly password: string
}

/** Asking for the mail that confirms a new address, and following its link (auth.email-change.*). */
export const emailChangeUseCases = (context: AuthContext, verify: TokenVerifier) => {
  const checkNewEmail = async (
    record: StoredRecord,
    newEmail: string,
  ): Promise<FieldIssue | undefined> => {
    const malformed = checkEmail(newEmail)
    if (malformed !== undefined) return malformed
    if (newEmail === record.values['email']) return validationItem('validation_not_in_invalid')
    const other = await findByField(context.store, record.collection, 'email', newEmail)
    const isTaken = other !== undefined && idOf(other) !== idOf(record)
    return isTaken ? validationItem('validation_invalid_new_email') : undefined
  }

  /** A record that has the new address already tells of itself before the token is verified (confirm-taken). */
  const judge = (collection: Collection, token: string, email: string): Promise<JudgedToken> =>
    judgeToken(verify, collection, 'emailChange', token, async () => {
      if (email === '') return validationItem('validation_invalid_token_payload')
      const holder = await findByField(context.store, collection, 'email', email)
      if (holder === undefined) return undefined
      return validationItem('validation_existing_token_email', { email })
    })

  const checkPassword = async (
    record: StoredRecord | undefined,
    password: string,
  ): Promise<FieldIssue | undefined> => {
    const malformed = checkText(password, 100)
    if (malformed !== undefined) return malformed
    const hash = textOf(record?.values['password'])
    if (record !== undefined && (await context.verifyPassword(password, hash))) return undefined
    return validationItem('validation_invalid_password')
  }

  const confirm = async (
    collection: Collection,
    { token, password }: ConfirmForm,
  ): Promise<void> => {
    const claimed = readClaims(token)?.['newEmail']
    const newEmail = typeof claimed === 'string' ? claimed : ''
    const { verified, issue } = await judge(collection, token, newEmail)
    requireValid({ token: issue, password: await checkPassword(verified?.record, password) })
    if (verified === undefined) return
    await saveRecord(context, {
      before: verified.record,
      changes: { email: newEmail, verified: true },
      restsOn: ['email', 'password', 'tokenKey'],
      failure: (fields) => refusal('confirmEmailChange', { fields }),
    })
  }

  return {
    async requestEmailChange(nameOrId: string, incoming: Incoming): Promise<undefined> {
      const { record } = await requireOwnRecord(context, verify, nameOrId, incoming)
      if (record.collection.name === superusers) throw refusal('superusersChangeEmail')
      const { newEmail } = await readForm(incoming, ['newEmail'])
      requireValid({ newEmail: await checkNewEmail(record, newEmail) })
      try {
        await context.mailer.send(await emailChangeMail(context, record, newEmail))
      } catch (cause) {
        if (!(cause instanceof MailError)) throw cause
        throw refusal('requestEmailChange', { cause })
      }
    },

    async confirmEmailChange(nameOrId: string, incoming: Incoming): Promise<undefined> {
      const collection = requireAuthCollection(context.collections, nameOrId)
      if (collection.name === superusers) throw refusal('superusersChangeEmail')
      const form = await readForm(incoming, ['token', 'password'])
      await retryWhileStale(context, () => confirm(collection, form))
    },
  }
}
