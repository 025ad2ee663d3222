import { describe, expect, test } from 'bun:test'
import { MailError } from '../mail/message.ts'
import { incoming, readObject, refusalOf, type TestApp, withApp } from '../testing/app.ts'
import { createOtpAttempts } from './otp-attempts.ts'

const password = '1234567890'
const code = '12345678'

const join = (app: TestApp) =>
  app.insert('users', { email: 'a@example.com', password, passwordConfirm: password })

const enable = (app: TestApp, more: object = {}) =>
  app.useCases.collections.update(
    'users',
    incoming({ body: { otp: { enabled: true, duration: 180, length: 8 }, ...more } }),
  )

const seed = async (app: TestApp, recordRef: string): Promise<string> => {
  const collectionRef = app.collections.find('users')?.id
  return app.insert('_otps', { collectionRef, recordRef, password: code })
}

const use = (app: TestApp, otpId: string, more: object = {}) =>
  app.useCases.auth.withOtp(
    'users',
    incoming({ body: { otpId, password: code, ...more }, by: 'guest' }),
  )

describe('a one-time password', () => {
  test('lets in one of two that use it at once', () =>
    withApp(async (app) => {
      const recordRef = await join(app)
      await enable(app)
      const otpId = await seed(app, recordRef)
      const both = await Promise.allSettled([use(app, otpId), use(app, otpId)])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(app.rows('SELECT id FROM _otps')).toEqual([])
    }))

  test('that ends a session of two factors lets in one of two', () =>
    withApp(async (app) => {
      const recordRef = await join(app)
      await enable(app, { mfa: { enabled: true, duration: 60 } })
      const collectionRef = app.collections.find('users')?.id
      const mfaId = await app.insert('_mfas', { collectionRef, recordRef, method: 'password' })
      const codes = [await seed(app, recordRef), await seed(app, recordRef)]
      const both = await Promise.allSettled(codes.map((otpId) => use(app, otpId, { mfaId })))
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }))

  test('is taken back when its mail cannot be sent', () => {
    const mailer = { send: () => Promise.reject(new MailError('no route')) }
    return withApp(
      async (app) => {
        await join(app)
        await enable(app)
        const body = { email: 'a@example.com' }
        const answer = await app.useCases.auth.requestOtp('users', incoming({ body, by: 'guest' }))
        expect(readObject(answer)['otpId']).toMatch(/^[a-z0-9]{15}$/)
        const end = Date.now() + 5000
        while (app.rows('SELECT id FROM _otps').length > 0 && Date.now() < end) await Bun.sleep(5)
        expect(app.rows('SELECT id FROM _otps')).toEqual([])
      },
      { mailer },
    )
  })

  test('of a record that is gone is refused like a wrong one', () =>
    withApp(async (app) => {
      const recordRef = await join(app)
      await enable(app)
      const otpId = await seed(app, recordRef)
      await app.store.commit({
        key: 'gone',
        steps: [{ kind: 'write', sql: 'DELETE FROM users', args: [] }],
      })
      const refused = await refusalOf(use(app, otpId))
      expect(refused).toMatchObject({ kind: 'invalid', message: 'Invalid or expired OTP.' })
    }))
})

describe('attempts', () => {
  test('are five, and full again three minutes after the last that counted', () => {
    let now = 0
    const attempts = createOtpAttempts(() => new Date(now))
    const takeAll = () => Array.from({ length: 7 }, () => attempts.take('a', 'ip'))
    expect(takeAll()).toEqual([true, true, true, true, true, false, false])
    now = 179_999
    expect(attempts.take('a', 'ip')).toBe(false)
    now = 180_000
    expect(takeAll()).toEqual([true, true, true, true, true, false, false])
  })

  test('are counted by record and client', () => {
    const attempts = createOtpAttempts(() => new Date(0))
    for (let used = 0; used < 5; used++) attempts.take('a', 'ip')
    expect(attempts.take('a', 'ip')).toBe(false)
    expect(attempts.take('a', 'other')).toBe(true)
    expect(attempts.take('b', 'ip')).toBe(true)
    attempts.reset()
    expect(attempts.take('a', 'ip')).toBe(true)
  })
})
