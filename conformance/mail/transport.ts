import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Blocked } from '../harness/blocked.ts'
import { type CaseContext, conform } from '../harness/case.ts'
import { createClients } from '../harness/clients.ts'
import { any } from '../harness/match.ts'
import { makeCertificate } from '../probes/certificate.ts'
import { startScriptedSmtp } from '../probes/scripted-smtp.ts'
import { bodyIn, scripted, sendTest, useMeta, useSmtp, verbsOf } from './support.ts'

const failedTest = 'Failed to send the test email. Raw error: \n'
const startsFailed = any.matching(/^Failed to send the test email\. Raw error: \n\S/)
const sendFailure = { data: {}, message: startsFailed, status: 400 }

/** The sentence of a failed test mail with this in it. */
const failureWith = (text: string) => ({
  ...sendFailure,
  message: any.matching(new RegExp(`^Failed to send the test email\\. Raw error: \\n[^]*${text}`)),
})

export const smtpWhenEnabled = conform('mail.transport.smtp-when-enabled', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { mailSink, claim } = context
    const sink = await mailSink()
    const sent = await sendTest(context)
    claim('answers nothing', sent).status(204).empty()
    claim('one message arrived', sink.messages).length(1)
    const [message] = sink.messages
    claim(
      'to the address',
      message?.to?.map(({ address }) => address),
    ).equals(['a@example.com'])
    claim('with its subject', message?.subject).equals('Verify your Acme email')
    const other = await mailSink()
    claim('the next mail follows the new settings', await sendTest(context)).status(204)
    claim('it arrives there', other.messages).length(1)
    claim('and not at the old place', sink.messages).length(1)
  },
})

const fixedPaths = ['/usr/sbin/sendmail', '/usr/bin/sendmail']

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not there
  }
}

/** A server whose PATH is one directory, with a sendmail of these shell lines in it if there are any. */
const withSendmail = async (context: CaseContext, lines?: (directory: string) => string) => {
  const installed = fixedPaths.find(isExecutable)
  if (installed !== undefined) throw new Blocked(`${installed} comes before any other sendmail`)
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-sendmail-'))
  context.defer(() => rmSync(directory, { recursive: true, force: true }))
  if (lines !== undefined) {
    writeFileSync(join(directory, 'sendmail'), `#!/bin/sh\n${lines(directory)}\n`, { mode: 0o755 })
  }
  const server = await context.launch({ env: { PATH: directory } })
  const { superuser } = await createClients({ server })
  const read = (name: string): string | undefined => {
    const path = join(directory, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  }
  return { superuser, read }
}

/** Keeps its arguments and its input; no program but the shell is on the PATH. */
const recording = (directory: string) =>
  [
    `echo run >> ${directory}/runs`,
    `for argument in "$@"; do echo "$argument" >> ${directory}/arguments; done`,
    `while IFS= read -r line; do printf '%s\\n' "$line" >> ${directory}/input; done`,
    `printf '%s' "$line" >> ${directory}/input`,
  ].join('\n')

export const sendmailFallback = conform('mail.transport.sendmail-fallback', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { superuser, read } = await withSendmail(context, recording)
    context
      .claim('is accepted', await sendTest({ superuser }))
      .status(204)
      .empty()
    context.claim('ran once', read('runs')).equals('run\n')
  },
})

export const sendmailMissing = conform('mail.transport.sendmail-missing', {
  lane: 'private',
  needs: ['private'],
  async check(context) {
    const { superuser } = await withSendmail(context)
    context
      .claim('is told', await sendTest({ superuser }))
      .error(400, `${failedTest}failed to locate a sendmail executable path.`)
  },
})

export const sendmailInput = conform('mail.transport.sendmail-input', {
  lane: 'private',
  needs: ['private'],
  async check(context) {
    const { claim, accepted } = context
    const { superuser, read } = await withSendmail(context, recording)
    accepted(await sendTest({ superuser }))
    claim('one argument', read('arguments')).equals('a@example.com\n')
    const [head = '', ...rest] = (read('input') ?? '').split('\r\n\r\n')
    claim('four headers', head.split('\r\n')).equals([
      'Content-Type: text/html; charset=UTF-8',
      'From: "Support" <support@example.com>',
      'Subject: Verify your Acme email',
      'To: a@example.com',
    ])
    const html = rest.join('\r\n\r\n')
    claim('the raw page', html.trim()).matches(/^<!DOCTYPE html[^]*<\/html>$/)
    claim('with the body', bodyIn(html)).matches(/^<p>Hello,<\/p>\n<p>Thank you for joining us/)
  },
})

