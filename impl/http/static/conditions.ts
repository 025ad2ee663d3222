import { firstLine } from '../read/headers.ts'
import type { HttpHeaders } from '../transport/message.ts'

export type Condition = 'send' | 'not-modified' | 'failed'

/**
 * Weighs the preconditions of RFC 9110, section 13, for a file that has a modification time but no entity tag: a listed tag
 * never matches, `*` always does.
 */
export const weighConditions = (headers: HttpHeaders, modified: Date): Condition => {
  const ifMatch = firstLine(headers, 'if-match')
  if (ifMatch !== '') {
    if (!listsAny(ifMatch)) return 'failed'
  } else if (isBefore(firstLine(headers, 'if-unmodified-since'), modified)) return 'failed'
  const ifNoneMatch = firstLine(headers, 'if-none-match')
  if (ifNoneMatch !== '') {
    return listsAny(ifNoneMatch) ? 'not-modified' : 'send'
  }
  const since = dateOf(firstLine(headers, 'if-modified-since'))
  return since !== undefined && wholeSeconds(modified) <= since ? 'not-modified' : 'send'
}

/** Whether If-Range lets a Range header count: there is none, or it is the very modification time. */
export const rangeCounts = (headers: HttpHeaders, modified: Date): boolean => {
  const ifRange = firstLine(headers, 'if-range')
  return ifRange === '' || dateOf(ifRange) === wholeSeconds(modified)
}

const listsAny = (tags: string) => tags.trim().startsWith('*')

const isBefore = (header: string, modified: Date) => {
  const date = dateOf(header)
  return date !== undefined && date < wholeSeconds(modified)
}

// HTTP dates have no fractions.
const wholeSeconds = (date: Date) => Math.floor(date.getTime() / 1000) * 1000

/** The three spellings of RFC 9110, section 5.6.7: the one in use, the obsolete one with a long day, and that of C. */
const httpDate =
  /^(?:\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT|\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/

/** Milliseconds; undefined for what is no date of HTTP. */
const dateOf = (header: string) => {
  if (!httpDate.test(header)) return undefined
  const time = Date.parse(header.endsWith('GMT') ? header : `${header} GMT`)
  return Number.isNaN(time) ? undefined : time
}
