import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with password' } as const

/** How `_superusers` differs from other auth collections. */
export const superusersAuth = [
  {
    id: 'auth.superusers.login',
    level: 'must',
    says: 'Superusers authenticate through the same endpoints on the _superusers collection; a token of that collection gives superuser access.',
    probe:
      'AUTH(_superusers) -> 200, record.collectionName "_superusers"; GET /api/settings with the token -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.superusers.always-verified',
    level: 'must',
    says: 'Superuser records are always stored as verified=true.',
    probe:
      'SU POST /api/collections/_superusers/records with verified false -> 200 and record.verified true; PATCH verified false -> stays true.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.last-delete',
    level: 'must',
    says: 'The last superuser cannot be deleted.',
    probe:
      'One superuser left - DELETE it -> ERR(400, "You can\'t delete the only existing superuser.").',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.no-oauth2',
    level: 'must',
    says: 'OAuth2 cannot be enabled for _superusers; any save of the collection silently sets oauth2.enabled=false and providers=[].',
    probe:
      'SU PATCH _superusers {"oauth2":{"enabled":true}} -> 200 with oauth2.enabled false; auth-with-oauth2 -> 403.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.password-forced',
    level: 'must',
    says: 'Password auth cannot be disabled for _superusers; saving silently re-enables it.',
    probe:
      'SU PATCH _superusers {"passwordAuth":{"enabled":false}} -> 200 with passwordAuth.enabled true.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.otp-forces-mfa',
    level: 'must',
    says: 'OTP is allowed for _superusers only together with MFA; enabling OTP silently enables MFA.',
    probe:
      'SU PATCH _superusers {"otp":{"enabled":true}} -> 200 with mfa.enabled true; AUTH(_superusers) -> 401 {"mfaId"}.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.rules-locked',
    level: 'must',
    says: 'authRule ("" for _superusers), manageRule and the other API rules of system collections, and a non-empty mfa.rule while MFA is enabled, cannot be changed.',
    probe:
      'SU PATCH _superusers {"authRule":"1=1"} -> 400 data.authRule = {"code":"validation_collection_system_rule_change","message":"System collection API rule cannot be changed."}; with OTP enabled {"mfa":{"enabled":true,"rule":"id != \'\'"}} -> same error at data.mfa.rule.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.direct-email-change',
    level: 'must',
    says: 'Superusers change emails and passwords of any record (their own included) with a plain update, without oldPassword; their own token becomes invalid then.',
    probe:
      'SU PATCH own record {"email":"new@example.com"} -> 200; the used token afterwards -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.cli-change-live',
    level: 'must',
    says: 'A superuser changed or deleted by the CLI while a server runs on the same directory loses all its tokens in that server at once; new passwords and new superusers work at once.',
    probe:
      'serve running, token of root in use; `superuser update root@example.com NEW` -> the token gets 401, login with NEW 200, with the old password 400; `superuser create` then `superuser delete` another -> its token works, then gets 401.',
    basis: 'observed',
  },
  {
    id: 'auth.superusers.installer-account',
    level: 'should',
    says: 'When the server starts without any superuser it creates one with email __pbinstaller@example.com and a random password, and prints an installer link with a 30 minute static token; the account is deleted when the first other superuser is created, and no password reset mail is ever sent to it.',
    probe:
      'Start on an empty data dir, read _superusers from the database -> that one row; request-password-reset for it with an SMTP sink -> 204 and no mail; create a superuser (API with the printed token) -> the row is gone and the token void.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