export const sendmailExitCode = conform('mail.transport.sendmail-exit-code', {
  lane: 'private',
  needs: ['private'],
  async check(context) {
    const { claim, refused } = context
    const good = await withSendmail(context, recording)
    const bad = await withSendmail(context, () => 'exit 3')
    const answer = refused(await sendTest(good), await sendTest(bad))
    claim('names the code', answer).status(400).body(failureWith('3'))
  },
})

export const oneConnectionPerMail = conform('mail.transport.one-connection-per-mail', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const { dialogues } = await scripted(context)
    accepted(await sendTest(context))
    accepted(await sendTest(context))
    claim('two connections', dialogues).length(2)
    for (const [at, { lines }] of dialogues.entries()) {
      const expected = ['EHLO', 'MAIL', 'RCPT', 'DATA', 'QUIT']
      claim(`mail ${at + 1} in order`, verbsOf(lines)).equals(expected)
    }
  },
})

export const ehloName = conform('mail.transport.ehlo-name', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const said = async (script: object, values: object) => {
      const { dialogues } = await scripted(context, { ...script }, { ...values })
      accepted(await sendTest(context))
      return dialogues[0]?.lines.filter((line) => /^(EHLO|HELO)/i.test(line))
    }
    claim('localhost unless told', await said({}, { localName: '' })).equals(['EHLO localhost'])
    const localName = 'mail.example.com'
    claim('the name of the settings', await said({}, { localName })).equals([`EHLO ${localName}`])
    const old = { replies: { EHLO: '502 what?' } }
    claim('HELO for old servers', await said(old, { localName })).equals([
      `EHLO ${localName}`,
      `HELO ${localName}`,
    ])
  },
})

export const starttlsOpportunistic = conform('mail.transport.starttls-opportunistic', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const extensions = ['STARTTLS', 'AUTH PLAIN LOGIN']
    const tls = await makeCertificate(['127.0.0.1'])
    const untrusted = await scripted(context, { extensions, tls }, { username: 'u' })
    const answer = await sendTest(context)
    claim('an untrusted certificate fails the mail', answer).status(400).body(sendFailure)
    const [first] = untrusted.dialogues
    claim('the upgrade was asked for', first?.lines.includes('STARTTLS')).equals(true)
    claim('nothing was said in clear text after it', verbsOf(first?.lines)).equals([
      'EHLO',
      'STARTTLS',
    ])
    const replies = { STARTTLS: '454 not now' }
    const refusing = await scripted(context, { extensions, replies }, { username: 'u' })
    claim('a refusal fails the mail', await sendTest(context))
      .status(400)
      .body(sendFailure)
    const said = verbsOf(refusing.dialogues[0]?.lines)
    claim(
      'no mail, no credentials',
      said.filter((verb) => /AUTH|MAIL/.test(verb)),
    ).equals([])
    claim('the upgrade was asked for there', said).includes('STARTTLS')
  },
})

export const starttlsNotAdvertised = conform('mail.transport.starttls-not-advertised', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { dialogues } = await scripted(context)
    context.claim('is delivered', await sendTest(context)).status(204)
    context.claim('unencrypted', verbsOf(dialogues[0]?.lines)).includes('DATA')
  },
})

const tlsHandshake = 0x16

export const implicitTls = conform('mail.transport.implicit-tls', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const plain = await scripted(context, {}, { tls: true })
    claim('a server without TLS', await sendTest(context))
      .status(400)
      .body(sendFailure)
    claim('hears a handshake first', plain.dialogues[0]?.firstByte).equals(tlsHandshake)
    const tls = { ...(await makeCertificate(['127.0.0.1'])), isImplicit: true }
    const untrusted = await scripted(context, { tls }, { tls: true })
    claim('an untrusted certificate', await sendTest(context))
      .status(400)
      .body(sendFailure)
    claim('nothing was said', untrusted.dialogues[0]?.lines).equals([])
  },
})

