import type { Requirement } from '../../requirement.ts'

/** Login alerts: when a mail is sent, what the fingerprint is made of, how many origins are kept. */
export const alertAuth = [
  {
    id: 'auth.alert.first-login',
    level: 'must',
    says: 'With authAlert.enabled (default true) the first completed login of a record creates one _authOrigins record and sends no mail.',
    probe: 'New user AUTH -> 200; _authOrigins has one record for it; sink empty.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.new-location',
    level: 'must',
    says: "A later completed login with a fingerprint not stored for the record sends the alert mail to the record's email before the response is sent, and stores the new origin.",
    probe:
      'SMTP sink. AUTH with User-Agent "a", then "b" -> when the second response arrives the sink already has one alert mail; two origins exist.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.known-location',
    level: 'must',
    says: "A login from a stored fingerprint sends nothing; the origin's updated date is refreshed, created is unchanged.",
    probe: 'AUTH twice with the same User-Agent -> no mail, one origin, updated changed.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.fingerprint',
    level: 'must',
    says: 'The fingerprint is the lower-case hex MD5 of the client IP (trusted-proxy aware, IPv6 written in full) directly followed by the User-Agent header, which is cut to its first 200 bytes plus "..." when longer.',
    probe:
      'AUTH from 127.0.0.1 with User-Agent "probe/1.0" -> origin.fingerprint "bc1341fd3de6272c8d62ca820740ad62"; without User-Agent -> "f528764d624db129b32c21fbca0cb8d6".',
    basis: 'observed',
  },
  {
    id: 'auth.alert.max-origins',
    level: 'must',
    says: 'At most 5 origins are kept per record; a login from a new one first deletes the oldest by CREATION date until 4 remain (last use does not matter).',
    probe:
      'SMTP sink (a failing alert mail would prevent storing). Log in with User-Agents "1".."5", again with "1", then "6" -> 5 origins, the one for "1" is gone.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.methods',
    level: 'must',
    says: 'Password, OTP and OAuth2 logins are tracked; auth-refresh and impersonate are not. With MFA only the completing factor is tracked.',
    probe: 'MFA first factor (401) -> no origin; second factor (200) -> one origin.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.disabled',
    level: 'must',
    says: 'With authAlert.enabled=false nothing is stored or sent.',
    probe: 'SU PATCH users {"authAlert":{"enabled":false}}; AUTH -> no _authOrigins record.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.no-email',
    level: 'should',
    says: 'A record without email gets no alert, but its origins are stored.',
    probe:
      'Email field not required, user without email logs in by username with two agents -> two origins, no mail.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.mail-failure',
    level: 'must',
    says: 'If the alert mail cannot be sent (waiting at most 15 s) the login still succeeds, but the new origin is not stored and no old one is evicted, so the next login tries again.',
    probe: 'SMTP with closed port - second agent AUTH -> 200; only one origin exists.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.password-change-resets',
    level: 'must',
    says: 'A password change deletes all origins of the record, so the next login counts as the first again.',
    probe: 'Two origins, change password -> none; AUTH from a new agent -> no mail, one origin.',
    basis: 'observed',
  },
  {
    id: 'auth.alert.superusers',
    level: 'should',
    says: 'The alert also applies to _superusers logins (enabled by default).',
    probe:
      'SMTP sink. Superuser AUTH with two agents -> one alert mail, two origins with collectionRef pbc_3142635823.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
