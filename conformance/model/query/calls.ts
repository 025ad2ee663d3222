import { numberIn, type Value } from './value.ts'
import { Undecided } from './undecided.ts'

const radians = (degrees: number): number => degrees * (Math.PI / 180)

const numberOf = (value: Value): number | undefined => {
  const number = typeof value === 'string' ? numberIn(value) : value
  return number === null || number === undefined ? undefined : Number(number)
}

const earthRadius = 6371

/** The arc cosine of a last bit more than 1 is no number, and no two mathematical libraries round alike. */
export const roundedDistance = 'a distance that rounding decides'

/**
 * Kilometres on a sphere; NULL when a coordinate is not a number.
 * @throws Undecided where rounding decides: on the spot itself and on the other side of the earth.
 */
export const geoDistance = (coordinates: readonly Value[]): Value => {
  const [lonA, latA, lonB, latB] = coordinates.map(numberOf)
  if (lonA === undefined || latA === undefined || lonB === undefined || latB === undefined) {
    return null
  }
  const [a, b] = [radians(latA), radians(latB)]
  const cosine =
    Math.cos(a) * Math.cos(b) * Math.cos(radians(lonB) - radians(lonA)) + Math.sin(a) * Math.sin(b)
  if (Math.abs(Math.abs(cosine) - 1) < 1e-12) throw new Undecided(roundedDistance)
  return earthRadius * Math.acos(cosine)
}

const stored = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?Z?$/

/** Milliseconds; undefined for what is no time. */
const readTime = (value: Value): number | undefined => {
  if (value === null) return undefined
  if (typeof value !== 'string') throw new Undecided('a number as time')
  const found = stored.exec(value)
  if (found === null) {
    if (/^\s*[-+.\d]/.test(value) || /^(now|subsec)/i.test(value.trim())) {
      throw new Undecided('an odd time')
    }
    return undefined
  }
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = ''] = found
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) {
    return undefined
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(`0.${fraction}0`) * 1000)
  return date.getTime()
}

const units = ['day', 'hour', 'minute', 'second'] as const
const unitMs = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 }

const move = (ms: number, modifier: string): number | undefined => {
  const date = new Date(ms)
  if (/^start of (day|month|year)$/.test(modifier)) {
    date.setUTCHours(0, 0, 0, 0)
    if (modifier !== 'start of day') date.setUTCDate(1)
    if (modifier === 'start of year') date.setUTCMonth(0)
    return date.getTime()
  }
  const [, amount, unit = ''] =
    /^([+-]\d+) (day|hour|minute|second|month|year)s?$/.exec(modifier) ?? []
  if (amount === undefined) {
    // Wrapped as a pattern, or a word of no meaning.
    if (/^%|^[a-z]+$/.test(modifier)) return undefined
    throw new Undecided('an odd modifier of a time')
  }
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + Number(amount))
  else if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() + Number(amount))
  else {
    const found = units.find((each) => each === unit)
    return found === undefined ? undefined : ms + Number(amount) * unitMs[found]
  }
  return date.getTime()
}

const dayMs = unitMs.day

const two = (number: number): string => String(number).padStart(2, '0')

const formats: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  H: (date) => two(date.getUTCHours()),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  w: (date) => String(date.getUTCDay()),
  j: (date) =>
    String(
      Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMs) + 1,
    ).padStart(3, '0'),
  '%': () => '%',
}

/** @param args format, time and modifiers */
export const strftime = ([format, time, ...modifiers]: readonly Value[]): Value => {
  let ms = readTime(time ?? null)
  for (const modifier of modifiers) {
    if (ms === undefined) return null
    ms = move(ms, String(modifier))
  }
  if (ms === undefined) return null
  const date = new Date(ms)
  if (!(date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999)) {
    throw new Undecided('a time outside of four digits')
  }
  return String(format).replace(/%(.?)/gsu, (_found, letter: string) => {
    const show = formats[letter]
    if (show === undefined) throw new Undecided('an odd format of a time')
    return show(date)
  })
}
