/**
 * Timestamps of the contract: `YYYY-MM-DD HH:MM:SS.mmmZ` in UTC, the empty text for "no date" (values.date.*).
 */
export const formatDate = (date: Date): string =>
  // Years beyond four digits have no padding, as they are printed by the real server; they do not read back.
  date
    .toISOString()
    .replace('T', ' ')
    .replace(/^([+-])0?0?/, (_, sign) => (sign === '-' ? '-' : ''))

/** A point in time. */
export interface Instant {
  readonly ms: number
  /** What truncation to milliseconds cuts off, 0 to 999,999 nanoseconds. */
  readonly nanos: number
}

const stored = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})Z$/

const year = '(?<year>\\d{4})'
const shortYear = '(?<short>\\d\\d)'

/** Names match in any letter case, everything else as it is written. */
const anyCase = (words: string): string =>
  words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
const monthName = `(?<monthName>${anyCase('jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec')})`
const dayName = `(?:${anyCase('mon|tue|wed|thu|fri|sat|sun')})`
const longDayName = `(?:${anyCase('mon|tues|wednes|thurs|fri|satur|sun')})${anyCase('day')}`
const isoDay = `${year}-(?<month>\\d\\d)-(?<day>\\d\\d)`
const clock = '(?<hour>\\d{1,2}):(?<minute>\\d\\d):(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?'
const shortClock = '(?<hour>\\d{1,2}):(?<minute>\\d\\d)'
const colonOffset = '(?<offset>[+-]\\d\\d:\\d\\d)'
const plainOffset = '(?<offset>[+-]\\d{4})'
/**
 * A name says nothing about the time, but for GMT with an offset, which the real server takes the wrong way round. A sign with
 * a number up to 23 is a name, too, where three characters are left (values.date.zone-numbers).
 */
const zone =
  '(?:GMT(?<gmt>[+-]\\d+)|[A-Z]{3}|[A-Z]{3,4}T|WITA|ChST|MeST|(?=.{3})[+-]0*(?:1?\\d|2[0-3]))'
const looseDay = '(?<day>\\d{1,2})'

/** The accepted layouts in the order they are tried; a space stands for one or more (values.date.spaces). */
const layouts: readonly RegExp[] = [
  isoDay,
  `${isoDay}T${clock}(?:Z|${colonOffset})`,
  `${isoDay}T${clock}`,
  `${dayName}, (?<day>\\d\\d) ${monthName} ${year} ${clock} ${plainOffset}`,
  `${dayName}, (?<day>\\d\\d) ${monthName} ${year} ${clock} ${zone}`,
  `(?<day>\\d\\d) ${monthName} ${shortYear} ${shortClock} ${plainOffset}`,
  `(?<day>\\d\\d) ${monthName} ${shortYear} ${shortClock} ${zone}`,
  `${longDayName}, (?<day>\\d\\d)-${monthName}-${shortYear} ${clock} ${zone}`,
  `${isoDay} ${clock} ${plainOffset} ${zone}`,
  `${isoDay}T${clock}(?:Z|${plainOffset})`,
  `${isoDay} ${clock}(?:Z|${plainOffset})`,
  `${isoDay} ${clock}`,
  `${dayName} ${monthName} ${looseDay} ${clock} ${year}`,
  `${dayName} ${monthName} ${looseDay} ${clock} ${zone} ${year}`,
  `${dayName} ${monthName} (?<day>\\d\\d) ${clock} ${plainOffset} ${year}`,
  `${isoDay} ${clock}(?:Z|${colonOffset})`,
  `(?<day>\\d\\d) ${monthName} ${year}`,
  `${isoDay} ${clock} ${colonOffset}`,
  `${isoDay} ${clock} ${plainOffset}`,
  '(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?<half>[AP]M)',
  `${monthName} ${looseDay} ${clock}`,
].map((layout) => new RegExp(`^${layout.replaceAll(' ', ' +')}$`))

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The instant of a text in one of the accepted layouts; undefined when none matches. */
export const parseDate = (text: string): Instant | undefined => {
  if (text === '') return undefined
  if (stored.test(text)) {
    const instant = { ms: Date.parse(text.replace(' ', 'T')), nanos: 0 }
    return Number.isNaN(instant.ms) || formatDate(new Date(instant.ms)) !== text
      ? undefined
      : instant
  }
  for (const layout of layouts) {
    const groups = layout.exec(text)?.groups
    const instant = groups === undefined ? undefined : toInstant(groups)
    if (instant !== undefined) return instant
  }
  return undefined
}

type Groups = Readonly<Record<string, string | undefined>>

const toInstant = (groups: Groups): Instant | undefined => {
  const { fraction = '' } = groups
  const day = Number(groups['day'] ?? 1)
  const month =
    groups['monthName'] === undefined
      ? Number(groups['month'] ?? 1)
      : months.indexOf(groups['monthName'].toLowerCase()) + 1
  const hour = hourOf(groups)
  const minute = Number(groups['minute'] ?? 0)
  const second = Number(groups['second'] ?? 0)
  const offset = offsetMinutes(groups)
  if (hour === undefined || offset === undefined || hour > 23 || minute > 59 || second > 59)
    return undefined
  const date = new Date(0)
  date.setUTCFullYear(yearOf(groups), month - 1, day)
  // An impossible day rolls over into another month.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  date.setUTCHours(hour, minute - offset, second, Number(fraction.slice(0, 3).padEnd(3, '0')))
  return { ms: date.getTime(), nanos: Number(fraction.slice(3, 9).padEnd(6, '0')) }
}

const yearOf = ({ year: full, short }: Groups): number => {
  if (full !== undefined) return Number(full)
  if (short === undefined) return 0
  return Number(short) >= 69 ? 1900 + Number(short) : 2000 + Number(short)
}

const hourOf = ({ hour = '0', half }: Groups): number | undefined => {
  const value = Number(hour)
  if (half === undefined) return value
  return value > 12 ? undefined : (value % 12) + (half === 'PM' ? 12 : 0)
}

const offsetMinutes = ({ offset, gmt }: Groups): number | undefined => {
  if (gmt !== undefined && Math.abs(Number(gmt)) > 23) return undefined
  if (offset === undefined) return Number(gmt ?? 0) * -60
  const digits = offset.replace(':', '')
  const hours = Number(digits.slice(1, 3))
  const minutes = Number(digits.slice(3))
  // Sixty minutes are accepted, as in the real server.
  if (hours > 24 || minutes > 60) return undefined
  return (digits.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const zeroTime = -62135596800000

/** Any submitted value as a stored date; what no layout matches is the empty text. */
export const castDate = (raw: unknown): string => truncated(castExactDate(raw))

/** The same with what a stored date cuts off: up to nine digits behind the second. */
export const castExactDate = (raw: unknown): string => {
  const instant = typeof raw === 'string' ? parseDate(raw) : undefined
  if (instant === undefined || (instant.ms === zeroTime && instant.nanos === 0)) return ''
  const text = formatDate(new Date(instant.ms))
  if (instant.nanos === 0) return text
  return `${text.slice(0, -1)}${String(instant.nanos).padStart(6, '0')}Z`
}

/** An exact date as it is stored. */
export const truncated = (text: string): string => text.replace(/(\.\d{3})\d+Z$/, '$1Z')

/** A date as it is stored; what stands otherwise in the column, like a year of five digits, is read like a submitted text. */
export const storedDate = (text: string): string => (stored.test(text) ? text : castDate(text))
