// The non-ASCII characters that are accepted everywhere in an address (facts "values", section 5).
const other = '\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF'
const word = `[A-Za-z0-9!#$%&'*+\\-/=?^_\`{|}~${other}]+`
const label = `(?:[A-Za-z0-9${other}]|[A-Za-z0-9${other}][A-Za-z0-9\\-._~${other}]*[A-Za-z0-9${other}])`
const top = `(?:[A-Za-z${other}]|[A-Za-z${other}][A-Za-z0-9\\-_~${other}]*[A-Za-z${other}])`
const address = new RegExp(`^${word}(?:\\.${word})*@(?:${label}\\.)+${top}\\.?$`)

/** Addresses longer than this cannot be mail and would only cost time to match. */
const maxLength = 2000

/** An e-mail address in the contract's format: no quoted local part, no IP address, a domain of at least two labels. */
export const isEmail = (text: string): boolean => text.length <= maxLength && address.test(text)