export const tlsTrusted = conform('mail.transport.tls-trusted', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { claim, defer, launch } = context
    const tls = await makeCertificate(['127.0.0.1', '127.0.0.2'])
    const directory = mkdtempSync(join(tmpdir(), 'plumbline-trust-'))
    defer(() => rmSync(directory, { recursive: true, force: true }))
    const path = join(directory, 'ca.pem')
    writeFileSync(path, tls.cert)
    const server = await launch({ env: { SSL_CERT_FILE: path, NODE_EXTRA_CA_CERTS: path } })
    const clients = await createClients({ server })
    const own = { ...context, ...clients, maker: clients.superuser }
    const extensions = ['STARTTLS']
    const upgraded = await scripted(own, { extensions, tls })
    claim('STARTTLS', await sendTest(own)).status(204)
    const order = ['EHLO', 'STARTTLS', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'QUIT']
    claim('STARTTLS, in this order', verbsOf(upgraded.dialogues[0]?.lines)).equals(order)
    const secret = { username: 'u', password: 'p' }
    const elsewhere = { host: '127.0.0.2', tls: { ...tls, isImplicit: true } }
    const direct = await scripted(own, elsewhere, { tls: true, ...secret })
    claim('implicit TLS', await sendTest(own)).status(204)
    claim('credentials go to any host', direct.dialogues[0]?.lines).includes('AUTH PLAIN AHUAcA==')
    await useSmtp(own, { host: 'localhost', port: upgraded.port })
    claim('a certificate of another name', await sendTest(own))
      .status(400)
      .body(sendFailure)
  },
})

export const noAuth = conform('mail.transport.no-auth', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { claim } = context
    const authLines = (lines: readonly string[] = []) => lines.filter((line) => /^AUTH/.test(line))
    const open = await scripted(context, { extensions: ['AUTH PLAIN LOGIN'] })
    claim('is accepted without credentials', await sendTest(context)).status(204)
    claim('says no AUTH then', authLines(open.dialogues[0]?.lines)).equals([])
    const named = await scripted(context, {}, { username: 'u' })
    claim('is accepted with a name', await sendTest(context)).status(204)
    const plain = btoa('\0u\0')
    claim('AUTH for a name alone, not advertised', authLines(named.dialogues[0]?.lines)).equals([
      `AUTH PLAIN ${plain}`,
    ])
    const secret = await scripted(context, {}, { username: '', password: 'p' })
    claim('is accepted with a password', await sendTest(context)).status(204)
    claim('AUTH for a password alone', authLines(secret.dialogues[0]?.lines)).equals([
      `AUTH PLAIN ${btoa('\0\0p')}`,
    ])
  },
})

const secret = { username: 'u', password: 'p' }

export const authPlain = conform('mail.transport.auth-plain', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    for (const authMethod of ['', 'PLAIN']) {
      const script = { extensions: ['AUTH LOGIN PLAIN'] }
      const { dialogues } = await scripted(context, script, { ...secret, authMethod })
      const name = authMethod === '' ? 'unless told' : 'when told'
      context.claim(`${name}: is accepted`, await sendTest(context)).status(204)
      const lines = dialogues[0]?.lines.slice(1, 2)
      context.claim(`${name}: one line`, lines).equals(['AUTH PLAIN AHUAcA=='])
    }
  },
})

export const authLogin = conform('mail.transport.auth-login', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { claim } = context
    const said = async (prompts: readonly [string, string]) => {
      const script = { extensions: ['AUTH PLAIN LOGIN'], prompts }
      const values = { ...secret, authMethod: 'LOGIN' }
      const { dialogues } = await scripted(context, script, values)
      claim(`${prompts[0]} is accepted`, await sendTest(context)).status(204)
      return dialogues[0]?.lines.slice(1, 4)
    }
    const expected = ['AUTH LOGIN', 'dQ==', 'cA==']
    claim('answers the prompts', await said(['Username:', 'Password:'])).equals(expected)
    claim('in any letter case', await said(['USERNAME:', 'password:'])).equals(expected)
  },
})

export const authNeedsEncryption = conform('mail.transport.auth-needs-encryption', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { claim } = context
    const script = { host: '127.0.0.2', extensions: ['AUTH PLAIN LOGIN'] }
    const open = await scripted(context, script)
    claim('the host takes mail without credentials', await sendTest(context)).status(204)
    claim('it was there', open.dialogues).length(1)
    for (const authMethod of ['PLAIN', 'LOGIN']) {
      const { dialogues } = await scripted(context, script, { ...secret, authMethod })
      claim(`${authMethod} fails`, await sendTest(context))
        .status(400)
        .body(sendFailure)
      const said = verbsOf(dialogues[0]?.lines).filter((verb) => /AUTH|MAIL/.test(verb))
      claim(`${authMethod} says neither AUTH nor MAIL`, said).equals([])
    }
    await scripted(context, { extensions: ['AUTH PLAIN LOGIN'] }, { ...secret, host: 'localhost' })
    claim('localhost may hear them', await sendTest(context)).status(204)
  },
})

