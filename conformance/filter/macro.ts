import { type CaseContext, conform } from '../harness/case.ts'
import { filters } from './table.ts'

const yearNow = String(new Date().getUTCFullYear())

export const nowFormat = conform(
  'filter.macro.now-format',
  filters({
    fixture: { vals: { fields: [{ name: 'made', type: 'autodate', onCreate: true }] } },
    vals: {
      'made <= @now': 'all',
      'made > @now': '',
      [`@now ~ '${yearNow}-'`]: 'all',
      "@now ~ 'T'": '',
      "@now ~ '____-__-__ __:__:__.___Z%'": 'all',
    },
  }),
)

/** Date -> the text that dates are stored as. */
const stored = (date: Date): string => date.toISOString().replace('T', ' ')

const onDates = (context: CaseContext) =>
  context.collection({ fields: [{ name: 'd', type: 'date' }] })

export const yesterdayTomorrow = conform('filter.macro.yesterday-tomorrow', {
  lane: 'shared',
  async check(context) {
    const { guest, record, claim } = context
    const made = await onDates(context)
    const hours = (count: number): string => stored(new Date(Date.now() + count * 3_600_000))
    const rows = {
      '-25 h': { '@yesterday': false, '@now': false, '@tomorrow': false },
      '-23 h': { '@yesterday': true, '@now': false, '@tomorrow': false },
      '+23 h': { '@yesterday': true, '@now': true, '@tomorrow': false },
      '+25 h': { '@yesterday': true, '@now': true, '@tomorrow': true },
    }
    for (const [offset, after] of Object.entries(rows)) {
      const { id } = await record(made, { d: hours(Number.parseInt(offset, 10)) })
      for (const [macro, isAfter] of Object.entries(after)) {
        const answer = await guest.get(made.records, { filter: `id = '${id}' && d > ${macro}` })
        claim(`${offset} is ${isAfter ? '' : 'not '}after ${macro}`, answer).length(
          '/items',
          isAfter ? 1 : 0,
        )
      }
    }
  },
})

/**
 * Claims what macros are now. Where the day (or hour) changes between our look at the clock and the server's, the second look
 * is on the same side as the server's.
 */
const macrosAre = (rowsAt: (now: Date) => Readonly<Record<string, string>>) => ({
  lane: 'shared' as const,
  async check(context: CaseContext) {
    const { guest, record, claim } = context
    const made = await onDates(context)
    await record(made)
    const holds = async (filter: string) => {
      const answer = await guest.get(made.records, { filter })
      return answer.at('/totalItems') === 1
    }
    for (const macro of Object.keys(rowsAt(new Date()))) {
      const test = () => holds(`${macro} = ${rowsAt(new Date())[macro] ?? ''}`)
      claim(macro, (await test()) || (await test())).equals(true)
    }
  },
})

const dayOf = (now: Date): string => stored(now).slice(0, 10)

export const dayRange = conform(
  'filter.macro.day-range',
  macrosAre((now) => ({
    '@todayStart': `'${dayOf(now)} 00:00:00.000Z'`,
    '@todayEnd': `'${dayOf(now)} 23:59:59.999Z'`,
  })),
)

export const monthRange = conform(
  'filter.macro.month-range',
  macrosAre((now) => {
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0))
    return {
      '@monthStart': `'${dayOf(now).slice(0, 7)}-01 00:00:00.000Z'`,
      '@monthEnd': `'${dayOf(last)} 23:59:59.999Z'`,
    }
  }),
)

export const yearRange = conform(
  'filter.macro.year-range',
  macrosAre((now) => ({
    '@yearStart': `'${String(now.getUTCFullYear())}-01-01 00:00:00.000Z'`,
    '@yearEnd': `'${String(now.getUTCFullYear())}-12-31 23:59:59.999Z'`,
  })),
)

export const integers = conform(
  'filter.macro.integers',
  macrosAre((now) => ({
    '@year': String(now.getUTCFullYear()),
    '@month': String(now.getUTCMonth() + 1),
    '@day': String(now.getUTCDate()),
    '@weekday': String(now.getUTCDay()),
    '@hour': String(now.getUTCHours()),
    '@minute': String(now.getUTCMinutes()),
    '@second': String(now.getUTCSeconds()),
  })),
)

export const caseSensitive = conform(
  'filter.macro.case-sensitive',
  filters({
    vals: { "@now > '2000'": 'all' },
    refused: {
      vals: [
        "@NOW > '2000'",
        "@now:lower != ''",
        '@today = 1',
        '@now.x = 1',
        '@todaystart = 1',
        '@seconds = 1',
      ],
    },
  }),
)

export const anyRequester = conform(
  'filter.macro.any-requester',
  filters({
    as: 'guest',
    vals: { "@now > '2000'": 'all', '@year > 2000': 'all', "@now < '2000'": '' },
  }),
)
