export interface MailAddress {
  readonly name: string
  readonly address: string
}

/** One mail to one receiver. Its plain text is derived from the HTML. */
export interface MailMessage {
  readonly from: MailAddress
  /** A bare address. */
  readonly to: string
  readonly subject: string
  /** A complete page. */
  readonly html: string
}

/** A mail that could not be handed over; the message is what the transport said, free of credentials. */
export class MailError extends Error {
  override readonly name = 'MailError'
}

export interface Mailer {
  /**
   * Resolves when the transport has taken the mail, and rejects with {@link MailError} when it has not; tried once
   * (mail.transport.unreachable).
   */
  send(message: MailMessage): Promise<void>
}
