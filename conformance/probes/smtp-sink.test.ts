import { expect, test } from 'bun:test'
import { connect } from 'node:net'
import { startSmtpSink } from './smtp-sink.ts'

/** Says the lines one after the other, each after the server's answer to the one before; resolves with the answers. */
const talk = (port: number, lines: readonly string[]): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const answers: string[] = []
    const left = [...lines]
    const socket = connect(port, '127.0.0.1')
    let pending = ''
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      pending += chunk.toString()
      if (!/^\d{3} .*\r\n$/m.test(pending)) return
      answers.push(pending)
      pending = ''
      const line = left.shift()
      if (line === undefined) {
        socket.end()
        resolve(answers)
      } else socket.write(`${line}\r\n`)
    })
  })

const message = [
  'From: Acme <no-reply@example.com>',
  'To: =?utf-8?q?Zo=C3=AB?= <zoe@example.com>',
  'Subject: Hello',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Good day',
  '.',
].join('\r\n')

const plain = Buffer.from('\0joe\0secret').toString('base64')

test('keeps what was sent, parsed and as it came', async () => {
  const sink = await startSmtpSink()
  const arrival = sink.waitFor(({ subject }) => subject === 'Hello', 2_000)
  await talk(sink.port, [
    'EHLO me',
    `AUTH PLAIN ${plain}`,
    'MAIL FROM:<bounce@example.com>',
    'RCPT TO:<zoe@example.com>',
    'DATA',
    message,
    'QUIT',
  ])
  const { value: mail } = await arrival
  expect(mail?.envelope).toEqual({ from: 'bounce@example.com', to: ['zoe@example.com'] })
  expect(mail?.login).toEqual({ method: 'PLAIN', username: 'joe', password: 'secret' })
  expect(mail?.from?.address).toBe('no-reply@example.com')
  expect(mail?.to?.[0]).toEqual({ name: 'Zoë', address: 'zoe@example.com' })
  expect(mail?.text?.trim()).toBe('Good day')
  expect(mail?.source).toContain('=?utf-8?q?Zo=C3=AB?=')
  expect(sink.messages).toHaveLength(1)
  await sink.close()
})

test('silence is a value that says how long it lasted', async () => {
  const sink = await startSmtpSink()
  expect(await sink.waitFor(() => true, 20)).toEqual({ missing: 'nothing arrived in 20 ms' })
  const waiting = sink.waitFor(() => true)
  await sink.close()
  expect(await waiting).toEqual({ missing: 'the mail server was closed' })
})

test('can refuse recipients', async () => {
  const sink = await startSmtpSink({ refuse: 'no such mailbox' })
  const answers = await talk(sink.port, [
    'EHLO me',
    'MAIL FROM:<a@x.com>',
    'RCPT TO:<b@x.com>',
    'QUIT',
  ])
  expect(answers[3]).toStartWith('550 no such mailbox')
  await sink.close()
})
