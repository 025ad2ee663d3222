/**
 * Without the white space around it, as the contract's server has it: a next line (U+0085) is white space and a byte order mark is none,
 * the other way round from `trim` (sort.trim).
 */
export const trimSpace = (text: string): string => {
  let from = 0
  let to = text.length
  while (from < to && isSpace(text.charAt(from))) from++
  while (to > from && isSpace(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

const isSpace = (character: string): boolean =>
  /[\s\u0085]/.test(character) && character !== '\ufeff'
