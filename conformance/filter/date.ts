import { conform } from '../harness/case.ts'
import { filters } from './table.ts'

export const textComparison = conform(
  'filter.date.text-comparison',
  filters({
    vals: {
      "day > '2024-01-01'": 'v1 v2 v5 v6 v8',
      "day = '2024-01-01 10:00:00.000Z'": 'v1',
      "day = '2024-01-01 10:00:00Z'": '',
      "day > '2024-01-01T00:00:00Z'": 'v2 v6 v8',
      "day >= '2024-01-01 10:00:00.001Z'": 'v2 v5 v6 v8',
      "day ~ '2024-01'": 'v1 v5 v8',
    },
  }),
)

export const emptySortsFirst = conform(
  'filter.date.empty-sorts-first',
  filters({
    vals: { "day < '2023'": 'v3 v7', "day > ''": 'v1 v2 v4 v5 v6 v7 v8', 'day <= @now': 'all' },
  }),
)
