import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Password reset' } as const

/** Requesting and confirming a password reset. */
export const passwordResetAuth = [
  {
    id: 'auth.password-reset.request-success',
    level: 'must',
    says: 'POST request-password-reset {"email"} answers 204 and sends the reset mail in the background; also for _superusers.',
    probe: 'SMTP sink - 204 and one mail.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password-reset.request-validation',
    level: 'must',
    says: 'email is required, 1..255 bytes, valid format.',
    probe: 'Same data as auth.verification.request-validation.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password-reset.request-disabled',
    level: 'must',
    says: 'When password auth is disabled the request is rejected with 400 (not 403) before the body is read.',
    probe:
      'passwordAuth.enabled=false -> ERR(400, "The collection is not configured to allow password authentication.").',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.request-enumeration',
    level: 'must',
    says: 'Unknown email -> 204 and no mail.',
    probe: 'request-password-reset {"email":"missing@example.com"} -> 204, empty sink.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password-reset.request-throttle',
    level: 'must',
    says: 'After a reset mail was sent successfully further requests for the same record are silently ignored (204) for 2 minutes; a failed send sets no marker; a successful confirm removes it. The marker is per record, in memory.',
    probe:
      'Request, wait for the mail, request again -> 204, one mail total; confirm the reset, request again -> second mail.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.request-throttle-own',
    level: 'must',
    says: 'Mails of password reset and of verification are held back independently: a mail of one kind does not hold back the other, and a confirmation of one kind does not let the next mail of the other through.',
    probe:
      'Request verification, request a reset of the same record -> both mails, in either order. Confirm the reset, SU sets verified=false, request verification again -> no second verification mail; confirm a verification, request a reset again -> no second reset mail.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.request-unverified',
    level: 'must',
    says: 'Unverified records receive the mail too.',
    probe: 'Unverified user -> mail sent.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-success',
    level: 'must',
    says: 'POST confirm-password-reset {"token","password","passwordConfirm"} answers 204 and sets the password; no auth token is returned.',
    probe: 'Confirm -> 204; AUTH with the new password -> 200, with the old -> 400.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password-reset.confirm-invalidates',
    level: 'must',
    says: 'After a successful reset all auth tokens of the record and the used reset token are invalid.',
    probe:
      'Old auth token on auth-refresh -> 401; repeating the confirm -> data.token.code validation_invalid_token.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password-reset.confirm-verifies',
    level: 'must',
    says: "An unverified record becomes verified if its email still equals the token's email claim; otherwise verified is unchanged.",
    probe: 'Unverified user resets the password -> record.verified true.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-validation',
    level: 'must',
    says: "token, password and passwordConfirm are required and validated together; password must be MIN..255 bytes where MIN is the password field's min (default 8, 1 if unset); passwordConfirm must equal password.",
    probe:
      '{"token":"bad","password":"1234567","passwordConfirm":"7654321"} -> data.token.code validation_invalid_token, data.password = {"code":"validation_length_out_of_range","message":"The length must be between 8 and 255.","params":{"max":255,"min":8}}, data.passwordConfirm = {"code":"validation_values_mismatch","message":"Values don\'t match."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.password-reset.confirm-invalid-token',
    level: 'must',
    says: 'Undecodable, expired, other-typed or voided tokens all report the same error.',
    probe:
      'token "abc", an auth token, a verification token -> data.token = {"code":"validation_invalid_token","message":"Invalid or expired token."}.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-other-collection',
    level: 'must',
    says: 'A valid token of another auth collection is rejected.',
    probe:
      'data.token = {"code":"validation_token_collection_mismatch","message":"The provided token is for different auth collection."}.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-field-rules',
    level: 'must',
    says: 'A password that passes the form check but violates the password field (max 71 characters by default, pattern, character minimum) answers 400 with another message.',
    probe:
      '72 ASCII characters -> ERR(400, "Failed to set new password.", {"password":{"code":"validation_max_text_constraint","message":"Must be less than 71 character(s)."}}); 100 ASCII characters -> same message with data.password = {"code":"validation_invalid_value","message":"Invalid value."}.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-password-auth-disabled',
    level: 'should',
    says: 'confirm-password-reset does not check whether password auth is enabled.',
    probe: 'Request, then SU disables passwordAuth (keep token secret), confirm -> 204.',
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-side-effects',
    level: 'must',
    says: 'A reset deletes all _authOrigins and _mfas records of the record; _otps and _externalAuths are kept.',
    probe: "List the system collections as SU with filter recordRef='ID' before and after.",
    basis: 'observed',
  },
  {
    id: 'auth.password-reset.confirm-at-once',
    level: 'must',
    says: 'Of several confirmations with one token at once each is either accepted or refused like a later one; the password is then that of an accepted one, and no other opens the account.',
    probe:
      'confirm-password-reset with one token and four passwords in parallel -> 204, or 400 validation_invalid_token; exactly one of the five passwords signs in, and its confirmation was answered 204.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
