import type { MailMessage } from '../mail/message.ts'
import { escapeHtml, renderMail } from '../mail/template.ts'
import { type StoredRecord, textOf } from '../records/record.ts'
import { authOptionsOf } from './collection.ts'
import type { AuthContext } from './context.ts'
import { issueMailToken } from './tokens.ts'

type MailContext = Pick<AuthContext, 'clock' | 'settings'>

/** The mails of the auth flows (auth.mail.*), each in the words of the record's collection. */
const emailOf = (record: StoredRecord): string => textOf(record.values['email'])

export const verificationMail = async (
  context: MailContext,
  record: StoredRecord,
): Promise<MailMessage> => {
  const email = emailOf(record)
  const token = await issueMailToken(context, record, 'verification', { email })
  return renderMail({
    meta: context.settings().meta,
    template: authOptionsOf(record.collection).verificationTemplate,
    record,
    to: email,
    placeholders: { TOKEN: token },
  })
}

export const passwordResetMail = async (
  context: MailContext,
  record: StoredRecord,
): Promise<MailMessage> => {
  const email = emailOf(record)
  const token = await issueMailToken(context, record, 'passwordReset', { email })
  return renderMail({
    meta: context.settings().meta,
    template: authOptionsOf(record.collection).resetPasswordTemplate,
    record,
    to: email,
    placeholders: { TOKEN: token },
  })
}

/** Goes to the new address: only who reads it there may confirm. */
export const emailChangeMail = async (
  context: MailContext,
  record: StoredRecord,
  newEmail: string,
): Promise<MailMessage> => {
  const claims = { email: emailOf(record), newEmail }
  const token = await issueMailToken(context, record, 'emailChange', claims)
  return renderMail({
    meta: context.settings().meta,
    template: authOptionsOf(record.collection).confirmEmailChangeTemplate,
    record,
    to: newEmail,
    placeholders: { TOKEN: token },
  })
}

export interface SentOtp {
  readonly id: string
  /** The one-time password itself. */
  readonly code: string
}

export const otpMail = (
  { settings }: Pick<MailContext, 'settings'>,
  record: StoredRecord,
  { id, code }: SentOtp,
): MailMessage =>
  renderMail({
    meta: settings().meta,
    template: authOptionsOf(record.collection).otp.emailTemplate,
    record,
    to: emailOf(record),
    placeholders: { OTP: code, OTP_ID: id },
  })

/** `info` says when and from where, as plain text (auth.mail.alert-info). */
export const alertMail = (
  { settings }: Pick<MailContext, 'settings'>,
  record: StoredRecord,
  info: string,
): MailMessage =>
  renderMail({
    meta: settings().meta,
    template: authOptionsOf(record.collection).authAlert.emailTemplate,
    record,
    to: emailOf(record),
    placeholders: { ALERT_INFO: escapeHtml(info) },
  })
