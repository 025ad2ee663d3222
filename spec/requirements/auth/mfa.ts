import type { Requirement } from '../../requirement.ts'

/** Multi-factor authentication: sessions, order of the methods, rules, refusals. */
export const mfaAuth = [
  {
    id: 'auth.mfa.first-factor',
    level: 'must',
    says: 'With mfa.enabled a successful first factor answers 401 with exactly {"mfaId":"<15 chars>"} - no status/message/data keys and no token - and creates a _mfas record (collectionRef, recordRef, method).',
    probe:
      'MFA+OTP enabled, AUTH(users) -> 401 {"mfaId":X}; SU GET _mfas/records/X -> method "password".',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.method-names',
    level: 'must',
    says: 'The method values are "password", "otp" and "oauth2".',
    probe: 'otp seed + auth-with-otp as first factor -> _mfas record method "otp".',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.second-factor',
    level: 'must',
    says: 'A second login of the same record by a different method with mfaId (query parameter or body field; the query wins when non-empty) answers the normal 200 and deletes the _mfas record.',
    probe:
      'AUTH -> mfaId; otp seed; auth-with-otp {"otpId","password","mfaId"} -> 200; SU GET the mfa -> 404. Same with ?mfaId=.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.order-free',
    level: 'must',
    says: 'Any two different methods in any order satisfy MFA.',
    probe: 'auth-with-otp first (401 mfaId), then AUTH with mfaId -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.same-method',
    level: 'must',
    says: 'Using the same method twice is refused and keeps the session.',
    probe:
      'AUTH -> mfaId; AUTH with that mfaId -> ERR(400, "A different authentication method is required."); the mfa record still exists.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.invalid-session',
    level: 'must',
    says: 'An unknown or expired mfaId is refused; an expired _mfas record is deleted by the attempt.',
    probe:
      'mfaId "missing" -> ERR(400, "Invalid or expired MFA session."); mfa.duration=10, wait 11 s -> same, and SU GET -> 404.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.foreign-session',
    level: 'must',
    says: 'A session of another record or collection is refused and kept.',
    probe: 'mfa seed for user B, log in as A with it -> ERR(400, "Invalid MFA session.").',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.bad-mfaid-type',
    level: 'may',
    says: 'A non-string mfaId (number, boolean, array, object) in a JSON body is refused; null and "" count as absent.',
    probe:
      'AUTH with "mfaId":1 -> ERR(400, "Failed to read MFA Id."); with null or "" -> 401 {"mfaId":..}.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.repeat-first-factor',
    level: 'should',
    says: 'Every first-factor login without mfaId creates another session; sessions are not limited.',
    probe: 'Two AUTH calls -> two different mfaIds, both exist.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.rule',
    level: 'must',
    says: 'A non-empty mfa.rule limits MFA to records matching it; records not matching log in with one factor and no session is created. If the rule cannot be evaluated the login fails with 400 "Failed to authenticate."',
    probe:
      'mfa.rule "verified=true" - unverified user AUTH -> 200 with token and no _mfas record; verified user -> 401 mfaId.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.superuser-requester',
    level: 'should',
    says: 'A superuser token on the login request does not skip MFA.',
    probe: 'AUTH(users) with SU Authorization and MFA enabled -> 401 {"mfaId"}.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.wrong-credentials',
    level: 'must',
    says: 'Wrong credentials fail as without MFA and neither create nor consume a session.',
    probe:
      'AUTH with wrong password and a valid mfaId -> ERR(400, "Failed to authenticate."); the session survives.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.config-two-methods',
    level: 'must',
    says: 'MFA can be enabled only if at least two of password, OTP and OAuth2 are enabled; duration must be 10..86400 (default 1800) while enabled.',
    probe:
      'Fresh users, SU PATCH {"mfa":{"enabled":true}} -> ERR(400, "Failed to update collection.", {"mfa":{"enabled":{"code":"validation_mfa_not_enough_auths","message":"MFA requires at least 2 auth methods to be enabled."}}}).',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.password-change-clears',
    level: 'must',
    says: 'A password change deletes all _mfas records of the record.',
    probe: 'AUTH -> mfaId, SU changes the password -> SU GET the mfa -> 404.',
    basis: 'observed',
  },
  {
    id: 'auth.mfa.session-used-at-once',
    level: 'must',
    says: 'Of several second factors that use one session at once at least one is accepted, the others are refused like an expired session; afterwards it is gone.',
    probe:
      'Four OTPs, auth-with-otp with one mfaId in parallel -> 200, or 400 "Invalid or expired MFA session."; the _mfas record is gone.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
