import { conform } from '../harness/case.ts'
import { filters } from './table.ts'

export const paths = conform(
  'filter.geo.paths',
  filters({
    vals: {
      'point.lat = 42': 'v1',
      'point.lon < 0': 'v4',
      'point.lat = point.lon': 'v2 v3 v5 v6 v7 v8',
      'point.nope = null': 'all',
    },
  }),
)

export const rawText = conform(
  'filter.geo.raw-text',
  filters({
    vals: { [`point = '{"lon":0,"lat":0}'`]: 'v2 v3 v5 v6 v7 v8', "point ~ '23'": 'v1' },
  }),
)
