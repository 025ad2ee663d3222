import type { Requirement } from '../../requirement.ts'

/** The authRule of an auth collection. */
export const authRuleRules = [
  {
    id: 'rules.auth-rule.null',
    level: 'must',
    says: 'authRule null forbids authentication with every method: 403 "The request doesn\'t satisfy the collection requirements to authenticate.".',
    probe:
      'users.authRule null: auth-with-password with correct credentials -> 403 {"data":{},"message":"The request doesn\'t satisfy the collection requirements to authenticate.","status":403}.',
    basis: 'observed',
  },
  {
    id: 'rules.auth-rule.expression',
    level: 'must',
    says: 'authRule is evaluated on the record being authenticated; "" allows all.',
    probe:
      'users.authRule "verified = true": unverified user with correct password -> 403, verified -> 200; wrong password -> 400 "Failed to authenticate." (credentials are checked first).',
    basis: 'observed',
  },
  {
    id: 'rules.auth-rule.refresh',
    level: 'must',
    says: 'authRule also applies to auth-refresh (with @request.context "default" and @request.auth being the record).',
    probe:
      'User obtained a token; superuser sets authRule to an expression false for that user: changing authRule invalidates the tokens of the collection, so auth-refresh -> 401; if the record itself stops satisfying an unchanged authRule (verified set to false by superuser), auth-refresh -> 403.',
    basis: 'observed',
  },
  {
    id: 'rules.auth-rule.superuser-request',
    level: 'should',
    says: 'When the auth response is produced for a request made by a superuser (impersonate) authRule is skipped.',
    probe: 'users.authRule null: superuser POST /api/collections/users/impersonate/{id} -> 200.',
    basis: 'observed',
  },
  {
    id: 'rules.auth-rule.context',
    level: 'should',
    says: 'In authRule @request.context is password, otp or oauth2 for the respective method.',
    probe:
      'authRule "@request.context != \'password\'": auth-with-password -> 403; OTP auth -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
