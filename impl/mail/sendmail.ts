import { accessSync, constants } from 'node:fs'
import { MailError, type MailMessage } from './message.ts'
import { encodeHeader } from './mime.ts'

const fixedPaths = ['/usr/sbin/sendmail', '/usr/bin/sendmail']

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not there, or not ours to run
  }
}

/** The first of the usual places, then the PATH (mail.transport.sendmail-fallback). */
const findSendmail = (): string => {
  const found = fixedPaths.find(isExecutable) ?? Bun.which('sendmail')
  if (found === null) throw new MailError('failed to locate a sendmail executable path')
  return found
}

/** Pipes the HTML into the local mail program, with the receiver as its only argument (mail.transport.sendmail-input). */
export const sendBySendmail = async (message: MailMessage): Promise<void> => {
  const { from, to, subject, html } = message
  const headers = [
    'Content-Type: text/html; charset=UTF-8',
    `From: ${quoted(from.name)} <${from.address}>`,
    `Subject: ${encodeHeader(subject)}`,
    `To: ${to}`,
  ]
  const child = Bun.spawn([findSendmail(), to], {
    stdin: new TextEncoder().encode(`${headers.join('\r\n')}\r\n\r\n${html}`),
    stdout: 'ignore',
    stderr: 'ignore',
  })
  const code = await child.exited
  if (code !== 0) throw new MailError(`exit status ${code}`)
}

/** A name of ASCII characters as a quoted string, any other as an encoded word. */
const quoted = (name: string): string => {
  const encoded = encodeHeader(name)
  return encoded === name ? `"${name.replace(/["\\]/g, '\\$&')}"` : encoded
}
