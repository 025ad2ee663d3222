import { conform } from '../harness/case.ts'
import { filters } from './table.ts'

export const textEmpty = conform(
  'filter.null.text-empty',
  filters({
    vals: {
      "title = ''": 'v3',
      'title = null': 'v3',
      'null = title': 'v3',
      "title != ''": 'v1 v2 v4 v5 v6 v7 v8',
      'title != null': 'v1 v2 v4 v5 v6 v7 v8',
      "day = ''": 'v3',
      'day = null': 'v3',
      'day != null': 'v1 v2 v4 v5 v6 v7 v8',
      "kind = ''": 'v3 v7',
      'kind = null': 'v3 v7',
      "owner = ''": 'v3 v5',
      'owner = null': 'v3 v5',
      'owner != null': 'v1 v2 v4 v6 v7 v8',
    },
  }),
)

export const numberZeroNotEmpty = conform(
  'filter.null.number-zero-not-empty',
  filters({
    vals: {
      "num = ''": '',
      'num = null': '',
      "flag = ''": '',
      'flag = null': '',
      "num != ''": 'all',
      'num != null': 'all',
      "flag != ''": 'all',
      'flag != null': 'all',
    },
  }),
)

export const multiField = conform(
  'filter.null.multi-field',
  filters({
    vals: {
      "tags = ''": '',
      'refs = null': '',
      "tags != ''": 'all',
      'refs != null': 'all',
      "tags = '[]'": 'v3 v8',
      'tags:length = 0': 'v3 v8',
    },
  }),
)

export const json = conform(
  'filter.null.json',
  filters({
    vals: {
      'meta = null': 'v3',
      "meta = ''": 'v7',
      "meta != ''": 'v1 v2 v3 v4 v5 v6 v8',
      'meta != null': 'v1 v2 v4 v5 v6 v7 v8',
      'meta.missing = null': 'all',
      "meta.missing = ''": '',
      "meta.missing != ''": 'all',
      'meta.n = null': 'all',
    },
  }),
)

export const geoPoint = conform(
  'filter.null.geo-point',
  filters({ vals: { "point = ''": '', 'point = null': '', 'point.nope = null': 'all' } }),
)

export const missingRelation = conform(
  'filter.null.missing-relation',
  filters({
    vals: {
      "owner.name = ''": 'v3 v5',
      'owner.name = null': 'v3 v5',
      'owner.score = 0': 'v2 v7',
      'owner.score != 0': 'v1 v3 v4 v5 v6 v8',
      "owner.boss.name != 'Ann'": 'v1 v3 v4 v5 v6 v8',
    },
  }),
)

export const literalComparisons = conform(
  'filter.null.literal-comparisons',
  filters({
    vals: {
      "'' = null": 'all',
      'null = null': 'all',
      "'' = ''": 'all',
      'null != null': '',
      "'' != null": '',
      "'' = 0": '',
      'null = false': '',
    },
  }),
)
