import { expect, test } from 'bun:test'
import { MailError, type Mailer, type MailMessage } from '../mail/message.ts'
import { callerOf, incoming, readObject, refusalOf, type TestApp, withApp } from '../testing/app.ts'

const password = 'correct horse 1'
const email = 'a@example.com'

/** Keeps what is sent. */
const collecting = (): Mailer & { readonly sent: MailMessage[] } => {
  const sent: MailMessage[] = []
  return { sent, send: (message) => Promise.resolve(void sent.push(message)) }
}

const join = (app: TestApp) => app.insert('users', { email, password, passwordConfirm: password })

const guest = (body: Readonly<Record<string, unknown>>) => incoming({ body, by: 'guest' })

/** The token of the first mail; those sent in the background come a moment later. */
const tokenOf = async (sent: readonly MailMessage[]): Promise<string> => {
  const end = Date.now() + 5000
  while (sent.length === 0 && Date.now() < end) await Bun.sleep(2)
  return /\/confirm-[a-z-]+\/([\w.-]+)"/.exec(sent[0]?.html ?? '')?.[1] ?? ''
}

const ownerOf = async (app: TestApp, id: string) => {
  const answer = await app.useCases.auth.withPassword('users', guest({ identity: email, password }))
  const token = String(readObject(answer)['token'])
  return { by: callerOf(app, 'users', id), token } as const
}

const statusesOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map(({ status }) => status).toSorted()

test('of several password resets with one token at once, one is kept', () => {
  const mailer = collecting()
  return withApp(
    async (app) => {
      await join(app)
      const { auth } = app.useCases
      await auth.requestPasswordReset('users', guest({ email }))
      const token = await tokenOf(mailer.sent)
      const settled = await Promise.allSettled(
        ['one', 'two', 'three'].map((text) => {
          const next = `${text} horse 2`
          const body = { token, password: next, passwordConfirm: next }
          return auth.confirmPasswordReset('users', guest(body))
        }),
      )
      expect(statusesOf(settled)).toEqual(['fulfilled', 'rejected', 'rejected'])
    },
    { mailer },
  )
})

test('of two changes to one address at once, one is kept', () => {
  const mailer = collecting()
  return withApp(
    async (app) => {
      const id = await join(app)
      const { auth } = app.useCases
      const owner = await ownerOf(app, id)
      const body = { newEmail: 'b@example.com' }
      await auth.requestEmailChange('users', incoming({ body, ...owner }))
      const token = await tokenOf(mailer.sent)
      const confirm = () => auth.confirmEmailChange('users', guest({ token, password }))
      expect(statusesOf(await Promise.allSettled([confirm(), confirm()]))).toEqual([
        'fulfilled',
        'rejected',
      ])
      expect(app.rows('SELECT email, verified FROM users')).toEqual([['b@example.com', 1]])
    },
    { mailer },
  )
})

test('a mail that cannot be sent changes nothing, and its reason is logged without the token', () => {
  const logged: string[] = []
  const sent: MailMessage[] = []
  const mailer: Mailer = {
    send(message) {
      sent.push(message)
      return Promise.reject(new MailError('no route to host'))
    },
  }
  return withApp(
    async (app) => {
      const id = await join(app)
      const before = app.rows('SELECT * FROM users')
      const { auth } = app.useCases
      const owner = await ownerOf(app, id)
      await auth.requestVerification('users', guest({ email }))
      await auth.requestPasswordReset('users', guest({ email }))
      const change = incoming({ body: { newEmail: 'b@example.com' }, ...owner })
      const refused = await refusalOf(auth.requestEmailChange('users', change))
      expect(refused.message).toBe('Failed to request email change.')
      const end = Date.now() + 5000
      while (logged.length < 2 && Date.now() < end) await Bun.sleep(2)
      expect(app.rows('SELECT * FROM users')).toEqual(before)
      expect(logged.toSorted()).toEqual([
        '8 Failed to send password reset email {"error":"no route to host"}',
        '8 Failed to send verification email {"error":"no route to host"}',
      ])
      expect(sent.length).toBe(3)
    },
    {
      mailer,
      log: (...entry) => logged.push(`${entry[0]} ${entry[1]} ${JSON.stringify(entry[2])}`),
    },
  )
})
