import { Refused } from './undecided.ts'

const show = (date: Date): string => date.toISOString().replace('T', ' ')

const dayIn = (now: Date, month: number, day: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), month, day))

const moved = (now: Date, days: number): Date =>
  new Date(new Date(now).setUTCDate(now.getUTCDate() + days))

/** The last millisecond before. */
const before = (date: Date): Date => new Date(date.getTime() - 1)

const macros: Readonly<Record<string, (now: Date) => string | number>> = {
  '@now': show,
  '@yesterday': (now) => show(moved(now, -1)),
  '@tomorrow': (now) => show(moved(now, 1)),
  '@todayStart': (now) => show(dayIn(now, now.getUTCMonth(), now.getUTCDate())),
  '@todayEnd': (now) => show(before(dayIn(now, now.getUTCMonth(), now.getUTCDate() + 1))),
  '@monthStart': (now) => show(dayIn(now, now.getUTCMonth(), 1)),
  '@monthEnd': (now) => show(before(dayIn(now, now.getUTCMonth() + 1, 1))),
  '@yearStart': (now) => show(dayIn(now, 0, 1)),
  '@yearEnd': (now) => show(before(dayIn(now, 12, 1))),
  '@second': (now) => now.getUTCSeconds(),
  '@minute': (now) => now.getUTCMinutes(),
  '@hour': (now) => now.getUTCHours(),
  '@day': (now) => now.getUTCDate(),
  '@month': (now) => now.getUTCMonth() + 1,
  '@weekday': (now) => now.getUTCDay(),
  '@year': (now) => now.getUTCFullYear(),
}

/** A moment as text, or a part of it as number. */
export const macroValue = (name: string, now: Date): string | number => {
  const macro = macros[name]
  if (macro === undefined) throw new Refused(`no macro "${name}"`)
  return macro(now)
}
