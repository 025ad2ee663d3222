import { validationItem } from '../../spec/errors.ts'
import { blank } from '../issues.ts'
import { castText } from '../values/cast.ts'
import { hostOf, isUrl } from '../values/url.ts'
import { checkDomains, isDomainAllowed } from './domains.ts'
import type { FieldType } from './field-type.ts'
import { textColumn } from './text-column.ts'

/** One URL, kept as sent. */
export const urlField: FieldType = {
  ...textColumn,
  type: 'url',
  options: { exceptDomains: null, onlyDomains: null, required: false },
  cast: castText,
  check(value, config) {
    const text = value as string // cast gives a text
    if (text === '') return config['required'] === true ? blank : undefined
    if (!isUrl(text)) return validationItem('validation_invalid_url')
    return isDomainAllowed(hostOf(text), config)
      ? undefined
      : validationItem('validation_url_domain_not_allowed')
  },
  checkOptions: checkDomains,
}
