export interface ByteRange {
  readonly start: number
  readonly length: number
}

export type RangeRequest =
  /** No range to honour: the whole file. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'ranges'; readonly ranges: readonly ByteRange[] }
  /** Well formed, but none of it lies within the file. */
  | { readonly kind: 'no-overlap' }
  | { readonly kind: 'malformed' }

const whole: RangeRequest = { kind: 'whole' }
const malformed: RangeRequest = { kind: 'malformed' }

/**
 * Reads a Range header for a file of `size` bytes. Ranges beyond the end are left out; when the rest asks for more than
 * the file holds, the whole file is cheaper and is sent instead.
 */
export const readRange = (header: string, size: number): RangeRequest => {
  if (header === '') return whole
  if (!header.startsWith('bytes=')) return malformed
  const ranges: ByteRange[] = []
  let beyond = false
  for (const spec of header.slice('bytes='.length).split(',')) {
    const trimmed = spec.trim()
    if (trimmed === '') continue
    const range = rangeOf(trimmed, size)
    if (range === 'malformed') return malformed
    if (range === 'beyond') beyond = true
    else ranges.push(range)
  }
  if (ranges.length === 0) return beyond && size > 0 ? { kind: 'no-overlap' } : whole
  const asked = ranges.reduce((sum, { length }) => sum + length, 0)
  return asked > size ? whole : { kind: 'ranges', ranges }
}

const rangeOf = (spec: string, size: number): ByteRange | 'malformed' | 'beyond' => {
  const match = /^(\d*)\s*-\s*(\d*)$/.exec(spec)
  if (match === null) return 'malformed'
  const [, from = '', to = ''] = match
  if (from === '') {
    if (to === '') return 'malformed'
    const length = Math.min(Number(to), size)
    return { start: size - length, length }
  }
  const start = Number(from)
  if (start >= size) return 'beyond'
  if (to === '') return { start, length: size - start }
  const end = Number(to)
  if (end < start) return 'malformed'
  return { start, length: Math.min(end, size - 1) - start + 1 }
}
