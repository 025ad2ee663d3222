import { formatDate } from '../values/date.ts'
import type { Operand } from './operand.ts'
import { boundOperand } from './operand.ts'
import { type Fragment, input } from './fragment.ts'

const dayMs = 86_400_000

const format = (time: number): string => formatDate(new Date(time))

const parts = (now: Date) => ({
  year: now.getUTCFullYear(),
  month: now.getUTCMonth(),
  day: now.getUTCDate(),
})

/** The start of a period and the last millisecond before the next one. */
const spans = {
  day: (now: Date) => {
    const { year, month, day } = parts(now)
    return [Date.UTC(year, month, day), Date.UTC(year, month, day + 1) - 1] as const
  },
  month: (now: Date) => {
    const { year, month } = parts(now)
    return [Date.UTC(year, month), Date.UTC(year, month + 1) - 1] as const
  },
  year: (now: Date) => {
    const { year } = parts(now)
    return [Date.UTC(year, 0), Date.UTC(year + 1, 0) - 1] as const
  },
}

/** All sixteen (filter.macro.*), in UTC. */
const macros: ReadonlyMap<string, (now: Date) => string | number> = new Map<
  string,
  (now: Date) => string | number
>([
  ['@now', (now) => format(now.getTime())],
  ['@yesterday', (now) => format(now.getTime() - dayMs)],
  ['@tomorrow', (now) => format(now.getTime() + dayMs)],
  ['@todayStart', (now) => format(spans.day(now)[0])],
  ['@todayEnd', (now) => format(spans.day(now)[1])],
  ['@monthStart', (now) => format(spans.month(now)[0])],
  ['@monthEnd', (now) => format(spans.month(now)[1])],
  ['@yearStart', (now) => format(spans.year(now)[0])],
  ['@yearEnd', (now) => format(spans.year(now)[1])],
  ['@second', (now) => now.getUTCSeconds()],
  ['@minute', (now) => now.getUTCMinutes()],
  ['@hour', (now) => now.getUTCHours()],
  ['@day', (now) => now.getUTCDate()],
  ['@month', (now) => now.getUTCMonth() + 1],
  ['@weekday', (now) => now.getUTCDay()],
  ['@year', (now) => now.getUTCFullYear()],
])

/** The value of a macro at the time of the request that uses the plan; undefined for any other name. */
export const macroOperand = (name: string): Operand | undefined => {
  const macro = macros.get(name)
  return (
    macro &&
    boundOperand(
      'known',
      input(({ request }) => macro(request.now)),
    )
  )
}

/** The request's time where SQL would use its own clock, which a replicated write must not. */
export const requestTime: Fragment = [
  {
    as: 'plain',
    fixed: true,
    read: ({ request }) => format(request.now.getTime()),
  },
]
