import type { Client } from '../harness/client.ts'
import { bodyIn } from '../mail/support.ts'
import { type ReceivedMail, startSmtpSink } from '../probes/smtp-sink.ts'
import type { Answer } from './session.ts'

/** The mails of one server, read one after the other. */
export interface Postbox {
  /** The next mail to an address, with a word in its subject; undefined when none comes in time. */
  next(address: string, word: string, deadlineMs: number): Promise<Answer | undefined>
  close(): Promise<void>
}

/** Makes a server send its mails here. */
export const openPostbox = async (superuser: Client): Promise<Postbox> => {
  const sink = await startSmtpSink()
  const read = new Set<ReceivedMail>()
  const smtp = { enabled: true, host: '127.0.0.1', port: sink.port, tls: false }
  await superuser.patch('/api/settings', { smtp })
  return {
    async next(address, word, deadlineMs) {
      const isNext = (mail: ReceivedMail): boolean =>
        mail.envelope.to.includes(address) &&
        mail.subject?.includes(word) === true &&
        !read.has(mail)
      const { value } = await sink.waitFor(isNext, deadlineMs)
      if (value === undefined) return undefined
      read.add(value)
      return answerOf(value)
    },
    close: () => sink.close(),
  }
}

const aToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/
const aCode = /\b\d{4,10}\b/

/** What it says, and the token or code in it, so that a later step can send them. */
const answerOf = ({ from, envelope, subject, text = '', html }: ReceivedMail): Answer => {
  const token = aToken.exec(text)?.[0]
  const code = token === undefined ? aCode.exec(text)?.[0] : undefined
  // The page around it is each server's own (mail.transport.html-layout).
  const content = bodyIn(html) ?? ''
  const withoutCode = (shown: string): string =>
    code === undefined ? shown : shown.replaceAll(code, '<code>')
  const body = {
    ...{ from, to: envelope.to, subject, text: withoutCode(text), html: withoutCode(content) },
    ...(token === undefined ? {} : { token }),
    ...(code === undefined ? {} : { code, codeLength: code.length }),
  }
  return { status: 250, headers: '', body: JSON.stringify(body) }
}
