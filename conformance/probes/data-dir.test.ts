import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { changeRows, forgeToken, readRows } from './data-dir.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'plumbline-data-'))
const server = { dataDir }

beforeAll(() => {
  const db = new Database(join(dataDir, 'data.db'), { create: true })
  db.run('PRAGMA journal_mode = WAL')
  db.run('CREATE TABLE _collections (id TEXT, name TEXT, options TEXT)')
  db.run('CREATE TABLE users (id TEXT, email TEXT, tokenKey TEXT)')
  const token = { secret: 's'.repeat(50), duration: 1 }
  const options = JSON.stringify({ authToken: token, verificationToken: token })
  db.run('INSERT INTO _collections VALUES (?, ?, ?)', ['_pb_users_auth_', 'users', options])
  db.run('INSERT INTO users VALUES (?, ?, ?)', ['abcdefghijklmno', 'a@b.c', 'k'.repeat(50)])
  db.close()
})
afterAll(() => rmSync(dataDir, { recursive: true }))

const request = { type: 'auth', collection: 'users', recordId: 'abcdefghijklmno' } as const

test('forges the token that a real server issued for the same secrets', async () => {
  // Witnessed on PocketBase 0.36.6.
  expect(await forgeToken(server, { ...request, claims: { exp: 2524604461 } })).toBe(
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJjb2xsZWN0aW9uSWQiOiJfcGJfdXNlcnNfYXV0aF8iLCJleHAiOjI1MjQ2MDQ0NjEsImlkIjoiYWJjZGVmZ2hpamtsbW5vIiwicmVmcmVzaGFibGUiOnRydWUsInR5cGUiOiJhdXRoIn0.Z4y18n7BEDNzdUfUraVxr0lDrtRSAlp5ZacKSeFv0J4',
  )
})

test('claims can be changed and left out, and the lifetime may lie behind', async () => {
  const now = Math.floor(Date.now() / 1000)
  const expired = decodeJwt(await forgeToken(server, { ...request, lifetimeSeconds: -10 }))
  expect(expired.exp).toBeWithin(now - 12, now - 8)
  const mail = { ...request, type: 'verification', collection: '_pb_users_auth_' } as const
  const claims = decodeJwt(await forgeToken(server, { ...mail, claims: { id: undefined } }))
  expect(Object.keys(claims)).toEqual(['collectionId', 'email', 'exp', 'type'])
  expect(claims['email']).toBe('a@b.c')
})

test('another key gives another signature over the same claims', async () => {
  const fixed = { ...request, claims: { exp: 2524604461 } }
  const [right = '', wrong = ''] = await Promise.all([
    forgeToken(server, fixed),
    forgeToken(server, { ...fixed, key: 'x'.repeat(100) }),
  ])
  expect(wrong).not.toBe(right)
  expect(wrong.split('.').slice(0, 2)).toEqual(right.split('.').slice(0, 2))
})

test('names the collection or record that is not there', () => {
  expect(forgeToken(server, { ...request, collection: 'userz' })).rejects.toThrow('"userz"')
  expect(forgeToken(server, { ...request, recordId: 'nobody' })).rejects.toThrow('"nobody"')
})

test('reads without being able to write, and changes when told to', () => {
  expect(() => readRows(server, 'data.db', 'DELETE FROM users RETURNING id')).toThrow('readonly')
  expect(changeRows(server, 'data.db', 'UPDATE users SET email = ?', 'new@b.c')).toBe(1)
  expect(readRows(server, 'data.db', 'SELECT email FROM users WHERE id <> ?', 'x')).toEqual([
    { email: 'new@b.c' },
  ])
})

test('a server without a directory is a mistake of the case', () => {
  expect(() => readRows({}, 'data.db', 'SELECT 1')).toThrow('need "data-dir"')
})
