import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { type Arrival, createInbox } from './inbox.ts'

/** A message as it came: what the SMTP client said, and what the message says. */
export interface ReceivedMail extends Email {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  /** How the client signed in; absent when it did not. */
  readonly login?: Login
  /** The message before parsing. */
  readonly source: string
}

export interface Login {
  readonly method: string
  readonly username: string
  readonly password: string
}

export interface SmtpSink {
  readonly port: number
  readonly messages: readonly ReceivedMail[]
  /** The first message that matches, also one that came before. */
  waitFor(
    matches: (mail: ReceivedMail) => boolean,
    deadlineMs?: number,
  ): Promise<Arrival<ReceivedMail>>
  close(): Promise<void>
}

export interface SmtpSinkOptions {
  /** Refuse every recipient with this answer. */
  readonly refuse?: string
  /** Hears of every message as it comes. */
  readonly onMail?: (mail: ReceivedMail) => void
}

const defaultDeadlineMs = 5_000

/** A real SMTP server on loopback that accepts every login, keeps every message, and delivers none. */
export const startSmtpSink = async ({
  refuse,
  onMail,
}: SmtpSinkOptions = {}): Promise<SmtpSink> => {
  const inbox = createInbox<ReceivedMail>()
  const logins = new Map<string, Login>()
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth({ method, username, password }, session, done) {
      logins.set(session.id, { method, username: username ?? '', password: password ?? '' })
      done(null, { user: username ?? '' })
    },
    onRcptTo(_address, _session, done) {
      done(refuse === undefined ? null : new Error(refuse))
    },
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      const login = logins.get(session.id)
      const envelope = {
        from: mailFrom === false ? '' : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
      }
      // The sender hears "accepted" only after the message is in the inbox: a case may look right after the answer.
      receive(stream, { envelope, ...(login === undefined ? {} : { login }) }).then(
        (mail) => {
          onMail?.(mail)
          inbox.add(mail)
          done()
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    },
  })
  const port = await listen(server)
  return {
    port,
    messages: inbox.all,
    waitFor: (matches, deadlineMs = defaultDeadlineMs) => inbox.find(matches, deadlineMs),
    close() {
      inbox.end('the mail server was closed')
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const receive = async (
  stream: AsyncIterable<Uint8Array>,
  session: Pick<ReceivedMail, 'envelope' | 'login'>,
): Promise<ReceivedMail> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const mail = await PostalMime.parse(bytes)
  return { ...mail, ...session, source: bytes.toString('utf8') }
}

const listen = (server: SMTPServer): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    const listener = server.listen(0, '127.0.0.1', () => {
      server.off('error', reject)
      // A client that hangs up in the middle is its own affair.
      server.on('error', () => undefined)
      const address = listener.address()
      if (address === null || typeof address === 'string') reject(new Error('no TCP port'))
      else resolve(address.port)
    })
  })
