import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { isEmail } from './email.ts'
import { hostOf, isUrl } from './url.ts'

// Which texts are URLs and addresses is in impl/fields/recorded-v0.36.6.json.

test.each([
  ['http://a.com', 'a.com'],
  ['http://A.com:80/x?y#z', 'A.com:80'],
  ['http://user:p@a.com', 'a.com'],
  ['//a.com', 'a.com'],
  ['http://a.com?x', 'a.com'],
  ['http://[::1]:80/', '[::1]:80'],
  ['a.com', ''],
  ['a.com:80', ''],
  ['http:a.com', ''],
])('the host of %s is "%s"', (url, host) => {
  expect(hostOf(url)).toBe(host)
})

// Seen on PocketBase v0.36.6, found by comparing it with 3,000 random texts.
test.each([
  ['127.0.0.1#://awww.', true],
  ['b.c#localhostftp://#', true],
  ['aéuser:p@http#..', false],
  ['\\+[::1]@localhost', false],
  ['[::1].@127.0.0.1/#www.', false],
  ['[::1].', false],
  [':80..//user:p@é', false],
  ['z//#:?:[%', false],
  ['http://a.a.aa', false],
  ['http://a.com#%zz', false],
  ['http://a.com?%zz', true],
  ['http://u%zz@a.com', false],
  ['a.com/%zz', false],
  ['http://a.com?\u007f', false],
  ['http://a.com#\u007f', true],
  ['http://a.com/\u0080', true],
])('whether %j is a URL: %p', (text, accepted) => {
  expect(isUrl(text)).toBe(accepted)
})

test('no text takes long or fails', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      expect(typeof isUrl(text)).toBe('boolean')
      expect(typeof isEmail(text)).toBe('boolean')
    }),
  )
  const start = performance.now()
  for (const evil of [
    `http://${'a-'.repeat(1000)}!`,
    `${'a.'.repeat(900)}@`,
    `a@${'a.'.repeat(900)}`,
  ]) {
    isUrl(evil)
    isEmail(evil)
  }
  expect(performance.now() - start).toBeLessThan(2000)
})
