const shownBefore = 200
const shownAfter = 400

/** The part of a text where it first differs from another. */
export const aroundDifference = (text: string, other: string): string => {
  let at = 0
  while (at < text.length && text[at] === other[at]) at++
  const from = Math.max(0, at - shownBefore)
  const shown = text.slice(from, at + shownAfter)
  return `${from > 0 ? '…' : ''}${shown}${at + shownAfter < text.length ? '…' : ''}`
}
