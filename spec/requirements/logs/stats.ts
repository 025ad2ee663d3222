import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Logs statistics' } as const

/** Counts per hour. */
export const statsLogs = [
  {
    id: 'logs.stats.shape',
    level: 'must',
    says: 'GET /api/logs/stats returns an array (possibly []) of {"date","total"} in this key order, one per UTC hour having logs, date formatted "YYYY-MM-DD hh:00:00.000Z" (the docs show it without Z).',
    probe:
      'With logs in one hour -> [{"date":"2022-05-01 10:00:00.000Z","total":1}]; with none -> [].',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.stats.order',
    level: 'should',
    says: 'Hours come in ascending order as a result of the grouping.',
    probe: 'Insert logs in two hours (data dir write) -> the earlier date first.',
    basis: 'observed',
  },
  {
    id: 'logs.stats.filter',
    level: 'must',
    says: 'filter takes the same fields as the list; an invalid one is 400 "Invalid filter format.".',
    probe:
      '?filter=data.status>200 -> only matching counted; ?filter=foo=1 -> 400 {"data":{},"message":"Invalid filter format.","status":400}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]
