import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Impersonate' } as const

/** Tokens: claims by kind, signing key, durations, and what makes them invalid. */
export const tokenAuth = [
  {
    id: 'auth.token.jwt-hs256',
    level: 'must',
    says: 'All tokens are compact JWTs (three base64url segments without padding) signed with HMAC-SHA256; the header is {"alg":"HS256","typ":"JWT"}.',
    probe: 'Decode the first segment of a login token -> exactly {"alg":"HS256","typ":"JWT"}.',
    basis: 'observed',
  },
  {
    id: 'auth.token.auth-claims',
    level: 'must',
    says: 'A login/refresh token has exactly the claims collectionId (collection id), exp (integer unix seconds), id (record id), refreshable=true, type="auth". There is no iat, nbf, iss, sub or jti.',
    probe:
      'AUTH(users) and decode the payload -> keys {collectionId,exp,id,refreshable,type}, refreshable === true, type === "auth".',
    basis: 'observed',
  },
  {
    id: 'auth.token.static-claims',
    level: 'must',
    says: 'An impersonation token has the same claims as a login token but refreshable=false.',
    probe:
      'SU POST /api/collections/users/impersonate/ID -> payload.refreshable === false, payload.type === "auth".',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.token.file-claims',
    level: 'must',
    says: 'A file token has exactly collectionId, exp, id, type="file".',
    probe: 'POST /api/files/token -> 200 {"token":"..."}; payload keys {collectionId,exp,id,type}.',
    basis: 'observed',
  },
  {
    id: 'auth.token.file-usage',
    level: 'must',
    says: 'A file token is only honoured in the token query parameter of protected file downloads (and backup downloads for superusers), where the viewRule is evaluated with the token\'s record and @request.context "protectedFile"; an invalid or missing file token counts as guest and an auth token is not accepted there.',
    probe:
      'Collection with a protected file field and viewRule "@request.auth.id != \'\'" - GET /api/files/C/R/F?token=FILETOKEN -> 200; ?token=AUTHTOKEN, ?token=bad, no token (even with an Authorization header) -> ERR(404, "The requested resource wasn\'t found.").',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Generate protected file token' },
  },
  {
    id: 'auth.token.verification-claims',
    level: 'must',
    says: 'A verification token has exactly collectionId, email (the record\'s current email), exp, id, type="verification".',
    probe: 'SMTP sink, POST request-verification, take the token from the mail link and decode it.',
    basis: 'observed',
  },
  {
    id: 'auth.token.password-reset-claims',
    level: 'must',
    says: 'A password reset token has exactly collectionId, email, exp, id, type="passwordReset".',
    probe: 'SMTP sink, POST request-password-reset, decode the token of the mail link.',
    basis: 'observed',
  },
  {
    id: 'auth.token.email-change-claims',
    level: 'must',
    says: 'An email change token has exactly collectionId, email (the old one), exp, id, newEmail, type="emailChange".',
    probe: 'SMTP sink, POST request-email-change, decode the token of the mail link.',
    basis: 'observed',
  },
  {
    id: 'auth.token.no-uniqueness',
    level: 'should',
    says: 'A token carries nothing random: two tokens of the same kind issued for the same record within the same second are byte-identical.',
    probe:
      'Two auth-refresh calls within one second may return the same string; the suite must not require them to differ.',
    basis: 'observed',
  },
  {
    id: 'auth.token.signing-key',
    level: 'must',
    says: "The signing key is the UTF-8 bytes of the record's tokenKey directly followed by the collection's secret for that token type (authToken, fileToken, verificationToken, passwordResetToken or emailChangeToken).",
    probe:
      'Data-dir reader: read tokenKey from the record table and options.authToken.secret from _collections, recompute HS256(header.payload, tokenKey+secret) -> equals segment 3.',
    basis: 'observed',
  },
  {
    id: 'auth.token.hs256-only',
    level: 'must',
    says: 'Tokens with any other alg (none, HS384, HS512, RS*, ...) are rejected even when signed with the right key.',
    probe:
      'Data-dir reader signs valid claims with HS512, and builds an alg=none variant; auth-refresh with either -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.token.time-claims',
    level: 'should',
    says: 'exp is optional when verifying (a correctly signed token without exp never expires); when present the token is valid only while now < exp, without leeway. A future nbf or a future iat invalidates the token.',
    probe:
      'Data-dir reader crafts tokens - no exp -> 200 on auth-refresh; nbf or iat one hour ahead -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.token.required-claims',
    level: 'should',
    says: 'id, collectionId and type must be non-empty strings; otherwise the token is invalid. collectionId may hold the collection id or its name.',
    probe:
      'Data-dir reader crafts a token with collectionId "users" -> 200 on auth-refresh; with id as a number -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.token.refreshable-missing',
    level: 'may',
    says: 'A token without the refreshable claim is accepted and treated as non-refreshable.',
    probe:
      'Data-dir reader crafts an auth token without refreshable; auth-refresh -> 200 and returns the identical token.',
    basis: 'observed',
  },
  {
    id: 'auth.token.default-durations',
    level: 'must',
    says: 'Defaults of a new auth collection in seconds - authToken 604800, passwordResetToken 1800, emailChangeToken 1800, verificationToken 259200, fileToken 180. The built-in _superusers collection has authToken 86400 and the other defaults.',
    probe:
      'GET /api/collections/users and /_superusers as SU -> the listed "duration" values; exp of a fresh login token minus now is within 2 s of the configured value.',
    basis: 'observed',
  },
  {
    id: 'auth.token.duration-setting',
    level: 'must',
    says: "The exp of every new token is now + the collection's configured duration for its type; changing the duration does not affect tokens already issued.",
    probe:
      'SU PATCH users {"authToken":{"duration":60}} -> next login exp is about now+60, an older 7-day token still works.',
    basis: 'observed',
  },
  {
    id: 'auth.token.expiry-all-types',
    level: 'must',
    says: 'Verification, passwordReset and emailChange tokens expire like auth tokens, each after its own duration; nothing changes in the record. Raising the duration later does not revive an expired token.',
    probe:
      'All durations 10 s, take one token of each type from the mails, wait 11 s -> each confirm endpoint reports data.token validation_invalid_token; PATCH authToken.duration 5000 -> the old auth token is still a guest.',
    basis: 'observed',
  },
  {
    id: 'auth.token.secrets-not-exposed',
    level: 'must',
    says: 'Collection responses never contain the token secrets; authToken, passwordResetToken, emailChangeToken, verificationToken and fileToken only show "duration".',
    probe: 'SU GET /api/collections/users -> authToken equals {"duration":604800}.',
    basis: 'observed',
  },
  {
    id: 'auth.token.tokenkey-hidden',
    level: 'must',
    says: "The record's tokenKey and password never appear in any API response, not even for superusers, even with the fields query parameter.",
    probe:
      'SU GET /api/collections/users/records/ID?fields=*,tokenKey,password -> neither key present.',
    basis: 'observed',
  },
  {
    id: 'auth.token.config-limits',
    level: 'should',
    says: 'Token durations must be 10..94670856 seconds and secrets 30..255 characters.',
    probe:
      'SU PATCH users {"authToken":{"duration":9}} -> ERR(400, "Failed to update collection.", {"authToken":{"duration":{"code":"validation_min_greater_equal_than_required","message":"Must be no less than 10.","params":{"threshold":10}}}}); duration 94670857 -> code validation_max_less_equal_than_required; duration 0 -> validation_required; secret of 29 chars -> authToken.secret validation_length_out_of_range.',
    basis: 'observed',
  },
  {
    id: 'auth.token.invalidate-password-change',
    level: 'must',
    says: 'Changing the password (own update, superuser/manager update, password reset, random password set on OAuth2 link) regenerates tokenKey, so every token ever issued to that record stops working, including the one used for the request.',
    probe:
      'Log in twice (T1, T2), PATCH own record with oldPassword/password/passwordConfirm using T1 -> 200; then auth-refresh with T1 and with T2 -> 401.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Password reset' },
  },
  {
    id: 'auth.token.invalidate-same-password',
    level: 'must',
    says: 'Submitting the current password as the new one also counts as a change and invalidates all tokens.',
    probe:
      'PATCH own record with password equal to the old password -> 200; old token on auth-refresh -> 401.',
    basis: 'observed',
  },
  {
    id: 'auth.token.invalidate-email-change',
    level: 'must',
    says: "Any change of the record's email (confirm-email-change or direct superuser/manager update) regenerates tokenKey and invalidates all tokens.",
    probe: "SU PATCH the user's email -> 200; the user's old token on auth-refresh -> 401.",
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Email change' },
  },
  {
    id: 'auth.token.invalidate-tokenkey',
    level: 'must',
    says: 'A superuser can invalidate all tokens of a record by writing tokenKey directly (30..60 characters, unique) or with the "tokenKey:autogenerate" key; when a new tokenKey is submitted together with a new password the submitted value is kept.',
    probe:
      'SU PATCH record {"tokenKey:autogenerate":""} -> 200; old token on auth-refresh -> 401. A regular user submitting tokenKey -> 200 but ignored, token still works.',
    basis: 'observed',
  },
  {
    id: 'auth.token.invalidate-all-types',
    level: 'must',
    says: 'tokenKey regeneration also voids pending file, verification, passwordReset and emailChange tokens of the record.',
    probe:
      'SMTP sink: request-password-reset, then change the password by SU, then confirm-password-reset with the mailed token -> ERR(400, "An error occurred while validating the submitted data.", {"token":{"code":"validation_invalid_token","message":"Invalid or expired token."}}).',
    basis: 'observed',
  },
  {
    id: 'auth.token.invalidate-collection-secret',
    level: 'must',
    says: "Changing a collection's secret for one token type invalidates all tokens of that type for all its records and no other type.",
    probe:
      'SU PATCH users {"authToken":{"secret":"<50 new chars>"}} -> all users auth tokens become guests, while a previously issued file token still opens a protected file.',
    basis: 'observed',
  },
  {
    id: 'auth.token.invalidate-auth-rule-change',
    level: 'must',
    says: 'Changing authRule to a different value regenerates the collection\'s authToken secret (even if the same request submits a secret), so all auth tokens of that collection become invalid. null and "" count as equal for this check.',
    probe:
      'users login (T); SU PATCH users {"authRule":"id != \'\'"} -> 200; auth-refresh with T -> 401. Separately: login (T2) with authRule "", SU PATCH {"authRule":null} -> 200; GET own record with T2 -> still 200.',
    basis: 'observed',
  },
  {
    id: 'auth.token.keep-on-verified-change',
    level: 'must',
    says: 'Changing verified, emailVisibility or any other field except password, email and tokenKey keeps all tokens valid.',
    probe:
      'Log in, SU sets verified=true and changes name; auth-refresh with the old token -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.token.keep-on-collection-rename',
    level: 'should',
    says: 'Renaming the collection keeps its tokens valid (claims hold the collection id).',
    probe: 'SU renames an auth collection; auth-refresh on the new name with the old token -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.token.restart',
    level: 'must',
    says: 'Tokens are not bound to the running process: valid ones survive a restart, revoked ones stay revoked.',
    probe:
      "Log in two users, change the second one's password, restart the server -> auth-refresh of the first token 200, of the second 401.",
    basis: 'observed',
  },
  {
    id: 'auth.token.refusal-matrix-header',
    level: 'must',
    says: 'A token of any kind in the Authorization header, whatever is wrong with it, is answered exactly as PocketBase v0.36.6 answers it.',
    probe:
      'Kind (auth, file, verification, passwordReset, emailChange) x condition (valid, expired, no, far or textual expiry, other algorithms, foreign keys, old token key, other collection, renamed collection, deleted record, malformed, well signed with an odd header such as typ, kid, crit or alg twice, or with odd times, ...) x endpoint (auth-refresh, request-email-change, records, files/token) x whom it speaks of (a user, a superuser) -> status and body of every cell as in spec/vectors/token-refusals.json.',
    basis: 'observed',
  },
  {
    id: 'auth.token.refusal-matrix-confirm',
    level: 'must',
    says: 'A token of any kind sent to a confirmation endpoint, whatever is wrong with it, is answered exactly as PocketBase v0.36.6 answers it.',
    probe:
      'The kinds and conditions of auth.token.refusal-matrix-header x confirm-verification, confirm-password-reset, confirm-email-change x who sends it (nobody, somebody else, a superuser) -> status and body of every cell as in spec/vectors/token-refusals.json.',
    basis: 'observed',
  },
  {
    id: 'auth.token.line-breaks',
    level: 'should',
    says: 'Line breaks inside the parts of a token do not count when they are decoded; the signature is that of the text with them.',
    probe:
      'A valid verification token with "\\n" inside of its last part -> confirm-verification 204; with "\\n" inside of its header, and signed so -> 204, signed without it -> 400 validation_invalid_token.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
