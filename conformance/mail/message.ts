import type { CaseContext } from '../harness/case.ts'
import { conform } from '../harness/case.ts'
import type { ReceivedMail } from '../probes/smtp-sink.ts'
import { bodyIn, sendTest, useMeta } from './support.ts'

/** Header lines of a message as they came, unfolded, by name. */
const headersOf = ({
  source,
}: ReceivedMail): readonly (readonly [name: string, value: string])[] => {
  const [head = ''] = source.split('\r\n\r\n')
  return head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
    })
}

const headerOf = (mail: ReceivedMail, name: string): string | undefined =>
  headersOf(mail).find(([key]) => key === name)?.[1]

interface Sent {
  /** The message that the test mail became. */
  send(body?: Readonly<Record<string, unknown>>): Promise<ReceivedMail>
  /** The same with a verification template of one's own. */
  sendTemplate(template: {
    readonly subject?: string
    readonly body?: string
  }): Promise<ReceivedMail>
}

const sending = async (context: CaseContext): Promise<Sent> => {
  const { mailSink, collection, superuser, accepted } = context
  const sink = await mailSink()
  const send = async (body: Readonly<Record<string, unknown>> = {}) => {
    accepted(await sendTest(context, body))
    const mail = sink.messages.at(-1)
    if (mail === undefined)
      throw new Error('an accepted test mail is in the sink before the answer')
    return mail
  }
  return {
    send,
    async sendTemplate({ subject = 'S', body = 'B' }) {
      const { path, name } = await collection({ type: 'auth' })
      accepted(await superuser.patch(path, { verificationTemplate: { subject, body } }))
      return send({ collection: name })
    },
  }
}

export const headers = conform('mail.transport.headers', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { send } = await sending(context)
    const mail = await send()
    const names = headersOf(mail).map(([name]) => name)
    const expected = 'Content-Type Date From MIME-Version Message-ID Subject To'.split(' ')
    context.claim('exactly these', names.toSorted()).equals(expected.toSorted())
    context.claim('MIME', headerOf(mail, 'MIME-Version')).equals('1.0')
  },
})

export const fromHeader = conform('mail.transport.from-header', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { send } = await sending(context)
    claim('an ASCII name is unquoted', headerOf(await send(), 'From')).equals(
      'Support <support@example.com>',
    )
    await useMeta(context, { senderName: 'Café Ünïcode', senderAddress: 'cafe@example.org' })
    const mail = await send()
    const raw = headerOf(mail, 'From')
    claim('another name is ASCII on the wire', raw).matches(
      /^=\?utf-8\?[qb]\?[!-~]+\?= <cafe@example\.org>$/i,
    )
    claim('and decodes to itself', mail.from).equals({
      address: 'cafe@example.org',
      name: 'Café Ünïcode',
    })
  },
})

export const toHeader = conform('mail.transport.to-header', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { send } = await sending(context)
    context.claim('the bare address', headerOf(await send(), 'To')).equals('a@example.com')
  },
})

export const subjectEncoding = conform('mail.transport.subject-encoding', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { send } = await sending(context)
    claim('ASCII as it is', headerOf(await send(), 'Subject')).equals('Verify your Acme email')
    const appName = `Äcme – ${'日本語'.repeat(12)}`
    await useMeta(context, { appName })
    const mail = await send()
    claim('another is ASCII on the wire', headerOf(mail, 'Subject')).matches(
      /^(=\?utf-8\?[qb]\?[!-~]+\?= ?)+$/i,
    )
    claim('and decodes to itself', mail.subject).equals(`Verify your ${appName} email`)
  },
})

export const messageId = conform('mail.transport.message-id', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { send } = await sending(context)
    const first = headerOf(await send(), 'Message-ID')
    context.claim('has this form', first).matches(/^<[A-Za-z0-9]{15}@example\.com>$/)
    context.claim('is another each time', headerOf(await send(), 'Message-ID')).differs(first)
    await useMeta(context, { senderAddress: 'a@sub.example.org' })
    const other = headerOf(await send(), 'Message-ID')
    context.claim("has the sender's domain", other).matches(/@sub\.example\.org>$/)
  },
})

export const date = conform('mail.transport.date', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { send } = await sending(context)
    const before = Date.now()
    const value = headerOf(await send(), 'Date')
    context
      .claim('has this form', value)
      .matches(/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/)
    const distance = Math.abs(Date.parse(value ?? '') - before)
    context.claim('is now', distance).atMost(60_000)
    const offset = -new Date().getTimezoneOffset()
    const [, sign = '', hours = '', minutes = ''] = /([+-])(\d\d)(\d\d)$/.exec(value ?? '') ?? []
    const seen = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
    context.claim('in the local zone', seen).equals(offset === 0 ? 0 : offset)
  },
})

/** Content types in the order of the source, without parameters. */
const typesOf = ({ source }: ReceivedMail): readonly string[] =>
  [...source.matchAll(/^Content-Type: ([\w/]+)/gim)].map(([, type = '']) => type.toLowerCase())

