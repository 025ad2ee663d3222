import { blank, Issue, valueCase } from './support.ts'

const email = { type: 'email' }
const invalid = new Issue('validation_is_email', 'Must be a valid email address.')
const barred = new Issue('validation_email_domain_not_allowed', 'Email domain is not allowed.')

export const format = valueCase(
  'values.email.format',
  [
    email,
    [
      ['Test@Example.com', 'Test@Example.com'],
      ['', ''],
      [null, ''],
      ['a+b.c_d@sub.example.co', 'a+b.c_d@sub.example.co'],
      ['\u00fc@b\u00fccher.example', '\u00fc@b\u00fccher.example'],
      ["o'neil!#$%&*/=?^`{|}~@example.com", "o'neil!#$%&*/=?^`{|}~@example.com"],
      [`${'a'.repeat(300)}@example.com`, `${'a'.repeat(300)}@example.com`],
      ['invalid', invalid],
      ['a@b', invalid],
      [' a@example.com', invalid],
      ['a@example.com ', invalid],
      ['a@@example.com', invalid],
      ['a b@example.com', invalid],
      ['.a@example.com', invalid],
      ['a..b@example.com', invalid],
      ['a@example.c0', invalid],
      ['a@-example.com', invalid],
      ['a@exa\nmple.com', invalid],
      [5, invalid],
      [true, invalid],
    ],
  ],
  [
    { ...email, required: true },
    [
      ['a@example.com', 'a@example.com'],
      ['', blank],
    ],
  ],
)

export const domains = valueCase(
  'values.email.domains',
  [
    { ...email, onlyDomains: ['example.com', 'other.org'] },
    [
      ['a@example.com', 'a@example.com'],
      ['a@other.org', 'a@other.org'],
      ['', ''],
      ['a@test.com', barred],
      ['a@sub.example.com', barred],
      ['a@Example.com', barred],
    ],
  ],
  [
    { ...email, exceptDomains: ['example.com'] },
    [
      ['a@sub.example.com', 'a@sub.example.com'],
      ['a@Example.com', 'a@Example.com'],
      ['a@example.com', barred],
    ],
  ],
)
