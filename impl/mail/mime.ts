import { encodeWords } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'
import type { Random } from '../values/random.ts'
import { htmlToText } from './html-to-text.ts'
import type { MailMessage } from './message.ts'

export interface MimeParts {
  readonly clock: () => Date
  readonly random: Random
}

/** ASCII as it is, anything else as UTF-8 words of RFC 2047 (mail.transport.subject-encoding). */
export const encodeHeader = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : encodeWords(text, 'Q', 52, true)

/** The message as SMTP sends it: a plain text and the HTML as alternatives (mail.transport.mime-structure). */
export const writeMime = (message: MailMessage, { clock, random }: MimeParts): Promise<Buffer> => {
  const { from, to, subject, html } = message
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const root = new MimeNode(multipart('mixed', random))
  root.setHeader('From', { name: from.name, address: from.address })
  root.setHeader('To', to)
  root.setHeader('Subject', { prepared: true, foldLines: true, value: encodeHeader(subject) })
  root.setHeader('Message-ID', `<${random.text(15, letters)}@${domain}>`)
  root.setHeader('Date', formatMailDate(clock()))
  root.setHeader('MIME-Version', '1.0')
  const alternatives = root.createChild(multipart('alternative', random))
  addText(alternatives, 'text/plain', htmlToText(html))
  addText(alternatives, 'text/html', html)
  return root.build()
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const multipart = (kind: 'mixed' | 'alternative', random: Random): string =>
  `multipart/${kind}; boundary=${random.text(60, '0123456789abcdef')}`

const addText = (parent: MimeNode, type: string, text: string): void => {
  const node = parent.createChild(`${type}; charset=UTF-8`)
  node.setHeader('Content-Transfer-Encoding', 'quoted-printable')
  node.setContent(text)
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** RFC 1123 with the offset of the server's own zone (mail.transport.date). */
const formatMailDate = (date: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const offset = -date.getTimezoneOffset()
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  const day = `${days[date.getDay()] ?? ''}, ${two(date.getDate())} ${months[date.getMonth()] ?? ''} ${date.getFullYear()}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zone}`
}
