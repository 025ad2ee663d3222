import { hasBadEscape } from '../transport/target.ts'

const lossy = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Decodes percent escapes. Undefined when an escape is not two hex digits; bytes that are no UTF-8 become U+FFFD
 * (records.body.invalid-unicode), where `decodeURIComponent` would throw.
 */
export const decodePercent = (text: string): string | undefined => {
  if (!text.includes('%')) return text
  if (hasBadEscape(text)) return undefined
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return lossy.decode(bytesOf(text))
    throw error
  }
}

const bytesOf = (text: string) => {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '%') {
      bytes.push(...new TextEncoder().encode(text[at]))
      continue
    }
    bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16))
    at += 2
  }
  return Uint8Array.from(bytes)
}
