import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with OTP' } as const

/** One-time passwords: requesting, reusing, expiring, attempts, and logging in with one. */
export const otpAuth = [
  {
    id: 'auth.otp.request-disabled',
    level: 'must',
    says: 'Both OTP endpoints answer 403 when otp.enabled is false, before the body is read.',
    probe:
      'Fresh users - request-otp and auth-with-otp -> ERR(403, "The collection is not configured to allow OTP authentication.").',
    basis: 'observed',
  },
  {
    id: 'auth.otp.request-success',
    level: 'must',
    says: 'POST request-otp {"email"} answers 200 {"otpId":"<15 chars a-z0-9>"}, creates an _otps record with that id for the record and mails the code in the background.',
    probe:
      "SMTP sink, otp.enabled=true - 200; SU GET /api/collections/_otps/records/OTPID -> 200; one mail to the record's email.",
    basis: 'documented',
    source,
  },
  {
    id: 'auth.otp.request-validation',
    level: 'must',
    says: 'email is required, 1..255 bytes, valid format.',
    probe: '{} -> data.email validation_required; "invalid" -> validation_is_email.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.otp.request-enumeration',
    level: 'must',
    says: 'For an unknown email the answer is also 200 with a random otpId of the same form, but nothing is stored or mailed.',
    probe:
      'request-otp {"email":"missing@example.com"} -> 200; SU GET _otps/records/OTPID -> 404; auth-with-otp with it -> ERR(400, "Invalid or expired OTP.").',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.otp.code-format',
    level: 'must',
    says: 'The code consists of otp.length random digits (default 8) and is mailed in clear; only its bcrypt hash is stored.',
    probe: 'Mail contains /\\b\\d{8}\\b/; with otp.length=4 four digits.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.request-reuse',
    level: 'must',
    says: "When the record already has 10 or more unexpired OTPs no new one is created and no mail is sent; the answer is 200 with the id of the most recently created OTP. There is no 429 for this (the docs' 429 example is never sent), and the limit is off in --dev mode.",
    probe:
      '10 request-otp calls, a few ms apart and all within otp.duration -> 10 distinct ids; the 11th -> 200 with the id of the 10th and no mail (SMTP sink needed, else the OTPs are deleted again).',
    basis: 'observed',
  },
  {
    id: 'auth.otp.request-mail-failure',
    level: 'must',
    says: 'If sending the mail fails, the freshly created OTP is deleted again; the response has already been 200.',
    probe:
      'SMTP enabled with a closed port - request-otp -> 200, after a moment SU GET _otps/records/OTPID -> 404.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.sent-to',
    level: 'must',
    says: "After a successful send the OTP's hidden sentTo field is set to the mail's recipient address, if it was empty.",
    probe:
      "SU GET _otps/records/OTPID -> sentTo equals the user's email shortly after the mail arrived.",
    basis: 'observed',
  },
  {
    id: 'auth.otp.auth-success',
    level: 'must',
    says: 'POST auth-with-otp {"otpId","password"} with the right code answers 200 with the auth response and deletes that OTP (other OTPs stay).',
    probe: 'otp seed - 200; repeating -> ERR(400, "Invalid or expired OTP.").',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.otp.concurrent',
    level: 'should',
    says: 'Several unexpired OTPs of one record are valid at the same time; using one does not void the others.',
    probe:
      'Two otp seeds with codes 11111111 and 22222222 -> both auth-with-otp calls 200 (MFA off).',
    basis: 'observed',
  },
  {
    id: 'auth.otp.auth-validation',
    level: 'must',
    says: 'otpId is required, 1..255 bytes; password is required, 1..71 bytes. (The docs\' message "Failed to authenticate." is not used here.)',
    probe:
      '{} -> ERR(400, "An error occurred while validating the submitted data.") with both keys validation_required; 72-char password -> data.password = {"code":"validation_length_out_of_range","message":"The length must be between 1 and 71.","params":{"max":71,"min":1}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.otp.auth-invalid',
    level: 'must',
    says: 'Unknown otpId, OTP of another collection, expired OTP, missing record and wrong code are indistinguishable.',
    probe: 'Each -> ERR(400, "Invalid or expired OTP."). A wrong code does not consume the OTP.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.expiry',
    level: 'must',
    says: "An OTP is expired when more than the collection's CURRENT otp.duration seconds passed since its created date (default 180).",
    probe:
      'otp.duration=10, otp seed, wait 11 s, right code -> ERR(400, "Invalid or expired OTP.").',
    basis: 'observed',
  },
  {
    id: 'auth.otp.attempt-limit',
    level: 'must',
    says: 'At most 5 code attempts (right or wrong, over all OTPs of the same record) per client IP; the counter refills 180 s after the last counted attempt. It applies also when settings rate limits are off and for superuser requests, and runs after the otpId/collection/expiry checks but before the code check.',
    probe:
      '5 wrong codes -> 400 each; 6th attempt even with the right code or another OTP of the same user -> ERR(429, "Too many attempts, please try again later with a new OTP."); an unknown otpId at that point -> still 400.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.attempt-limit-reset',
    level: 'may',
    says: 'Saving the application settings resets the attempt counters.',
    probe: 'After a 429, SU PATCH /api/settings with any change, then the right code -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.verifies-email',
    level: 'must',
    says: 'After the code was accepted, an unverified record whose email equals the OTP\'s non-empty sentTo becomes verified - even if MFA or authRule then stop the login (so an authRule "verified=true" is satisfied by the same request).',
    probe:
      'Unverified user, mailed OTP -> 200 with record.verified true. otp seed without sentTo -> record stays unverified.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.unfit-record',
    level: 'must',
    says: 'A record that cannot be saved as verified, because its fields have come to ask for more than it has, is signed in all the same; what is stored stays unverified.',
    probe:
      'Unverified user, then a required field is added; otp seed with sentTo -> 200; SU GET the record -> verified false.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.unfit-record-shown',
    level: 'may',
    says: 'The answer to such a sign-in shows the record as verified.',
    probe: 'As auth.otp.unfit-record -> record.verified true.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.consumed-before-mfa',
    level: 'must',
    says: 'The OTP is deleted once its code was accepted, also when the request then ends with the MFA 401, an MFA error or an authRule 403.',
    probe: 'MFA enabled, otp seed - auth-with-otp -> 401 {"mfaId":..}; SU GET the OTP -> 404.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.unverified-and-rule',
    level: 'should',
    says: 'request-otp does not evaluate authRule; a record that may not log in still gets a mail.',
    probe: 'authRule "1=2" - request-otp -> 200 and mail; auth-with-otp -> 403.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.config-limits',
    level: 'should',
    says: 'While otp.enabled the duration must be 10..86400 and length at least 4.',
    probe:
      'SU PATCH users {"otp":{"enabled":true,"duration":9}} -> data.otp.duration.code validation_min_greater_equal_than_required; {"otp":{"enabled":true,"length":3}} -> data.otp.length same code.',
    basis: 'observed',
  },
  {
    id: 'auth.otp.used-at-once',
    level: 'must',
    says: 'Of several uses of one code at once at least one is accepted, the others are refused like a wrong code; afterwards it is gone.',
    probe:
      'auth-with-otp with one code four times in parallel -> 200, or 400 "Invalid or expired OTP."; once more -> 400, and the _otps record is gone.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
