import { afterEach, describe, expect, test } from 'bun:test'
import { Database } from 'bun:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mailedSecrets, storedSecrets } from '../probes/secrets.ts'
import type { ReceivedMail } from '../probes/smtp-sink.ts'
import { conform } from './case.ts'
import { Exchange, type SentRequest } from './exchange.ts'
import { findLeak } from './leaks.ts'
import { runCase } from './run-case.ts'
import { closeServers, runningAt, serve, signedIn, targetOf } from './test-support.ts'

afterEach(closeServers)

const url = 'http://127.0.0.1:1/api/x'

const exchange = (answer: unknown, request: Partial<SentRequest> = {}): Exchange =>
  new Exchange(
    { method: 'GET', url, headers: [], ...request },
    {
      status: 200,
      headers: new Headers(),
      bytes: new TextEncoder().encode(JSON.stringify(answer)),
    },
    1,
  )

const tokenOf = (collectionId: string): string =>
  `x.${Buffer.from(JSON.stringify({ collectionId })).toString('base64url')}.y`

const bySuperuser = { headers: [['Authorization', tokenOf('pbc_3142635823')]] } as const
const byUser = { headers: [['authorization', tokenOf('_pb_users_auth_')]] } as const

const hash = `$2a$10$${'a'.repeat(53)}`
const user = { collectionId: '_pb_users_auth_', id: 'r', email: 'a@example.com' }
const key = 'k'.repeat(50)

const notes = {
  id: 'pbc_1',
  type: 'base',
  indexes: [],
  fields: [
    { name: 'open', hidden: false },
    { name: 'secret', hidden: true },
  ],
}
const note = { collectionId: 'pbc_1', id: 'r', open: 'x' }
const whatOf = (...exchanges: readonly Exchange[]) => findLeak(exchanges, [['a key', key]])?.what

describe('a leak is', () => {
  test.each<[string, string, readonly Exchange[]]>([
    ['a hash', 'a password hash', [exchange({ a: hash })]],
    ['a token key', 'the tokenKey of an auth record', [exchange({ ...user, tokenKey: '' })]],
    [
      'a password, deep inside, for a superuser',
      'the password of an auth record',
      [exchange({ items: [{ expand: { by: { ...user, password: '' } } }] }, bySuperuser)],
    ],
    ['a known secret in any text', 'a key', [exchange({ message: `at ${key}!` })]],
    [
      'a password that comes back',
      'a password that was sent before',
      [exchange({}, { body: '{"password":"12345678"}' }), exchange({ ...user, name: '12345678' })],
    ],
    [
      'a hidden field',
      'the hidden field "secret"',
      [exchange(notes, bySuperuser), exchange({ items: [{ ...note, secret: '' }] }, byUser)],
    ],
    [
      'the receiver of a code',
      'the hidden field "sentTo"',
      [exchange({ collectionId: 'pbc_1638494021', sentTo: '' })],
    ],
  ])('%s', (_, what, exchanges) => {
    expect(whatOf(...exchanges)).toBe(what)
  })
})

describe('no leak is', () => {
  test.each<[string, readonly Exchange[]]>([
    ['an ordinary record', [exchange(user), exchange({ ...note, secret: 'unknown collection' })]],
    ['a hash that was sent as a text', [exchange({ a: hash }, { body: `{"a":"${hash}"}` })]],
    [
      'a hidden field for a superuser',
      [exchange(notes), exchange({ ...note, secret: '' }, bySuperuser)],
    ],
    [
      'a field that is hidden no more',
      [exchange(notes), exchange({ ...notes, fields: [] }), exchange({ ...note, secret: '' })],
    ],
    [
      'a field called password in a base collection',
      [
        exchange({ ...notes, fields: [{ name: 'password', hidden: false }] }),
        exchange({ ...note, password: 'x' }),
      ],
    ],
  ])('%s', (_, exchanges) => {
    expect(whatOf(...exchanges)).toBeUndefined()
  })
})

test('stored secrets are token keys, and secrets of collections and settings', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'plumbline-secrets-'))
  try {
    const db = new Database(join(dataDir, 'data.db'), { create: true })
    db.run('CREATE TABLE _collections (name, type, options)')
    db.run('CREATE TABLE _params (id, value)')
    db.run('CREATE TABLE "od""d" (tokenKey)')
    db.query('INSERT INTO "od""d" VALUES (?)').run(key)
    const options = { authToken: { secret: 's'.repeat(30) }, oauth2: { clientSecret: 'short' } }
    db.query("INSERT INTO _collections VALUES ('od\"d', 'auth', ?)").run(JSON.stringify(options))
    const settings = { smtp: { password: 'p'.repeat(20) } }
    db.query("INSERT INTO _params VALUES ('settings', ?)").run(JSON.stringify(settings))
    db.close()
    expect(storedSecrets(runningAt(url, { dataDir }))).toEqual([
      ['a token key', key],
      ['a secret of a collection', 's'.repeat(30)],
      ['a secret of the settings', 'p'.repeat(20)],
    ])
  } finally {
    rmSync(dataDir, { recursive: true })
  }
  expect(storedSecrets(runningAt(url))).toEqual([])
})

test('mailed secrets are codes and tokens', () => {
  const mail = { text: 'Your code is 12345678 (2026)', html: '<a href="/x/eyJa.b.c">' }
  // Only what is read of a mail.
  expect(mailedSecrets([mail as ReceivedMail]).map(([, text]) => text)).toEqual([
    '12345678',
    'eyJa.b.c',
  ])
})

test.each([
  ['that leaks', { ...user, tokenKey: key }, 'fail'],
  ['that does not', user, 'pass'],
])('a case on a server %s, whatever the case looks at', async (_, record, kind) => {
  const server = serve(signedIn(() => Response.json(record)))
  const subject = conform('page.defaults', {
    lane: 'shared',
    async check({ guest, claim }) {
      claim('answers', await guest.get('/one')).status(200)
    },
  })
  const target = targetOf(() => Promise.resolve(server))
  const { outcome } = await runCase(subject, { target, server })
  expect(outcome.kind).toBe(kind as typeof outcome.kind)
  if (outcome.kind === 'fail') expect(outcome.claim).toBe('leaks nothing')
})
