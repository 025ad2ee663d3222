import { expect, test } from 'bun:test'
import { encryptedSettings } from './cipher.ts'

const key = '12345678901234567890123456789012'
const json = '{"meta":{"appName":"é"}}'

test('what is sealed opens with its key, and with no other', () => {
  const stored = encryptedSettings(key).seal(json)
  expect(encryptedSettings(key).open(stored)).toBe(json)
  expect(() => encryptedSettings(key.replace('1', '2')).open(stored)).toThrow()
})

test('the text is base64 of nonce, ciphertext and tag', () => {
  const sealed = encryptedSettings(key).seal(json)
  expect(sealed).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
  expect(Buffer.from(sealed, 'base64')).toHaveLength(12 + Buffer.byteLength(json) + 16)
})

test('plain settings are read as they are', () => {
  expect(encryptedSettings(key).open(json)).toBe(json)
})

test.each(['', 'abc', 'q83vEjRWeJCrze8=', 'A'.repeat(100)])('%p is refused', (stored) => {
  expect(() => encryptedSettings(key).open(stored)).toThrow()
})

test('a key that AES does not know is refused', () => {
  expect(() => encryptedSettings('short')).toThrow('invalid key size 5')
})
