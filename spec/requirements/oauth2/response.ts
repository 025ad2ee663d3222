import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with OAuth2' } as const

/** The answer to an OAuth2 login. */
export const responseOauth2 = [
  {
    id: 'oauth2.response.shape',
    level: 'must',
    says: 'Success is 200 {"meta":{...},"record":{...},"token":"..."}; the record always contains its email and never password/tokenKey; expand and fields query parameters apply. Relations are expanded with the rights of the signed-in record, not of the requester (a superuser Authorization gives no more).',
    probe:
      'LOGIN -> keys meta, record, token; LOGIN?fields=token,meta.isNew -> {"meta":{"isNew":..},"token":".."}; LOGIN?expand=a,b as guest and with a superuser token, a\'s collection viewable by "@request.auth.id != \'\'" and b\'s viewRule null -> record.expand holds only a.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.response.meta',
    level: 'must',
    says: 'meta has exactly the keys accessToken, avatarURL, avatarUrl (legacy copy of avatarURL), email, expiry, id, isNew, name, rawUser, refreshToken, username. isNew is a boolean, rawUser an object, the rest strings.',
    probe:
      'LOGIN -> meta key set equals this; accessToken "at1", refreshToken "rt1", rawUser deep-equals the userinfo JSON.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.response.meta-expiry',
    level: 'must',
    says: 'meta.expiry is "YYYY-MM-DD HH:mm:ss.SSSZ" (UTC, now + expires_in) or "" when the vendor sent no (or zero) expires_in.',
    probe: 'expires_in 3600 -> parse and compare within a few seconds; without -> "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.response.token-valid',
    level: 'must',
    says: 'The token is a regular refreshable auth token of the record.',
    probe: 'POST /api/collections/COL/auth-refresh with it -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'oauth2.response.auth-rule',
    level: 'must',
    says: 'A record that does not satisfy authRule (or authRule null) answers 403 "The request doesn\'t satisfy the collection requirements to authenticate.". The rule is evaluated after linking/creating, so the record and the external auth remain.',
    probe:
      'COL with a text field name and authRule "name = \'x\'" -> LOGIN with a new identity -> ERR(403, that message), yet the record and its external auth exist; a second LOGIN finds it (no duplicate).',
    basis: 'unverified',
  },
  {
    id: 'oauth2.response.auth-rule-context',
    level: 'should',
    says: 'In authRule and the MFA rule @request.context is "oauth2" and @request.body is the login body (provider, code, createData...).',
    probe:
      'authRule \'@request.context != "oauth2"\' -> LOGIN 403 while auth-with-password -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.response.mfa',
    level: 'must',
    says: 'With MFA required the first factor answers 401 {"mfaId":"..."} (no token, no meta) and stores method "oauth2"; record changes and linking are kept. mfaId for the second factor is read from the query or the body.',
    probe:
      'COL with mfa enabled (password + oauth2) and a verified linked user - LOGIN -> 401 {"mfaId":M}; LOGIN with ?mfaId=M -> ERR(400,"A different authentication method is required."); with an unknown mfaId -> ERR(400,"Invalid or expired MFA session."); auth-with-password with mfaId M -> 200. The other way round (password first, then LOGIN with mfaId in the JSON body) -> 200 with meta.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.response.auth-origin',
    level: 'should',
    says: 'With authAlert enabled an OAuth2 login registers an _authOrigins record like the other auth methods (and mails an alert for a new origin from the second one on).',
    probe: 'authAlert.enabled=true, LOGIN -> one _authOrigins record for the user.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]
