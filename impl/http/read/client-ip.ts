import { isIP } from 'node:net'
import type { Settings } from '../../settings/shape.ts'
import { type HttpHeaders, linesOf } from '../transport/message.ts'

/** A peer's address: one of IPv4 that reached a socket of IPv6 is that of IPv4. */
export const peerIp = (address: string): string =>
  printedIp(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address)

/** An address as the contract prints it: IPv6 as eight groups of four hex digits (http.proxy.ipv6-expanded). */
export const printedIp = (address: string): string => {
  if (!address.includes(':')) return address
  const [ip = '', ...zone] = address.split('%')
  const [head = '', tail] = ip
    .toLowerCase()
    .replace(/[\d.]+\.\d+$/, hexGroups)
    .split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  const expanded = groups.map((group) => group.padStart(4, '0')).join(':')
  return [expanded, ...zone].join('%')
}

/** The last four bytes, written as IPv4, in the two groups they are. */
const hexGroups = (ipv4: string): string =>
  Buffer.from(ipv4.split('.').map(Number)).toString('hex').replace(/^..../, '$&:')

/**
 * The client behind trusted proxies: of the first header that has a valid address the last one, or the first with
 * `useLeftmostIP` (http.proxy.*); undefined when none has. Of a header that came in several lines the last one counts
 * (http.proxy.last-line).
 */
export const forwardedIp = (
  headers: HttpHeaders,
  { headers: trusted, useLeftmostIP }: Settings['trustedProxy'],
): string | undefined => {
  for (const name of trusted) {
    const value = readHeader(headers, name)
    if (value === undefined) continue
    const entries = value.split(',').map((entry) => entry.trim())
    const found = useLeftmostIP ? entries.find(isValid) : entries.findLast(isValid)
    if (found !== undefined) return printedIp(found)
  }
  return undefined
}

/** A zone is any text; the runtime takes letters and digits alone. */
const isValid = (entry: string): boolean => {
  const [ip = '', ...zone] = entry.split('%')
  return zone.length === 0 ? isIP(ip) !== 0 : isIP(ip) === 6 && zone.join('%') !== ''
}

/**
 * The settings take any text for a header's name (settings.trusted-proxy.no-validation); the host is where a request goes,
 * and not one of its headers (settings.lockout.trusted-headers).
 */
export const readHeader = (headers: HttpHeaders, name: string): string | undefined =>
  /^(?!host$)[\w!#$%&'*+.^`|~-]+$/i.test(name) ? linesOf(headers, name).at(-1) : undefined
