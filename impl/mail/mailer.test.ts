import { afterEach, describe, expect, test } from 'bun:test'
import { createServer, type Server, type Socket } from 'node:net'
import { defaultSettings } from '../store/data-dir/settings.ts'
import type { Settings } from '../settings/shape.ts'
import { systemRandom } from '../values/random.ts'
import { createMailer } from './mailer.ts'
import { MailError } from './message.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A server that does this with every connection; its port. */
const listen = (serve: (socket: Socket) => void): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      serve(socket)
    })
    servers.push(server)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

const secret = { username: 'joe', password: 'the secret word' }

/** What sending through this port ends with. */
const failureOf = async (port: number, smtp: Partial<Settings['smtp']> = {}): Promise<unknown> => {
  const settings = {
    ...defaultSettings,
    smtp: { ...defaultSettings.smtp, enabled: true, host: '127.0.0.1', port, ...smtp },
  } as unknown as Settings // secrets are absent in the stored defaults
  const clock = () => new Date()
  const mailer = createMailer({ settings: () => settings, clock, random: systemRandom })
  try {
    await mailer.send({
      from: { name: 'Support', address: 'support@example.com' },
      to: 'a@example.com',
      subject: 'S',
      html: '<p>B</p>',
    })
    return undefined
  } catch (error) {
    return error
  }
}

const plain = { username: '', password: '' }

describe('a mail server that misbehaves fails the mail, and nothing else', () => {
  const behaviours: Readonly<Record<string, (socket: Socket) => void>> = {
    'hangs up at once': (socket) => socket.destroy(),
    'speaks another protocol': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'greets with bytes': (socket) => socket.end(Buffer.from([0, 255, 0xfe, 13, 10, 0xff, 13, 10])),
    'refuses in its greeting': (socket) => socket.end('554 go away\r\n'),
    'never ends its line': (socket) => {
      const chunk = Buffer.alloc(65_536, 'x')
      const push = () => {
        while (!socket.destroyed && socket.write(chunk));
        if (!socket.destroyed) socket.once('drain', push)
      }
      push()
    },
    'hangs up in the middle': (socket) => {
      socket.write('220 hello\r\n')
      socket.on('data', (data) => {
        if (data.toString().startsWith('EHLO')) socket.write('250 ok\r\n')
        else socket.destroy()
      })
    },
    'answers the message with nonsense': (socket) => {
      socket.write('220 hello\r\n')
      socket.on('data', (data) => {
        const text = data.toString()
        if (text.startsWith('DATA')) socket.write('354 go\r\n')
        else if (text.includes('\r\n.\r\n')) socket.end('what?\r\n')
        else if (/^(EHLO|MAIL|RCPT)/.test(text)) socket.write('250 ok\r\n')
      })
    },
  }
  for (const [name, serve] of Object.entries(behaviours)) {
    test(
      name,
      async () => {
        const failure = await failureOf(await listen(serve), plain)
        expect(failure).toBeInstanceOf(MailError)
        expect((failure as MailError).message).not.toBe('')
      },
      10_000,
    )
  }
})

test('a refusal does not repeat the credentials', async () => {
  const port = await listen((socket) => {
    socket.write('220 hello\r\n')
    socket.on('data', (data) => {
      const text = data.toString()
      socket.write(text.startsWith('AUTH') ? '535 no\r\n' : '250 ok\r\n')
    })
  })
  const failure = await failureOf(port, secret)
  expect(failure).toBeInstanceOf(MailError)
  const told = Bun.inspect(failure)
  const encoded = Buffer.from(`\0${secret.username}\0${secret.password}`).toString('base64')
  expect(told).toContain('535 no')
  expect(told).not.toContain(secret.password)
  expect(told).not.toContain(encoded)
})
