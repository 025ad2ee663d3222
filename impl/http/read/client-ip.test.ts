import { expect, test } from 'bun:test'
import { forwardedIp, peerIp, printedIp } from './client-ip.ts'

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:192.0.2.1', '0000:0000:0000:0000:0000:ffff:c000:0201'],
  ['64:ff9b::1.2.3.4', '0064:ff9b:0000:0000:0000:0000:0102:0304'],
  ['::1', '0000:0000:0000:0000:0000:0000:0000:0001'],
  ['2001:DB8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
  ['fe80::1%eth0', 'fe80:0000:0000:0000:0000:0000:0000:0001%eth0'],
  ['1:2:3:4:5:6:7:8', '0001:0002:0003:0004:0005:0006:0007:0008'],
  ['::', '0000:0000:0000:0000:0000:0000:0000:0000'],
])('%s is printed as %s', (address, printed) => {
  expect(printedIp(address)).toBe(printed)
})

test('a peer of IPv4 at a socket of IPv6 is one of IPv4', () => {
  expect(peerIp('::ffff:192.0.2.1')).toBe('192.0.2.1')
})

test('names that cannot be headers are passed over', () => {
  const headers = new Headers({ 'X-Real-IP': '192.0.2.7' })
  const trusted = { headers: ['weird header', '', 'é', 'x-real-ip'], useLeftmostIP: false }
  expect(forwardedIp(headers, trusted)).toBe('192.0.2.7')
})
