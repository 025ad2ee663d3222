import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** The client's address behind trusted proxies. */
export const proxyHttp = [
  {
    id: 'http.proxy.default-untrusted',
    level: 'must',
    says: 'By default (trustedProxy.headers []) forwarding headers are ignored and the client IP is the TCP peer address.',
    probe: 'Superuser GET /api/health with X-Forwarded-For 9.9.9.9 -> data.realIP "127.0.0.1".',
    basis: 'documented',
    source,
  },
  {
    id: 'http.proxy.header-order',
    level: 'must',
    says: 'With trusted headers configured they are tried in configured order (header names case-insensitive); the first that yields a valid IP wins, otherwise the next header, finally the peer address.',
    probe:
      'trustedProxy.headers ["X-Real-IP","X-Forwarded-For"]; GET /api/health (superuser) with X-Real-IP "bad" and X-Forwarded-For "1.1.1.1" -> realIP "1.1.1.1".',
    basis: 'documented',
    source,
  },
  {
    id: 'http.proxy.rightmost',
    level: 'must',
    says: 'The comma-separated list of a header is scanned from the right (default) or from the left (useLeftmostIP true) for the first valid IP, entries being trimmed.',
    probe:
      'headers ["X-Forwarded-For"]; value "1.1.1.4, invalid,1.1.1.5,1.1.1.6,invalid" -> realIP "1.1.1.6"; with useLeftmostIP true -> "1.1.1.4".',
    basis: 'documented',
    source,
  },
  {
    id: 'http.proxy.last-line',
    level: 'should',
    says: 'Of a header that came in several lines only the last line is looked at.',
    probe:
      'headers ["X-Forwarded-For"]; lines "192.0.2.1" and "bad" -> the peer; with useLeftmostIP lines "192.0.2.1" and "192.0.2.2,192.0.2.3" -> "192.0.2.2".',
    basis: 'observed',
    parent: 'http.proxy.rightmost',
  },
  {
    id: 'http.proxy.ipv6-expanded',
    level: 'should',
    says: 'IPv6 addresses are reported in expanded form (eight groups of four hex digits).',
    probe:
      'headers ["X-Real-IP"]; X-Real-IP "2001:db8::1" -> superuser /api/health realIP "2001:0db8:0000:0000:0000:0000:0000:0001".',
    basis: 'observed',
  },
  {
    id: 'http.proxy.used-by',
    level: 'should',
    says: 'The resolved client IP is used for health.realIP, the rate limit key, the `userIP` log attribute and login-alert fingerprints; `remoteIP` in logs is always the TCP peer.',
    probe:
      'headers ["X-Real-IP"]; request with X-Real-IP 8.8.8.8, then GET /api/logs -> data.userIP "8.8.8.8", data.remoteIP "127.0.0.1".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
