// The non-ASCII characters that are accepted everywhere in an address (values.email.*).
const other = '\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF'
const word = `[A-Za-z0-9!#$%&'*+\\-/=?^_\`{|}~${other}]+`
const label = `(?:[A-Za-z0-9${other}]|[A-Za-z0-9${other}][A-Za-z0-9\\-._~${other}]*[A-Za-z0-9${other}])`
const top = `(?:[A-Za-z${other}]|[A-Za-z${other}][A-Za-z0-9\\-_~${other}]*[A-Za-z${other}])`
// What is taken for a quoted local part (auth.common.email-format-accepted): every character has a quote before it, or a
// quote and a parenthesis, and one quote ends it.
const space = '(?:(?:[ \\t]*\\r\\n)?[ \\t]+)?'
const quoted = `(?:"${space}(?:[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f!#-[\\]-~${other}]|\\([\\x01-\\x09\\x0b-\\x7f]))*${space}"`
const address = new RegExp(`^(?:${word}(?:\\.${word})*|${quoted})@(?:${label}\\.)+${top}\\.?$`)

/** Addresses longer than this cannot be mail and would only cost time to match. */
const maxLength = 2000

/** An e-mail address in the contract's format: no ordinary quoted local part, no IP address, a domain of at least two labels. */
export const isEmail = (text: string): boolean => text.length <= maxLength && address.test(text)
