import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of email and url fields. */
export const emailSchema = [
  {
    id: 'schema.email.shape',
    level: 'must',
    says: 'Default email and url fields have exceptDomains null and onlyDomains null (null when never set, an array as sent otherwise).',
    probe:
      'SU create {"name":"m","type":"email"} and {"name":"u","type":"url"} -> both keys null; with "onlyDomains":[] -> [].',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.email.domains-exclusive',
    level: 'must',
    says: 'exceptDomains and onlyDomains are mutually exclusive for email and url; if both are non empty both keys are reported.',
    probe:
      '{"exceptDomains":["example.com"],"onlyDomains":["example.com"]} -> 400 data.fields.1.exceptDomains and data.fields.1.onlyDomains err("validation_empty","Must be blank.").',
    basis: 'observed',
  },
  {
    id: 'schema.email.domains-format',
    level: 'must',
    says: 'Every listed domain must be a host name with at least one dot (no scheme, path or port), at most 255 characters, matching ^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-zA-Z]{1,63}| xn--[a-z0-9]{1,59})$ (so a label of 2+ characters must not end with an upper case letter). Empty strings are accepted.',
    probe:
      '{"onlyDomains":["example.com","invalid","http://a.com"]} -> 400 data.fields.1.onlyDomains has keys "1" and "2" only, each err("validation_is_domain","Must be a valid domain."). Same for exceptDomains and for type url.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
