const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
}

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

const escapeCharacter = (character: string, quote: string): string => {
  if (character === quote) return `\\${quote}`
  const short = Object.hasOwn(named, character) ? named[character] : undefined
  if (short !== undefined) return short
  if (printable.test(character)) return character
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}

/** Quotes text the way the contract's raw error texts do (rules.save.*). */
export const goQuote = (text: string, quote: '"' | "'" = '"'): string =>
  quote + Array.from(text, (character) => escapeCharacter(character, quote)).join('') + quote
