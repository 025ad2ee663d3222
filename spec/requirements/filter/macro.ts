import type { Requirement } from '../../requirement.ts'

/** Date macros. */
export const macroFilter = [
  {
    id: 'filter.macro.now-format',
    level: 'must',
    says: '@now is the current UTC time as text "YYYY-MM-DD HH:MM:SS.mmmZ".',
    probe:
      'Collection with an autodate field created: "created <= @now" -> all; "created > @now" -> none; "@now ~ \'<current UTC year>-\'" -> all; "@now ~ \'T\'" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.macro.yesterday-tomorrow',
    level: 'must',
    says: '@yesterday and @tomorrow are now minus/plus one calendar day with the same time of day.',
    probe:
      'Date field = now-23h -> matches "d > @yesterday"; now-25h -> does not; now+23h matches "d < @tomorrow && d > @now".',
    basis: 'observed',
  },
  {
    id: 'filter.macro.day-range',
    level: 'must',
    says: '@todayStart/@todayEnd are the current UTC day at 00:00:00.000Z and 23:59:59.999Z.',
    probe:
      "\"'<today> 00:00:00.000Z' = @todayStart && '<today> 23:59:59.999Z' = @todayEnd\" -> all records.",
    basis: 'observed',
  },
  {
    id: 'filter.macro.month-range',
    level: 'must',
    says: '@monthStart/@monthEnd are the first day of the current UTC month at 00:00:00.000Z and its last day at 23:59:59.999Z.',
    probe:
      "\"'<YYYY-MM>-01 00:00:00.000Z' = @monthStart && '<YYYY-MM-lastday> 23:59:59.999Z' = @monthEnd\" -> all records.",
    basis: 'observed',
  },
  {
    id: 'filter.macro.year-range',
    level: 'must',
    says: '@yearStart/@yearEnd are Jan 1 00:00:00.000Z and Dec 31 23:59:59.999Z of the current UTC year.',
    probe:
      "\"'<YYYY>-01-01 00:00:00.000Z' = @yearStart && '<YYYY>-12-31 23:59:59.999Z' = @yearEnd\" -> all records.",
    basis: 'observed',
  },
  {
    id: 'filter.macro.integers',
    level: 'must',
    says: '@second, @minute, @hour (0-23), @day (1-31), @month (1-12), @weekday (0 = Sunday .. 6), @year are integers in UTC.',
    probe:
      '"@year = <YYYY> && @month = <M> && @day = <D> && @weekday = <W> && @hour = <H>" -> all records (run away from an hour boundary).',
    basis: 'observed',
  },
  {
    id: 'filter.macro.case-sensitive',
    level: 'should',
    says: 'Macro names are case-sensitive and take no modifier or path; other "@" names do not resolve.',
    probe: '"@NOW > \'2000\'", "@now:lower != \'\'", "@today = 1", "@now.x = 1" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.macro.any-requester',
    level: 'should',
    says: 'Macros may be used by guests.',
    probe: "Public collection, guest: ?filter=@now > '2000' -> 200 with all records.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]
