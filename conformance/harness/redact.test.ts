import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { redact } from './redact.ts'

const secretNames = ['token', 'password', 'passwordConfirm', 'clientSecret', 'secret', 'authToken']

test('a secret member of an object is blotted out, whatever its text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...secretNames), fc.string(), fc.nat(3), (name, secret, indent) => {
      const sent = { [name]: secret, title: 'kept' }
      const redacted = JSON.parse(redact(JSON.stringify(sent, null, indent))) as unknown
      expect(redacted).toEqual({ [name]: '***', title: 'kept' })
    }),
  )
})

test('a secret pair of a form or a query is blotted out, whatever its text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...secretNames), fc.string(), (name, secret) => {
      const form = new URLSearchParams([
        ['a', '1'],
        [name, secret],
        ['b', '2'],
      ])
      expect(redact(`http://h/p?${form.toString()}#f`)).toBe(`http://h/p?a=1&${name}=***&b=2#f`)
      form.delete('a')
      expect(redact(form.toString())).toBe(`${name}=***&b=2`)
    }),
  )
})

test('a signed token is blotted out wherever it stands', () => {
  expect(redact('/token: expected nothing, seen "eyJhbGci.eyJpZCI6-_.c2ln"')).toBe(
    '/token: expected nothing, seen "***"',
  )
})

test.each([
  '{"password":{"code":"validation_required","message":"Cannot be blank."}}',
  '{"passwordAuth":{"enabled":true,"identityFields":["email"]},"duration":604800}',
  '{"message":"Missing or invalid token."}',
  '/api/collections/users/auth-with-password?fields=record.id',
])('what is no secret stays: %s', (text) => {
  expect(redact(text)).toBe(text)
})
