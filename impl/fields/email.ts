import { validationItem } from '../../spec/errors.ts'
import { blank } from '../issues.ts'
import { castText } from '../values/cast.ts'
import { isEmail } from '../values/email.ts'
import { checkDomains, isDomainAllowed } from './domains.ts'
import type { FieldType } from './field-type.ts'
import { textColumn } from './text-column.ts'

/** One address, kept as sent: neither trimmed nor lower-cased. */
export const emailField: FieldType = {
  ...textColumn,
  type: 'email',
  options: { exceptDomains: null, onlyDomains: null, required: false },
  cast: castText,
  check(value, config) {
    const text = value as string // cast gives a text
    if (text === '') return config['required'] === true ? blank : undefined
    if (!isEmail(text)) return validationItem('validation_is_email')
    const host = text.slice(text.lastIndexOf('@') + 1)
    return isDomainAllowed(host, config)
      ? undefined
      : validationItem('validation_email_domain_not_allowed')
  },
  checkOptions: checkDomains,
}
