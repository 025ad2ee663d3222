import type { AuthOptions, Template } from '../collections/auth-options.ts'
import type { MailMessage } from '../mail/message.ts'
import { escapeHtml, renderMail } from '../mail/template.ts'
import { type StoredRecord, textOf } from '../records/record.ts'
import { authOptionsOf } from './collection.ts'
import type { AuthContext } from './context.ts'
import { issueMailToken } from './tokens.ts'

type MailContext = Pick<AuthContext, 'clock' | 'settings'>

const emailOf = (record: StoredRecord): string => textOf(record.values['email'])

/** A mail of an auth flow (auth.mail.*), in the words of the record's collection; `to`: the record's address, or another. */
const mailOf = (
  { settings }: Pick<MailContext, 'settings'>,
  record: StoredRecord,
  templateIn: (options: AuthOptions) => Template,
  placeholders: Readonly<Record<string, string>>,
  to = emailOf(record),
): MailMessage =>
  renderMail({
    meta: settings().meta,
    template: templateIn(authOptionsOf(record.collection)),
    record,
    to,
    placeholders,
  })

export const verificationMail = async (
  context: MailContext,
  record: StoredRecord,
): Promise<MailMessage> => {
  const token = await issueMailToken(context, record, 'verification', { email: emailOf(record) })
  return mailOf(context, record, (options) => options.verificationTemplate, { TOKEN: token })
}

export const passwordResetMail = async (
  context: MailContext,
  record: StoredRecord,
): Promise<MailMessage> => {
  const token = await issueMailToken(context, record, 'passwordReset', { email: emailOf(record) })
  return mailOf(context, record, (options) => options.resetPasswordTemplate, { TOKEN: token })
}

/** Goes to the new address: only who reads it there may confirm. */
export const emailChangeMail = async (
  context: MailContext,
  record: StoredRecord,
  newEmail: string,
): Promise<MailMessage> => {
  const claims = { email: emailOf(record), newEmail }
  const token = await issueMailToken(context, record, 'emailChange', claims)
  const template = (options: AuthOptions) => options.confirmEmailChangeTemplate
  return mailOf(context, record, template, { TOKEN: token }, newEmail)
}

export interface IssuedOtp {
  readonly id: string
  /** The one-time password itself. */
  readonly code: string
}

export const otpMail = (
  context: Pick<MailContext, 'settings'>,
  record: StoredRecord,
  { id, code }: IssuedOtp,
): MailMessage => mailOf(context, record, ({ otp }) => otp.emailTemplate, { OTP: code, OTP_ID: id })

/** `info` says when and from where, as plain text (auth.mail.alert-info). */
export const alertMail = (
  context: Pick<MailContext, 'settings'>,
  record: StoredRecord,
  info: string,
): MailMessage =>
  mailOf(context, record, ({ authAlert }) => authAlert.emailTemplate, {
    ALERT_INFO: escapeHtml(info),
  })
