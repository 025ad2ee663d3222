import type { Requirement } from '../../requirement.ts'

/** Values of email fields. */
export const emailValues = [
  {
    id: 'values.email.format',
    level: 'must',
    says: 'email is cast like text, not trimmed and not lower-cased. A non-empty value that is not an address: code "validation_is_email", message "Must be a valid email address.". A top-level domain is required.',
    probe:
      '"invalid", "a@b", " a@example.com" -> that error; "Test@Example.com" -> stored unchanged; "" on a non-required field -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.email.domains',
    level: 'must',
    says: 'The part after the last "@" must be in onlyDomains (if set) and must not be in exceptDomains (if set), compared exactly (case-sensitive, no subdomain match): code "validation_email_domain_not_allowed", message "Email domain is not allowed.".',
    probe:
      'onlyDomains ["example.com"]: "a@test.com" and "a@sub.example.com" and "a@Example.com" -> that error; "a@example.com" -> 200. exceptDomains ["example.com"]: "a@example.com" -> error.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
