import { createServer, type Socket, connect } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Certificate } from './certificate.ts'
import { type Address, listen } from './listen.ts'

export interface SmtpScript extends Address {
  /** What EHLO advertises: `STARTTLS`, `AUTH PLAIN LOGIN`, `8BITMIME`, … */
  readonly extensions?: readonly string[]
  /** Answers that are no acceptance, by command (`EHLO`, `MAIL`, …), for `greeting`, or for `.`, the end of the data. */
  readonly replies?: Readonly<Record<string, string>>
  /** Accepts connections and never says a word. */
  readonly isSilent?: boolean
  /** Pause before the greeting. */
  readonly greetingDelayMs?: number
  /** For STARTTLS, or for the whole connection when `isImplicit`. */
  readonly tls?: Certificate & { readonly isImplicit?: boolean }
  /** The prompts of AUTH LOGIN. */
  readonly prompts?: readonly [username: string, password: string]
}

/** What one client said. */
export interface Dialogue {
  /** Its lines in order, without those of the message. */
  readonly lines: readonly string[]
  /** First byte on the wire; 0x16 begins a TLS handshake. */
  readonly firstByte: number | undefined
  /** The message, if one was sent. */
  readonly data: string
  /** The client has hung up. */
  readonly isOver: boolean
}

export interface ScriptedSmtp {
  readonly port: number
  readonly dialogues: readonly Dialogue[]
  close(): Promise<void>
}

interface Talk {
  lines: string[]
  firstByte: number | undefined
  data: string
  isOver: boolean
}

/**
 * A mail server that says what it is told to, so that a case sees every command in order and can refuse any of them. For
 * parsed messages there is `startSmtpSink`.
 */
export const startScriptedSmtp = async (script: SmtpScript = {}): Promise<ScriptedSmtp> => {
  const talks: Talk[] = []
  const sockets = new Set<Socket>()
  const secure = script.tls === undefined ? undefined : await startSecure(script, talks)
  const server = createServer((socket) => {
    const talk: Talk = { lines: [], firstByte: undefined, data: '', isOver: false }
    talks.push(talk)
    sockets.add(socket)
    // A client that hangs up in the middle is its own affair.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      talk.isOver = true
    })
    socket.once('data', (chunk: Buffer) => (talk.firstByte ??= chunk[0]))
    if (secure !== undefined && script.tls?.isImplicit === true) tunnel(socket, secure.port)
    else converse(socket, script, talk, secure && (() => tunnel(socket, secure.port)))
  })
  const port = await listen(server, script)
  return {
    port,
    dialogues: talks,
    async close() {
      for (const socket of sockets) socket.destroy()
      await secure?.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The inside of the TLS connections; what is said there belongs to the connection outside, which is the last one. */
const startSecure = async (script: SmtpScript, talks: readonly Talk[]) => {
  const { cert = '', key = '', isImplicit = false } = script.tls ?? {}
  const sockets = new Set<Socket>()
  const inner = createTlsServer({ cert, key }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    const talk = talks.at(-1)
    if (talk !== undefined) converse(socket, script, talk, undefined, isImplicit)
  })
  inner.on('tlsClientError', () => undefined)
  const port = await listen(inner)
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => inner.close(resolve))
    },
  }
}

const tunnel = (outer: Socket, port: number): void => {
  const inner = connect(port, '127.0.0.1')
  inner.on('error', () => outer.destroy())
  inner.on('close', () => outer.destroy())
  outer.on('close', () => inner.destroy())
  outer.removeAllListeners('data')
  outer.pipe(inner)
  inner.pipe(outer)
}

const acceptance: Readonly<Record<string, string>> = {
  greeting: '220 mail.example.com ESMTP',
  HELO: '250 mail.example.com',
  STARTTLS: '220 go on',
  AUTH: '235 welcome',
  DATA: '354 end with a dot',
  QUIT: '221 bye',
}

const converse = (
  socket: Socket,
  {
    extensions = [],
    replies = {},
    isSilent = false,
    greetingDelayMs = 0,
    prompts = ['Username:', 'Password:'],
  }: SmtpScript,
  talk: Talk,
  upgrade: (() => void) | undefined,
  isGreeting = true,
): void => {
  const say = (what: string): void => {
    const lines = ['mail.example.com', ...extensions]
    const ehlo = lines.map((line, at) => `250${at === lines.length - 1 ? ' ' : '-'}${line}`)
    const usual = what === 'EHLO' ? ehlo.join('\r\n') : (acceptance[what] ?? '250 ok')
    socket.write(`${replies[what] ?? usual}\r\n`)
  }
  let pending = ''
  let isData = false
  const asked: string[] = []
  const hear = (line: string): void => {
    if (isData) {
      if (line !== '.') talk.data += `${line}\r\n`
      else {
        isData = false
        say('.')
      }
      return
    }
    talk.lines.push(line)
    const prompt = asked.shift()
    if (prompt !== undefined) {
      if (asked.length === 0) say('AUTH')
      else socket.write(`334 ${btoa(asked[0] ?? '')}\r\n`)
      return
    }
    const [verb = ''] = line.toUpperCase().split(' ')
    if (line.toUpperCase() === 'AUTH LOGIN' && replies['AUTH'] === undefined) {
      asked.push(...prompts)
      socket.write(`334 ${btoa(prompts[0])}\r\n`)
      return
    }
    say(verb)
    const isRefused = replies[verb] !== undefined
    if (verb === 'DATA' && !isRefused) isData = true
    if (verb === 'QUIT') socket.end()
    if (verb === 'STARTTLS' && !isRefused) upgrade?.()
  }
  if (isSilent) return
  if (isGreeting) setTimeout(() => say('greeting'), greetingDelayMs)
  socket.on('data', (chunk: Buffer) => {
    pending += chunk.toString('latin1')
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '')
      pending = pending.slice(end + 1)
      hear(line)
    }
  })
}
