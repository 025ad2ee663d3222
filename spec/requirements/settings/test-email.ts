import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Send test email' } as const

/** Sending a test mail. */
export const testEmailSettings = [
  {
    id: 'settings.test-email.validation',
    level: 'must',
    says: 'POST /api/settings/test/email needs email and template; validation errors give 400 with message "Failed to send the test email." and keyed data.',
    probe:
      '{} -> 400 data {"email":{"code":"validation_required","message":"Cannot be blank."},"template":{"code":"validation_required","message":"Cannot be blank."}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.test-email.email-format',
    level: 'must',
    says: 'email must be an address of at most 255 bytes.',
    probe:
      '"invalid" -> validation_is_email "Must be a valid email address."; 256+ bytes -> validation_length_out_of_range params {"max":255,"min":1}.',
    basis: 'observed',
  },
  {
    id: 'settings.test-email.templates',
    level: 'must',
    says: 'template is one of verification, password-reset, email-change, otp, login-alert (the docs list only the first three).',
    probe:
      'Each -> 204 with an SMTP sink; "invalid" -> data.template {"code":"validation_in_invalid","message":"Must be a valid value."}.',
    basis: 'observed',
  },
  {
    id: 'settings.test-email.collection',
    level: 'must',
    says: 'collection is an optional id or name of an auth collection whose template is used; default _superusers.',
    probe:
      '"missing" or a base collection name -> data.collection {"code":"validation_invalid_auth_collection","message":"Must be a valid auth collection id or name."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.test-email.success',
    level: 'must',
    says: 'On success 204 without body, and exactly one mail was sent to the given address before the response.',
    probe:
      'template verification -> sink has one message to the address with subject "Verify your Acme email".',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.test-email.dummy-data',
    level: 'should',
    says: 'The mail is rendered for an unsaved record whose visible fields hold "__pb_test_<fieldName>__" (email holds the given address); otp uses code "123456" and id "_PB_TEST_OTP_ID_"; login-alert uses "<now> - TEST_IP TEST_USER_AGENT".',
    probe:
      'users verification template body containing {RECORD:name} -> mail contains __pb_test_name__; template otp -> body contains 123456.',
    basis: 'observed',
  },
  {
    id: 'settings.test-email.send-error',
    level: 'must',
    says: 'A delivery failure gives 400 with data {} and message "Failed to send the test email. Raw error: \\n" plus the error text as a sentence.',
    probe:
      'SMTP disabled and no sendmail on the host -> message "Failed to send the test email. Raw error: \\nfailed to locate a sendmail executable path."; SMTP pointing at a closed port -> message starts with the same prefix.',
    basis: 'observed',
  },
  {
    id: 'settings.test-email.invalid-body',
    level: 'should',
    says: 'Unparsable bodies give 400 "An error occurred while loading the submitted data." with data {}.',
    probe: 'Body "{" -> that error.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
