import type { Settings } from '../settings/shape.ts'
import type { Random } from '../values/random.ts'
import type { Mailer, MailMessage } from './message.ts'

export interface MailerParts {
  /** Read anew for each mail (mail.transport.smtp-when-enabled). */
  readonly settings: () => Settings
  readonly clock: () => Date
  readonly random: Random
}

/** Sends through the SMTP server of the settings, or through the local sendmail when there is none. */
export const createMailer = ({ settings, clock, random }: MailerParts): Mailer => ({
  async send(message) {
    const { smtp } = settings()
    const clean = withoutLineBreaks(message)
    if (!smtp.enabled) {
      const { sendBySendmail } = await import('./sendmail.ts')
      return sendBySendmail(clean)
    }
    // Loaded with the first mail: most servers start without ever sending one.
    const { sendBySmtp } = await import('./smtp.ts')
    return sendBySmtp(smtp, clean, { clock, random })
  },
})

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, '')

/** What is written into headers or commands cannot start a new one (mail.transport.header-injection). */
const withoutLineBreaks = ({ from, to, subject, html }: MailMessage): MailMessage => ({
  from: { name: oneLine(from.name), address: oneLine(from.address) },
  to: oneLine(to),
  subject: oneLine(subject),
  html,
})
