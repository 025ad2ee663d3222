import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Verification' } as const

/** Requesting and confirming the verification of an email address. */
export const verificationAuth = [
  {
    id: 'auth.verification.request-success',
    level: 'must',
    says: 'POST request-verification {"email"} for an unverified record answers 204 and sends the verification mail in the background.',
    probe: "SMTP sink - 204, then one mail to the record's email.",
    basis: 'documented',
    source,
  },
  {
    id: 'auth.verification.request-validation',
    level: 'must',
    says: 'email is required, 1..255 bytes, valid format.',
    probe:
      '{} -> data.email validation_required; "invalid" -> validation_is_email; 300-byte address -> validation_length_out_of_range.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.verification.request-enumeration',
    level: 'must',
    says: 'An unknown email answers the same empty 204 and sends nothing.',
    probe: 'request-verification {"email":"missing@example.com"} -> 204, no mail within 1 s.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.verification.request-already-verified',
    level: 'must',
    says: 'An already verified record answers 204 and nothing is sent.',
    probe: 'Verified user -> 204, no mail.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.request-throttle',
    level: 'must',
    says: 'After a verification mail attempt further requests for the same record are silently ignored (204, no mail) for 2 minutes; the marker is set when the background send finishes, also when it failed, is kept in memory only, and is removed by a successful confirm-verification.',
    probe:
      'Request, wait until the mail arrives, request again -> 204 and still one mail. After the confirm and SU resetting verified=false, a new request sends again.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.superusers',
    level: 'must',
    says: 'Both verification endpoints are rejected for _superusers before the body is read.',
    probe:
      'POST /api/collections/_superusers/request-verification and .../confirm-verification -> ERR(400, "All superusers are verified by default.").',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-success',
    level: 'must',
    says: 'POST confirm-verification {"token"} answers 204 and sets verified=true; auth tokens stay valid.',
    probe:
      'Confirm with the mailed token -> 204; GET record -> verified true; old auth token still works.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.verification.confirm-repeat',
    level: 'must',
    says: 'The token stays valid until it expires; confirming again answers 204 without changing the record (updated is not touched).',
    probe: 'Confirm twice -> 204 both times; record.updated same after the second.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-missing',
    level: 'must',
    says: 'token is required.',
    probe:
      'confirm-verification {} -> data.token = {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.verification.confirm-no-email-claim',
    level: 'must',
    says: 'A token that cannot be decoded or has no email claim (for example an auth token) reports a claims error.',
    probe:
      '{"token":"abc"} or an auth token -> data.token = {"code":"validation_invalid_token_claims","message":"Missing email token claim."}.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-invalid',
    level: 'must',
    says: 'Expired, badly signed, other-typed (passwordReset, emailChange) tokens, tokens voided by a tokenKey change and tokens of a deleted record report an invalid token.',
    probe:
      'A passwordReset token -> data.token = {"code":"validation_invalid_token","message":"Invalid or expired token."}.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-other-collection',
    level: 'must',
    says: 'A valid token sent to another auth collection is rejected.',
    probe:
      'users token to /clients/confirm-verification -> data.token = {"code":"validation_token_collection_mismatch","message":"The provided token is for different auth collection."}.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-email-mismatch',
    level: 'should',
    says: "If the record's email differs from the token's email claim (and tokenKey did not change) the token is rejected.",
    probe:
      'Data-dir reader crafts a verification token with another email -> data.token = {"code":"validation_token_email_mismatch","message":"The record email doesn\'t match with the requested token claims."}.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-save-failure',
    level: 'should',
    says: 'All fields of the record are checked when it is saved; if one fails, the answer is 400 with the field errors and the record stays unverified.',
    probe:
      'A text field becomes required after the record was made without it, confirm -> ERR(400, "An error occurred while saving the verified state.", {"note":{"code":"validation_required","message":"Cannot be blank."}}).',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-ignores-auth-settings',
    level: 'should',
    says: 'Confirming works regardless of enabled auth methods and authRule and does not return a token.',
    probe: 'passwordAuth disabled - confirm -> 204.',
    basis: 'observed',
  },
  {
    id: 'auth.verification.confirm-at-once',
    level: 'must',
    says: 'Several confirmations with one token at once are all accepted.',
    probe:
      'confirm-verification with one token four times in parallel -> 204 each, and the record is verified.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
