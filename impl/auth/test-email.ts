import { validationItem } from '../../spec/errors.ts'
import type { Collection } from '../collections/model.ts'
import { refusal } from '../errors.ts'
import { blank, collectIssues } from '../issues.ts'
import { MailError, type MailMessage } from '../mail/message.ts'
import { emptyValues, type StoredRecord } from '../records/record.ts'
import { superusers } from '../records/superusers.ts'
import type { Incoming } from '../request.ts'
import { formatDate } from '../values/date.ts'
import type { AuthContext } from './context.ts'
import { checkEmail, readForm } from './form.ts'
import {
  alertMail,
  emailChangeMail,
  otpMail,
  passwordResetMail,
  verificationMail,
} from './mails.ts'

type Compose = (
  context: AuthContext,
  record: StoredRecord,
  email: string,
) => MailMessage | Promise<MailMessage>

const templates: ReadonlyMap<string, Compose> = new Map<string, Compose>([
  ['verification', verificationMail],
  ['password-reset', passwordResetMail],
  ['email-change', emailChangeMail],
  [
    'otp',
    (context, record) => otpMail(context, record, { id: '_PB_TEST_OTP_ID_', code: '123456' }),
  ],
  [
    'login-alert',
    (context, record) =>
      alertMail(context, record, `${formatDate(context.clock())} - TEST_IP TEST_USER_AGENT`),
  ],
])

/** Sends one of a collection's mails, filled with test values, and waits for it (settings.test-email.*). */
export const sendTestEmail =
  (context: AuthContext) =>
  async (incoming: Incoming): Promise<undefined> => {
    const form = await readForm(incoming, ['email', 'template', 'collection'], { isGeneric: true })
    const collection = context.collections.find(
      form.collection === '' ? superusers : form.collection,
    )
    const compose = templates.get(form.template)
    const fields = collectIssues({
      email: checkEmail(form.email),
      template: checkTemplate(form.template),
      collection:
        collection?.type === 'auth'
          ? undefined
          : validationItem('validation_invalid_auth_collection'),
    })
    if (fields !== undefined || collection === undefined || compose === undefined) {
      throw refusal('testEmail', { fields })
    }
    const record = testRecord(collection, form.email)
    try {
      await context.mailer.send(await compose(context, record, form.email))
    } catch (cause) {
      if (!(cause instanceof MailError)) throw cause
      throw refusal('testEmailRaw', { values: { reason: cause.message }, cause })
    }
    return undefined
  }

const checkTemplate = (name: string) => {
  if (name === '') return blank
  return templates.has(name) ? undefined : validationItem('validation_in_invalid')
}

/** A record that is stored nowhere: every field holds what its type makes of a test text (settings.test-email.dummy-data). */
const testRecord = (collection: Collection, email: string): StoredRecord => {
  const values = emptyValues()
  for (const { config, type } of collection.fields) {
    const { name } = config
    const isFilled = type.clock === undefined && type.secret !== true
    values[name] = isFilled ? type.cast(`__pb_test_${name}__`, config) : type.empty(config)
  }
  return { collection, values: { ...values, email } }
}
