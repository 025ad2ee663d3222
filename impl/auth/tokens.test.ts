import { describe, expect, spyOn, test } from 'bun:test'
import { SignJWT } from 'jose'
import { withTempDir } from '../store/test-support.ts'
import { incoming, readObject, refusalOf, type TestApp, withApp } from '../testing/app.ts'
import { issueToken } from './tokens.ts'

const password = '1234567890'
const now = new Date('2030-01-01T00:00:00Z')
const clock = () => now
const seconds = now.getTime() / 1000

const join = (app: TestApp, email = 'a@example.com') =>
  app.insert('users', { email, password, passwordConfirm: password })

const signIn = async (app: TestApp, identity = 'a@example.com'): Promise<string> => {
  const answer = await app.useCases.auth.withPassword(
    'users',
    incoming({ body: { identity, password }, by: 'guest' }),
  )
  return String(readObject(answer)['token'])
}

const keyOf = (app: TestApp): string => {
  const [[tokenKey] = []] = app.rows('SELECT tokenKey FROM users')
  const option = app.collections.find('users')?.options['authToken'] as { readonly secret: string }
  return `${String(tokenKey)}${option.secret}`
}

/** A token as the server would sign it, with other claims. */
const forge = (app: TestApp, claims: Readonly<Record<string, unknown>>, alg = 'HS256') =>
  new SignJWT({ collectionId: '_pb_users_auth_', type: 'auth', exp: seconds + 60, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .sign(new TextEncoder().encode(keyOf(app)))

const id = 'abcdefghijklmno'

/** The record and the key of the example below. */
const withExample = (body: (app: TestApp) => Promise<void>, at = now): Promise<void> =>
  withApp(
    async (app) => {
      await app.insert('users', { id, email: 'a@example.com', password, passwordConfirm: password })
      await app.useCases.records.update(
        'users',
        id,
        incoming({ body: { tokenKey: 'k'.repeat(50) } }),
      )
      const authToken = { secret: 's'.repeat(50), duration: 604_800 }
      await app.useCases.collections.update('users', incoming({ body: { authToken } }))
      await body(app)
    },
    { clock: () => at },
  )

const example =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJjb2xsZWN0aW9uSWQiOiJfcGJfdXNlcnNfYXV0aF8iLCJleHAiOjI1MjQ2MDQ0NjEsImlkIjoiYWJjZGVmZ2hpamtsbW5vIiwicmVmcmVzaGFibGUiOnRydWUsInR5cGUiOiJhdXRoIn0.Z4y18n7BEDNzdUfUraVxr0lDrtRSAlp5ZacKSeFv0J4'

describe('the worked example', () => {
  const issued = new Date((2_524_604_461 - 604_800) * 1000)

  test('is what the server issues, to the byte', () =>
    withExample(async (app) => {
      expect(await signIn(app)).toBe(example)
    }, issued))

  test('is accepted until it expires', async () => {
    const authenticated = async (at: number) => {
      let found: string | undefined
      await withExample(
        async (app) => void (found = (await app.authenticate(example))?.id),
        new Date(at * 1000),
      )
      return found
    }
    expect(await authenticated(2_524_604_460)).toBe(id)
    expect(await authenticated(2_524_604_461)).toBeUndefined()
  })
})

describe('a token signed with the right key', () => {
  test.each<[string, Readonly<Record<string, unknown>>, boolean]>([
    ['without times', { exp: undefined }, true],
    ['that began in the past', { nbf: seconds - 1, iat: seconds - 1 }, true],
    ['that begins this second', { nbf: seconds, iat: seconds }, true],
    ['with 0 for times', { exp: 0, nbf: 0, iat: 0 }, true],
    ['with an expiry beyond 64 bits', { exp: 2 ** 63 }, false],
    ['that began at a time beyond 64 bits', { nbf: 2 ** 63 }, true],
    ['that has expired', { exp: seconds }, false],
    ['that begins later', { nbf: seconds + 1 }, false],
    ['that was issued later', { iat: seconds + 1 }, false],
    ['with a text for a time', { exp: String(seconds + 60) }, false],
    ['of another type', { type: 'file' }, false],
    ['of no type', { type: '' }, false],
    ['of another collection', { collectionId: 'pbc_3142635823' }, false],
    ['of no collection', { collectionId: 'nosuch' }, false],
    ['with the name of the collection', { collectionId: 'users' }, true],
    ['of another record', { id: 'nosuchrecord000' }, false],
    ['with a number for an id', { id: 1 }, false],
  ])('%s', (_, claims, accepted) =>
    withExample(async (app) => {
      const token = await forge(app, { id, ...claims })
      expect((await app.authenticate(token))?.id).toBe(accepted ? id : undefined)
    }),
  )

  test('is refused for another algorithm or none', () =>
    withExample(async (app) => {
      expect(await app.authenticate(await forge(app, { id }, 'HS512'))).toBeUndefined()
      const [, payload = ''] = (await forge(app, { id })).split('.')
      const header = btoa('{"alg":"none","typ":"JWT"}').replaceAll('=', '')
      expect(await app.authenticate(`${header}.${payload}.`)).toBeUndefined()
    }))
})

test('what is no token makes a guest', () =>
  withApp(async (app) => {
    for (const text of ['', 'x', 'a.b', 'a.b.c', '....', `${example}x`]) {
      expect(await app.authenticate(text)).toBeUndefined()
    }
  }))

describe('a token seen before', () => {
  test('costs no signature again', () =>
    withApp(async (app) => {
      await join(app)
      const token = await signIn(app)
      const verify = spyOn(crypto.subtle, 'verify')
      try {
        expect(await app.authenticate(token)).toBeDefined()
        expect(verify).toHaveBeenCalledTimes(1)
        expect(await app.authenticate(token)).toBeDefined()
        expect(verify).toHaveBeenCalledTimes(1)
      } finally {
        verify.mockRestore()
      }
    }))

  test('outlives a renamed collection', () =>
    withApp(async (app) => {
      const recordId = await join(app)
      const token = await signIn(app)
      await app.useCases.collections.update('users', incoming({ body: { name: 'members' } }))
      expect((await app.authenticate(token))?.id).toBe(recordId)
    }))

  test.each<[string, (app: TestApp, id: string) => Promise<unknown>]>([
    [
      'a new token key',
      ({ useCases }, recordId) =>
        useCases.records.update(
          'users',
          recordId,
          incoming({ body: { 'tokenKey:autogenerate': '' } }),
        ),
    ],
    [
      'a new secret',
      ({ useCases }) =>
        useCases.collections.update(
          'users',
          incoming({ body: { authToken: { secret: 'x'.repeat(30), duration: 60 } } }),
        ),
    ],
    [
      'the end of its record',
      ({ useCases }, recordId) => useCases.records.delete('users', recordId, incoming()),
    ],
  ])('is void at once after %s in another process', (_, change) =>
    withTempDir((dir) =>
      withApp(
        async (app) => {
          const recordId = await join(app)
          const token = await signIn(app)
          expect(await app.authenticate(token)).toBeDefined()
          await withApp((other) => change(other, recordId).then(() => undefined), { dir })
          // As the server does before each request.
          app.store.notice()
          expect(await app.authenticate(token)).toBeUndefined()
        },
        { dir },
      ),
    ),
  )
})

describe('refreshing', () => {
  test('answers a static token as it is', () =>
    withApp(
      async (app) => {
        const recordId = await join(app)
        const collection = app.collections.find('users')
        if (collection === undefined) throw new Error('no users')
        const [[tokenKey = null] = []] = app.rows('SELECT tokenKey FROM users')
        const record = { collection, values: { id: recordId, tokenKey: String(tokenKey) } }
        const token = await issueToken({ clock }, record, {
          refreshable: false,
          durationSeconds: 5,
        })
        const answer = await app.useCases.auth.refresh('users', incoming({ token, by: 'guest' }))
        expect(readObject(answer)['token']).toBe(token)
      },
      { clock },
    ))
})

describe('signing in', () => {
  test('with one factor opens a session where two are asked for', () =>
    withApp(async (app) => {
      await join(app)
      const body = {
        otp: { enabled: true, duration: 180, length: 8 },
        mfa: { enabled: true, duration: 60 },
      }
      await app.useCases.collections.update('users', incoming({ body }))
      expect((await refusalOf(signIn(app))).kind).toBe('second-factor')
      expect(app.rows('SELECT method FROM _mfas')).toEqual([['password']])
    }))

  test('with an unreadable stored hash fails like a wrong password', () =>
    withApp(async (app) => {
      await join(app)
      const sql = "UPDATE users SET password = '$2a$10$short'"
      await app.store.commit({ key: 'spoil', steps: [{ kind: 'write', sql, args: [] }] })
      const refused = await refusalOf(signIn(app))
      expect(refused).toMatchObject({ kind: 'invalid', message: 'Failed to authenticate.' })
    }))
})
