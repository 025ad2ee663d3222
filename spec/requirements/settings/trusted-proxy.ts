import type { Requirement } from '../../requirement.ts'

/** Settings of trusted proxies. */
export const trustedProxySettings = [
  {
    id: 'settings.trusted-proxy.no-validation',
    level: 'should',
    says: 'trustedProxy.headers accepts any list of strings and is replaced as a whole.',
    probe:
      'PATCH {"trustedProxy":{"headers":["X-Forwarded-For","weird header"]}} -> 200 returned verbatim; then {"headers":["A"]} -> exactly ["A"].',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
