import type { Requirement } from '../../requirement.ts'

/** Settings by which an owner could lock himself out, and the way back. */
export const lockoutSettings = [
  {
    id: 'settings.lockout.sign-in-limit',
    level: 'should',
    says: 'Limits that let a client sign in but once are accepted. The token of a superuser is not limited and takes them back; whoever has none signs in once more after a restart, which forgets what was used up.',
    probe:
      'rateLimits with 1 per hour for "/api/", "*:auth", "_superusers:auth" and "PATCH /api/settings" -> 200. Signing in -> 200, then 429, also as a superuser made on the command line; GET and PATCH /api/settings with a token -> 200; after a restart signing in -> 200.',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.trusted-headers',
    level: 'should',
    says: 'Whatever headers are trusted, no request is refused for it; one that holds no address leaves the client with that of its connection.',
    probe:
      'trustedProxy.headers ["Authorization"], ["Host"], ["", " "], 2,000 names -> 200; health and settings with a token -> 200, data.realIP 127.0.0.1.',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.second-factor',
    level: 'should',
    says: 'Superusers who need a code by mail while no mail can be sent get one on the command line, and turn it off with it.',
    probe:
      'smtp to a closed port, otp of _superusers enabled (mfa with it): signing in -> 401 with mfaId; `superuser otp EMAIL` -> a code; auth-with-otp with both -> 200; PATCH mfa and otp off -> 200; signing in -> 200.',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.identity',
    level: 'may',
    says: 'The identity of superusers may be a field that nobody knows; then nobody signs in with an e-mail address until the token of a superuser changes it back.',
    probe:
      'PATCH _superusers {"passwordAuth":{"identityFields":["tokenKey"]}} -> 200, signing in -> 400 "Failed to authenticate."; PATCH it to ["email"] -> 200, signing in -> 200. [] and ["id"] -> 400.',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.storage',
    level: 'should',
    says: 'A storage that cannot be reached does not keep a superuser from signing in and from turning it off.',
    probe:
      's3 and backups.s3 enabled with the endpoint http://127.0.0.1:1 -> 200; signing in, GET and PATCH /api/settings -> 200.',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.superuser-ips',
    level: 'may',
    says: 'There is no list of addresses that superusers must come from: superuserIPs is an unknown key and has no effect.',
    probe:
      'PATCH {"superuserIPs":["10.0.0.1"]} -> 200 without it; the next GET with the same token -> 200.',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.numbers',
    level: 'should',
    says: 'Every integer of 64 bits that a setting takes is harmless: later saves, a restart and signing in work. A greater number cannot be loaded.',
    probe:
      'logs.maxDays, logs.minLevel, batch.timeout and batch.maxRequests 9223372036854775807 -> 200, PATCH {} -> 200; after a restart signing in and PATCH {} -> 200. 20000000000000000000 -> 400 "An error occurred while loading the submitted data.".',
    basis: 'observed',
  },
  {
    id: 'settings.lockout.numbers-exchanged',
    level: 'must',
    says: 'Settings with such numbers are read by the real server from the same data directory.',
    probe:
      'logs.maxDays 9223372036854775807, stop; the real server starts on the directory, signing in -> 200.',
    basis: 'observed',
    parent: 'settings.lockout.numbers',
  },
] as const satisfies readonly Requirement[]
