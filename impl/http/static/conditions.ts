import type { HttpHeaders } from '../transport/message.ts'

export type Condition = 'send' | 'not-modified' | 'failed'

/**
 * Weighs the preconditions of RFC 9110, section 13, for a file that has a modification time but no entity tag: a listed tag
 * never matches, `*` always does.
 */
export const weighConditions = (headers: HttpHeaders, modified: Date): Condition => {
  const ifMatch = headers.get('if-match')
  if (ifMatch !== null && ifMatch !== '') {
    if (!listsAny(ifMatch)) return 'failed'
  } else if (isBefore(headers.get('if-unmodified-since'), modified)) return 'failed'
  const ifNoneMatch = headers.get('if-none-match')
  if (ifNoneMatch !== null && ifNoneMatch !== '') {
    return listsAny(ifNoneMatch) ? 'not-modified' : 'send'
  }
  const since = dateOf(headers.get('if-modified-since'))
  return since !== undefined && wholeSeconds(modified) <= since ? 'not-modified' : 'send'
}

/** Whether If-Range lets a Range header count: there is none, or it is the very modification time. */
export const rangeCounts = (headers: HttpHeaders, modified: Date): boolean => {
  const ifRange = headers.get('if-range')
  return ifRange === null || ifRange === '' || dateOf(ifRange) === wholeSeconds(modified)
}

const listsAny = (tags: string) => tags.trim().startsWith('*')

const isBefore = (header: string | null, modified: Date) => {
  const date = dateOf(header)
  return date !== undefined && date < wholeSeconds(modified)
}

// HTTP dates have no fractions.
const wholeSeconds = (date: Date) => Math.floor(date.getTime() / 1000) * 1000

const dateOf = (header: string | null) => {
  const time = header === null ? Number.NaN : Date.parse(header)
  return Number.isNaN(time) ? undefined : time
}
