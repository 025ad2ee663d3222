/** What a text says about a point in time, before any rule is applied to it. */
interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Digits behind the second. */
  readonly fraction: string
  readonly offsetMinutes: number
}

const noon: Parts = {
  ...{ year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 },
  fraction: '',
  offsetMinutes: 0,
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const longDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Reads one piece of a text from its beginning: what it adds, and what is left; undefined when it is not there. */
type Read = (text: string) => readonly [found: Partial<Parts>, rest: string] | undefined

const piece =
  (pattern: RegExp, read: (groups: readonly string[]) => Partial<Parts> | undefined): Read =>
  (text) => {
    const match = new RegExp(`^(?:${pattern.source})`, pattern.flags).exec(text)
    const found = match === null ? undefined : read(match.map((group) => group ?? ''))
    return match === null || found === undefined ? undefined : [found, text.slice(match[0].length)]
  }

const word =
  (literal: string): Read =>
  (text) =>
    text.startsWith(literal) ? [{}, text.slice(literal.length)] : undefined

const oneOf = (names: readonly string[]): Read =>
  piece(/[a-z]+/i, ([name = '']) => (names.includes(name.toLowerCase()) ? {} : undefined))

const isoDay = piece(/(\d{4})-(\d\d)-(\d\d)/, ([, year, month, day]) => ({
  year: Number(year),
  month: Number(month),
  day: Number(day),
}))
const clock = piece(
  /(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?/,
  ([, hour, minute, second, fraction]) => ({
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction: fraction ?? '',
  }),
)
const shortClock = piece(/(\d\d?):(\d\d)/, ([, hour, minute]) => ({
  hour: Number(hour),
  minute: Number(minute),
}))
const day = piece(/\d\d/, ([found]) => ({ day: Number(found) }))
const looseDay = piece(/\d\d?/, ([found]) => ({ day: Number(found) }))
const year = piece(/\d{4}/, ([found]) => ({ year: Number(found) }))
const shortYear = piece(/\d\d/, ([found]) => ({
  year: Number(found) + (Number(found) >= 69 ? 1900 : 2000),
}))
const month = piece(/[a-z]{3}/i, ([name = '']) => {
  const index = months.indexOf(name.toLowerCase())
  return index < 0 ? undefined : { month: index + 1 }
})
const offset = (pattern: RegExp): Read =>
  piece(pattern, ([, sign, hours, minutes]) => ({
    offsetMinutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)),
  }))
const colonOffset = offset(/([+-])(\d\d):(\d\d)/)
const plainOffset = offset(/([+-])(\d\d)(\d\d)/)
const zulu = word('Z')
const zone = piece(/UTC|GMT|[A-Z]ST|EET|CET|(?=.{3})[+-]0*(?:1?\d|2[0-3])/, () => ({}))
const half = piece(/(\d\d?):(\d\d)([AP]M)/, ([, hour, minute, which]) =>
  Number(hour) > 12
    ? undefined
    : { hour: (Number(hour) % 12) + (which === 'PM' ? 12 : 0), minute: Number(minute) },
)

const space = piece(/ +/, () => ({}))
const comma = piece(/, +/, () => ({}))

const layouts: readonly (readonly Read[])[] = [
  [isoDay],
  [isoDay, word('T'), clock, zulu],
  [isoDay, word('T'), clock, colonOffset],
  [isoDay, word('T'), clock],
  [oneOf(days), comma, day, space, month, space, year, space, clock, space, plainOffset],
  [oneOf(days), comma, day, space, month, space, year, space, clock, space, zone],
  [day, space, month, space, shortYear, space, shortClock, space, plainOffset],
  [day, space, month, space, shortYear, space, shortClock, space, zone],
  [oneOf(longDays), comma, day, word('-'), month, word('-'), shortYear, space, clock, space, zone],
  [isoDay, space, clock, space, plainOffset, space, zone],
  [isoDay, word('T'), clock, plainOffset],
  [isoDay, space, clock, zulu],
  [isoDay, space, clock, plainOffset],
  [isoDay, space, clock],
  [oneOf(days), space, month, space, looseDay, space, clock, space, year],
  [oneOf(days), space, month, space, looseDay, space, clock, space, zone, space, year],
  [oneOf(days), space, month, space, day, space, clock, space, plainOffset, space, year],
  [isoDay, space, clock, colonOffset],
  [day, space, month, space, year],
  [isoDay, space, clock, space, colonOffset],
  [isoDay, space, clock, space, plainOffset],
  [half],
  [month, space, looseDay, space, clock],
]

const readLayout = (layout: readonly Read[], text: string): Parts | undefined => {
  let parts = noon
  let rest = text
  for (const read of layout) {
    const found = read(rest)
    if (found === undefined) return undefined
    parts = { ...parts, ...found[0] }
    rest = found[1]
  }
  return rest === '' ? parts : undefined
}

/** Milliseconds since 1970 and the digits that are cut off behind them. */
export interface Moment {
  readonly ms: number
  readonly rest: string
}

const toMoment = (parts: Parts): Moment | undefined => {
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  if (date.getUTCMonth() !== parts.month - 1 || date.getUTCDate() !== parts.day) return undefined
  const digits = parts.fraction.padEnd(3, '0')
  date.setUTCHours(
    parts.hour,
    parts.minute - parts.offsetMinutes,
    parts.second,
    Number(digits.slice(0, 3)),
  )
  return { ms: date.getTime(), rest: digits.slice(3, 9).replace(/0+$/, '') }
}

const zero = -62135596800000

/** The moment of a text; undefined for one that says none, and for the zero moment, which means none. */
export const asMoment = (value: unknown): Moment | undefined => {
  if (typeof value !== 'string') return undefined
  for (const layout of layouts) {
    const parts = readLayout(layout, value)
    const moment = parts === undefined ? undefined : toMoment(parts)
    if (moment !== undefined) return moment.ms === zero && moment.rest === '' ? undefined : moment
  }
  return undefined
}

export const showMoment = (moment: Moment | undefined): string =>
  moment === undefined ? '' : new Date(moment.ms).toISOString().replace('T', ' ')
