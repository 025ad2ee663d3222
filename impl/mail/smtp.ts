import SMTPConnection, {
  type SMTPConnectionCustomAuthHandler,
} from 'nodemailer/lib/smtp-connection'
import type { Settings } from '../settings/shape.ts'
import { MailError, type MailMessage } from './message.ts'
import { type MimeParts, writeMime } from './mime.ts'

type SmtpSettings = Settings['smtp']

/** A server that accepts the connection and then stays silent is given up after this time. */
const silenceMs = 30_000

/** How long the answer to QUIT is waited for. */
const goodbyeMs = 1_000

/** One connection for one mail (mail.transport.one-connection-per-mail). */
export const sendBySmtp = async (
  smtp: SmtpSettings,
  message: MailMessage,
  parts: MimeParts,
): Promise<void> => {
  const source = await writeMime(message, parts)
  const connection = new SMTPConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls,
    name: smtp.localName === '' ? 'localhost' : smtp.localName,
    customAuth: { PLAIN: authPlain, LOGIN: authLogin },
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    dnsTimeout: silenceMs,
    socketTimeout: silenceMs,
  })
  askForUtf8(connection)
  try {
    await deliver(connection, smtp, message, source)
  } catch (error) {
    throw toMailError(error)
  }
}

/** What nodemailer's types do not tell of a connection. */
interface Inside {
  readonly _supportedExtensions: readonly string[]
  _sendCommand: (command: string, logged?: string) => void
}

/**
 * Asks for SMTPUTF8 wherever it is offered (mail.transport.mail-parameters-utf8). nodemailer does so only where an address needs it, and
 * has no option for it.
 */
const askForUtf8 = (connection: SMTPConnection): void => {
  const inside = connection as unknown as Inside // as its source has it; the sentence's case tells when that changes
  const send = inside._sendCommand.bind(connection)
  inside._sendCommand = (command, logged) => {
    const asks =
      command.startsWith('MAIL FROM:') && inside._supportedExtensions.includes('SMTPUTF8')
    send(asks ? `${command.replace(' SMTPUTF8', '')} SMTPUTF8` : command, logged)
  }
}

type Done = (error?: Error | null) => void

const deliver = (
  connection: SMTPConnection,
  smtp: SmtpSettings,
  { from, to }: MailMessage,
  source: Buffer,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const failed = (error: unknown): void => {
      connection.close()
      reject(error)
    }
    const after =
      (next: () => void): Done =>
      (error) =>
        error === undefined || error === null ? next() : failed(error)
    connection.on('error', failed)
    const send = (): void =>
      connection.send(
        { from: from.address, to, use8BitMime: true },
        source,
        after(() => {
          // The mail is sent; how the server takes the goodbye changes nothing.
          connection.removeAllListeners('error')
          connection.on('error', () => resolve())
          connection.once('end', () => resolve())
          setTimeout(() => connection.close(), goodbyeMs).unref()
          connection.quit()
        }),
      )
    connection.connect(
      after(() => {
        if (smtp.username === '' && smtp.password === '') return send()
        // mail.transport.auth-needs-encryption
        if (!connection.secure && !localHosts.has(smtp.host)) {
          return failed(new MailError('unencrypted connection'))
        }
        connection.login(
          {
            method: smtp.authMethod === 'LOGIN' ? 'LOGIN' : 'PLAIN',
            user: smtp.username,
            pass: smtp.password,
          },
          after(send),
        )
      }),
    )
  })

const localHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

const base64 = (text: string): string => Buffer.from(text).toString('base64')

// The handlers of nodemailer want both a name and a password; the contract tries with either (mail.transport.no-auth).

const authPlain: SMTPConnectionCustomAuthHandler = async ({ auth, sendCommand }) => {
  const { user, pass } = auth.credentials
  const { status, response } = await sendCommand(`AUTH PLAIN ${base64(`\0${user}\0${pass}`)}`)
  if (status !== 235) throw new MailError(response)
}

const authLogin: SMTPConnectionCustomAuthHandler = async ({ auth, sendCommand }) => {
  const { user, pass } = auth.credentials
  const answers: Readonly<Record<string, string>> = { 'username:': user, 'password:': pass }
  let reply = await sendCommand('AUTH LOGIN')
  while (reply.status === 334) {
    const prompt = Buffer.from(reply.text, 'base64').toString().toLowerCase()
    const answer = Object.hasOwn(answers, prompt) ? answers[prompt] : undefined
    if (answer === undefined) throw new MailError(`unexpected server challenge: ${prompt}`)
    reply = await sendCommand(base64(answer))
  }
  if (reply.status !== 235) throw new MailError(reply.response)
}

/** What the server replied, else what went wrong on the way to it (mail.transport.server-rejections). */
const toMailError = (cause: unknown): MailError => {
  if (cause instanceof MailError) return cause
  const reply = cause instanceof Error && 'response' in cause ? cause.response : undefined
  if (typeof reply === 'string' && reply !== '') return new MailError(reply, { cause })
  return new MailError(cause instanceof Error ? cause.message : String(cause), { cause })
}
