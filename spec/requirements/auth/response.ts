import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with password' } as const

/** The answer to a successful authentication, and the auth rule that may withhold it. */
export const responseAuth = [
  {
    id: 'auth.response.shape',
    level: 'must',
    says: 'A successful authentication answers 200 with exactly {"record":{...},"token":"..."}; "meta" is present only for OAuth2 logins.',
    probe: 'AUTH(users) -> keys are record and token, no meta.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.response.record-shape',
    level: 'must',
    says: 'record is the normal record serialization - all non-hidden fields plus collectionId and collectionName; password and tokenKey are never included.',
    probe:
      'AUTH(users) -> record has id, collectionId "_pb_users_auth_", collectionName "users", email, emailVisibility, verified, name, avatar, created, updated.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.response.own-email',
    level: 'must',
    says: "The record's email is always included in its own auth response, whatever emailVisibility says.",
    probe:
      'User with emailVisibility=false - AUTH, auth-refresh, impersonate -> record.email present.',
    basis: 'observed',
  },
  {
    id: 'auth.response.hidden-fields',
    level: 'must',
    says: 'Fields marked hidden stay hidden in the auth response of non-superuser records, even when a superuser impersonates them; the auth response of a superuser record shows its hidden custom fields too.',
    probe: 'Add a hidden text field to users - AUTH and impersonate responses lack it.',
    basis: 'observed',
  },
  {
    id: 'auth.response.expand',
    level: 'must',
    says: 'The expand query parameter expands relations inside record.expand, using the authenticated record (not the requester) for the related view rules. Unknown relation names and relations to a collection whose viewRule is null are silently skipped and add no "expand" key; a resolvable relation without visible records gives "expand":{}.',
    probe:
      "auth-refresh?expand=rel,missing -> record.expand has rel only. impersonate?expand=rel where rel's viewRule is null -> no record.expand.rel although the requester is a superuser.",
    basis: 'documented',
    source,
  },
  {
    id: 'auth.response.fields',
    level: 'must',
    says: 'The fields query parameter picks from the top-level response, so nested record fields need the record. prefix. It has no effect on non-2xx bodies.',
    probe:
      'AUTH?fields=token,record.id -> exactly {"token":..,"record":{"id":..}}; on a failed login the error body is complete.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.response.rule-empty',
    level: 'must',
    says: 'authRule "" (the default) lets every record authenticate, verified or not.',
    probe: 'New unverified user, AUTH(users) -> 200 with record.verified=false.',
    basis: 'observed',
  },
  {
    id: 'auth.response.rule-mismatch',
    level: 'must',
    says: 'When authRule is set and the record does not match it, login, refresh and OTP login answer 403 although the credentials were right.',
    probe:
      'authRule "verified=true", unverified user with right password -> ERR(403, "The request doesn\'t satisfy the collection requirements to authenticate."); wrong password -> 400.',
    basis: 'observed',
  },
  {
    id: 'auth.response.rule-null',
    level: 'must',
    says: 'authRule null forbids authentication for the whole collection with the same 403.',
    probe: 'SU PATCH users {"authRule":null}; AUTH(users) -> 403 with the message above.',
    basis: 'observed',
  },
  {
    id: 'auth.response.rule-superuser-bypass',
    level: 'must',
    says: 'authRule (also null) is not applied when the request itself carries a valid superuser token.',
    probe: 'authRule null - AUTH(users) with SU Authorization -> 200; impersonate -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.response.rule-context',
    level: 'should',
    says: 'While authRule and mfa.rule are evaluated @request.context is "password", "otp" or "oauth2" for the matching login endpoint and "default" for auth-refresh; @request.auth is the requester\'s token record (empty for guests), @request.body/query/headers are those of the request, and record fields resolve against the record logging in.',
    probe:
      "authRule '@request.context = \"password\"' - AUTH -> 200, auth-refresh with that token -> 403. authRule '@request.auth.id = id' - AUTH as guest -> 403.",
    basis: 'observed',
  },
  {
    id: 'auth.response.rule-before-mfa',
    level: 'must',
    says: 'authRule is checked before MFA; a record failing it gets 403 and no _mfas record is created.',
    probe: 'MFA enabled and authRule "1=2" -> 403, _mfas list for the record is empty.',
    basis: 'observed',
  },
  {
    id: 'auth.response.already-authenticated',
    level: 'must',
    says: 'Login endpoints work the same when the request already carries a valid token of any collection.',
    probe: 'AUTH(clients) with a users token in Authorization -> 200 with the clients record.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
