import type { Template } from '../collections/auth-options.ts'
import type { Field } from '../collections/model.ts'
import type { FieldValue } from '../fields/field-type.ts'
import type { StoredRecord } from '../records/record.ts'
import type { Settings } from '../settings/shape.ts'
import { castText } from '../values/cast.ts'
import { isObject } from '../values/shape.ts'
import { toPage } from './layout.ts'
import type { MailMessage } from './message.ts'

export interface TemplatedMail {
  readonly meta: Settings['meta']
  /** Of the record's collection: `verificationTemplate`, `otp.emailTemplate`, … */
  readonly template: Template
  /** What `{RECORD:…}` reads. */
  readonly record: StoredRecord
  readonly to: string
  /** The flow's own placeholders by name, `TOKEN`, `OTP`, …; put in as they are. */
  readonly placeholders: Readonly<Record<string, string>>
}

/** Fills a template (auth.mail.placeholders-*); what names nothing stays as it is written. */
export const renderMail = (mail: TemplatedMail): MailMessage => {
  const { meta, template, to } = mail
  const values = valuesOf(mail)
  const fill = (text: string): string =>
    text.replace(/\{([^{}]*)\}/g, (whole, name: string) => values.get(name) ?? whole)
  return {
    from: { name: meta.senderName, address: meta.senderAddress },
    to,
    subject: fill(template.subject),
    html: toPage(fill(template.body)),
  }
}

const valuesOf = ({ meta, record, placeholders }: TemplatedMail): ReadonlyMap<string, string> => {
  const values = new Map<string, string>([
    ['APP_NAME', meta.appName],
    ['APP_URL', meta.appURL],
    ...Object.entries(placeholders),
  ])
  for (const field of record.collection.fields) {
    const { name, hidden } = field.config
    if (!hidden) values.set(`RECORD:${name}`, escapeHtml(printed(field, record.values[name])))
  }
  return values
}

/** Lists have no text of their own (auth.mail.placeholders-record). */
const printed = ({ type }: Field, value: FieldValue | undefined): string =>
  isObject(value) ? type.toJson(value) : castText(value)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
