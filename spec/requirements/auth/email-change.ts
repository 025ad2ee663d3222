import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Email change' } as const

/** Requesting and confirming a change of the email address. */
export const emailChangeAuth = [
  {
    id: 'auth.email-change.request-success',
    level: 'must',
    says: 'POST request-email-change {"newEmail"} with the record\'s own token answers 204 after the confirmation mail has been sent to the NEW address. The mail is sent synchronously and requests are not throttled.',
    probe:
      'SMTP sink - 204; the mail is already in the sink and addressed to newEmail; a second call sends a second mail.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.email-change.request-auth',
    level: 'must',
    says: 'Guests get 401, tokens of other collections (superusers included) 403; both before the body is checked.',
    probe: 'See auth.header.require-auth-401 and auth.header.same-collection-403.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.email-change.superusers',
    level: 'must',
    says: 'Both email change endpoints are rejected for _superusers (request - after its 401/403 checks).',
    probe:
      'SU POST /api/collections/_superusers/request-email-change and guest POST .../confirm-email-change -> ERR(400, "All superusers can change their emails directly.").',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.request-validation',
    level: 'must',
    says: 'newEmail is required, 1..255 bytes, valid format, different from the current email (exact comparison) and not used by another record of the collection (compared without case when the email index is NOCASE; the record itself does not count).',
    probe:
      '{} -> data.newEmail validation_required; own email -> {"code":"validation_not_in_invalid","message":"Must not be in list."}; another user\'s email -> {"code":"validation_invalid_new_email","message":"Invalid new email address."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.email-change.request-mail-failure',
    level: 'should',
    says: 'If the mail cannot be sent the call fails.',
    probe: 'SMTP enabled with a closed port -> ERR(400, "Failed to request email change.").',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.no-previous-email',
    level: 'should',
    says: 'A record without an email can request a change; its token has an empty email claim, and confirming sets the email and verified=true.',
    probe:
      "email not required, user with username only, request-email-change with the user's token -> 204; confirm -> 204 and record.email set, verified true.",
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-success',
    level: 'must',
    says: 'POST confirm-email-change {"token","password"} needs no Authorization header; with the record\'s current password it answers 204, sets email to newEmail and verified to true, and invalidates all tokens of the record.',
    probe:
      'Confirm -> 204; record.email changed, verified true; old token on auth-refresh -> 401; repeating -> 400.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.email-change.confirm-validation',
    level: 'must',
    says: "token is required; password is required, 1..100 bytes and must be the record's password. Both fields are validated; an unusable token also makes the password check fail.",
    probe:
      '{} -> data.token and data.password validation_required; expired token with the right password -> data.token.code validation_invalid_token AND data.password.code validation_invalid_password.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.email-change.confirm-wrong-password',
    level: 'must',
    says: 'A wrong password has its own error.',
    probe:
      'Valid token, wrong password -> data = {"password":{"code":"validation_invalid_password","message":"Missing or invalid auth record password."}}.',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-payload',
    level: 'must',
    says: 'A token without a text as newEmail claim (undecodable or other type) is reported first.',
    probe:
      'token "abc" or an auth token -> data.token = {"code":"validation_invalid_token_payload","message":"Invalid token payload - newEmail must be set."}.',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-taken',
    level: 'must',
    says: "If any record of the path collection already has the new email - including the same record after a first successful confirm - that is reported before the token's signature and expiry are checked; data.password then also reports validation_invalid_password.",
    probe:
      'Request change to n@example.com, confirm (204), confirm again with the same token and password -> data.token = {"code":"validation_existing_token_email","message":"The new email address is already registered: n@example.com."} plus data.password.code validation_invalid_password. Same data.token when another user took n@example.com before the first confirm.',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-invalid-token',
    level: 'must',
    says: 'Otherwise an expired, badly signed or voided token reports validation_invalid_token "Invalid or expired token.".',
    probe:
      'emailChangeToken.duration=10, request, wait 11 s, confirm -> data.token = {"code":"validation_invalid_token","message":"Invalid or expired token."}; the same after SU changed the user\'s password between request and confirm.',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-other-collection',
    level: 'must',
    says: 'A valid token of another collection is rejected.',
    probe:
      'users token to /clients/confirm-email-change -> data.token.code validation_token_collection_mismatch.',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-save-failure',
    level: 'should',
    says: "If saving fails field validation (for example the email field's onlyDomains) the answer is 400 with the field errors.",
    probe:
      'email field onlyDomains ["example.com"], change to a@other.org, confirm -> ERR(400, "Failed to confirm email change.", {"email":{"code":"validation_email_domain_not_allowed","message":"Email domain is not allowed."}}).',
    basis: 'observed',
  },
  {
    id: 'auth.email-change.confirm-at-once',
    level: 'must',
    says: 'Of several records that confirm the same new address at once one gets it; the others are refused and stay as they were.',
    probe:
      'Three records with emailChange tokens for one newEmail, confirm-email-change in parallel -> one 204, else 400; one record has the address, the others keep theirs and stay unverified.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