export const authRejected = conform('mail.transport.auth-rejected', {
  lane: 'private',
  needs: ['private', 'mail-sink'],
  async check(context) {
    const { claim } = context
    for (const authMethod of ['PLAIN', 'LOGIN']) {
      const script = { replies: { AUTH: '535 bad credentials' } }
      const { dialogues } = await scripted(context, script, { ...secret, authMethod })
      const answer = await sendTest(context)
      claim(`${authMethod} fails`, answer).status(400).body(failureWith('535[^]*bad credentials'))
      const mails = verbsOf(dialogues[0]?.lines).filter((verb) => verb === 'MAIL')
      claim(`${authMethod}: no mail follows`, mails).equals([])
    }
  },
})

export const envelope = conform('mail.transport.envelope', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const { dialogues } = await scripted(context)
    await useMeta(context, { senderAddress: 'sender@example.org' })
    accepted(await sendTest(context))
    const lines = dialogues[0]?.lines ?? []
    claim(
      'the sender of the settings',
      lines.filter((line) => line.startsWith('MAIL')),
    ).equals(['MAIL FROM:<sender@example.org>'])
    claim(
      'one receiver',
      lines.filter((line) => line.startsWith('RCPT')),
    ).equals(['RCPT TO:<a@example.com>'])
  },
})

export const mailParameters = conform('mail.transport.mail-parameters', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const said = async (extensions: readonly string[]) => {
      const { dialogues } = await scripted(context, { extensions })
      accepted(await sendTest(context))
      return dialogues[0]?.lines.find((line) => line.startsWith('MAIL'))
    }
    const plain = 'MAIL FROM:<support@example.com>'
    claim('8BITMIME', await said(['8BITMIME'])).equals(`${plain} BODY=8BITMIME`)
    claim('nothing that is not advertised', await said([])).equals(plain)
  },
})

export const mailParametersUtf8 = conform('mail.transport.mail-parameters-utf8', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted } = context
    const { dialogues } = await scripted(context, { extensions: ['8BITMIME', 'SMTPUTF8'] })
    accepted(await sendTest(context))
    claim(
      'for addresses of ASCII',
      dialogues[0]?.lines.find((line) => line.startsWith('MAIL')),
    ).equals('MAIL FROM:<support@example.com> BODY=8BITMIME SMTPUTF8')
    accepted(await sendTest(context, { email: 'ü@exämple.de' }))
    claim(
      'for others',
      dialogues[1]?.lines.filter((line) => /^(MAIL|RCPT)/.test(line)),
    ).equals([
      'MAIL FROM:<support@example.com> BODY=8BITMIME SMTPUTF8',
      // The bytes of UTF-8, which the scripted server reads one by one.
      Buffer.from('RCPT TO:<ü@exämple.de>').toString('latin1'),
    ])
  },
})

export const serverRejections = conform('mail.transport.server-rejections', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, refused } = context
    await scripted(context)
    const control = await sendTest(context)
    const names = { MAIL: 'MAIL', RCPT: 'RCPT', DATA: 'DATA', '.': 'the end of the data' }
    for (const [verb, name] of Object.entries(names)) {
      await scripted(context, { replies: { [verb]: '550 no such user' } })
      const answer = refused(control, await sendTest(context))
      claim(name, answer).status(400).body(failureWith('550[^]*no such user'))
    }
  },
})

export const unreachable = conform('mail.transport.unreachable', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, defer } = context
    const gone = await scripted(context)
    await gone.close()
    claim('fails', await sendTest(context))
      .status(400)
      .body(sendFailure)
    const again = await startScriptedSmtp({ port: gone.port })
    defer(() => again.close())
    accepted(await sendTest(context, { email: 'b@example.com' }))
    const receivers = again.dialogues.flatMap(({ lines }) =>
      lines.filter((line) => line.startsWith('RCPT')),
    )
    claim('nothing is delivered later', receivers).equals(['RCPT TO:<b@example.com>'])
  },
})