export const mimeStructure = conform('mail.transport.mime-structure', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { sendTemplate } = await sending(context)
    const mail = await sendTemplate({ body: '<p>日本 é</p>' })
    const types = typesOf(mail)
    const isLeaf = (type: string) => !type.startsWith('multipart/')
    claim('text, then HTML', types.filter(isLeaf)).equals(['text/plain', 'text/html'])
    const alternatives = types.filter((type) => type === 'multipart/alternative')
    claim('one set of alternatives', alternatives).length(1)
    const leaves = mail.source.match(/^Content-Type: text\/\w+;\s*charset="?utf-8"?/gim)
    claim('both in UTF-8', leaves).length(2)
    claim('the text', mail.text?.trim()).equals('日本 é')
    claim('the HTML', bodyIn(mail.html)).equals('<p>日本 é</p>')
    claim('nothing is attached', mail.attachments).equals([])
  },
})

export const mimeWrapping = conform('mail.transport.mime-wrapping', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { send } = await sending(context)
    const mail = await send()
    claim('in this order', typesOf(mail)).equals([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
    ])
    const encodings = mail.source.match(/^Content-Transfer-Encoding: quoted-printable/gim)
    claim('both quoted-printable', encodings).length(2)
    const boundaries = mail.source.match(/boundary="?[0-9a-f]{60}"?(;|\r)/g)
    claim('boundaries', boundaries).length(2)
  },
})

export const headerInjection = conform('mail.transport.header-injection', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { sendTemplate } = await sending(context)
    await useMeta(context, { senderName: 'a\r\nBcc: x@example.com' })
    const mail = await sendTemplate({ subject: 'S\r\nCc: y@example.com\nX-Other: z' })
    const names = headersOf(mail).map(([name]) => name)
    const injected = names.filter((name) => /^(Bcc|Cc|X-Other)$/i.test(name))
    claim('no header of the name', injected).equals([])
    claim('the name is one line', headerOf(mail, 'From')).includes('aBcc: x@example.com')
    claim('the subject is one line', mail.subject).equals('SCc: y@example.comX-Other: z')
    claim('one receiver', mail.envelope.to).equals(['a@example.com'])
  },
})

export const htmlLayout = conform('mail.transport.html-layout', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { sendTemplate } = await sending(context)
    const body = '<p>{{.Title}} & <b>"you"</b></p>\n<script>1 < 2</script>'
    const { html = '' } = await sendTemplate({ body })
    claim('is a page', html.trim()).matches(
      /^<!DOCTYPE html PUBLIC "-\/\/W3C\/\/DTD XHTML 1\.0 Strict\/\/EN"[^]*<\/html>$/,
    )
    const [head = ''] = html.split('<body')
    claim('in UTF-8', head).matches(/<meta [^>]*charset=utf-8/i)
    claim('with a style for the button', head).matches(/<style[^>]*>[^<]*\.btn\s*\{/)
    claim('the body is as it was written', bodyIn(html)).equals(body)
  },
})

const textCases: readonly (readonly [name: string, html: string, lines: readonly string[]])[] = [
  ['a block begins a line', '<p>one</p><p>two</p><div>three</div>', ['one', 'two', 'three']],
  ['the end of a block does not', '<p>a</p>b', ['ab']],
  ['a break begins a line', 'one<br>two<br/>three', ['one', 'two', 'three']],
  ['inline elements do not', 'a<b>b</b><i>c</i><span>d</span><strong>e</strong>', ['abcde']],
  [
    'a link',
    '<p>See <a href="https://x.example/?a=1&amp;b=2">the page</a>.</p>',
    ['See [the page](https://x.example/?a=1&b=2).'],
  ],
  ['a link without text', '<a href="https://x.example"></a>', ['[LINK](https://x.example)']],
  ['a link without address', '<a>here</a>', ['[here]']],
  ['items', 'x<ul><li>one</li><li>two</li></ul>', ['x', '- one', '- two']],
  ['white space', '<p>a \t\r\n  b</p>', ['a b']],
  ['white space where a line begins', '<p>a</p>\n<p>\n b<br>\n c</p>', ['a', 'b', 'c']],
  ['white space where an item begins', 'a<ul>\n<li>\n b</li></ul>', ['a', '- b']],
  ['entities', '<p>&lt;b&gt; &amp; &eacute; &#9786;</p>', ['<b> & é ☺']],
  [
    'what is dropped',
    'a<style>b{}</style><script>c</script><img alt="d"><button>e</button>f',
    ['af'],
  ],
  ['forms are dropped', 'a<form>b<input value="c"></form><textarea>d</textarea>e', ['ae']],
]

export const textPart = conform('mail.transport.text-part', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { send, sendTemplate } = await sending(context)
    for (const [name, body, lines] of textCases) {
      const { text = '' } = await sendTemplate({ body })
      claim(
        name,
        text
          .trim()
          .split(/\r?\n/)
          .map((line) => line.trimEnd()),
      ).equals(lines)
    }
    const { text } = await send({ collection: 'users' })
    claim('the default mail', text).matches(
      /\[Verify\]\(http:\/\/localhost:8090\/_\/#\/auth\/confirm-verification\/[\w.-]+\)/,
    )
  },
})
