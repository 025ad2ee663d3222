import { conform } from '../harness/case.ts'
import { filters } from './table.ts'

export const equal = conform(
  'filter.op.equal',
  filters({
    vals: {
      "title = 'alpha'": 'v1',
      "title = 'ALPHA'": '',
      "kind = 'x'": 'v1 v4',
      'num = 5': 'v6 v7',
      "day = '2024-01-01 10:00:00.000Z'": 'v1',
    },
  }),
)

export const notEqual = conform(
  'filter.op.not-equal',
  filters({
    vals: {
      "title != 'alpha'": 'v2 v3 v4 v5 v6 v7 v8',
      "owner.name != 'Ann'": 'v2 v3 v4 v5 v7 v8',
      'meta.k != 1': 'v2 v3 v4 v5 v6 v7 v8',
      'num != 5': 'v1 v2 v3 v4 v5 v8',
    },
  }),
)

export const ordering = conform(
  'filter.op.ordering',
  filters({
    vals: {
      'num < 1': 'v3 v4',
      'num <= 1': 'v1 v3 v4',
      'num > 5': 'v5 v8',
      'num >= 5': 'v5 v6 v7 v8',
      'num >= -7 && num <= 0': 'v3 v4',
      "title > '1'": 'v1 v2 v5 v6 v7 v8',
      "title < 'a'": 'v2 v3 v4 v5',
    },
  }),
)

export const orderingNullNever = conform(
  'filter.op.ordering-null-never',
  filters({
    vals: {
      'title > null': '',
      'title <= null': '',
      'null > 1': '',
      'num < null': '',
      'num >= null': '',
      'owner.score <= 0': 'v2 v4 v7 v8',
      'meta.k > 0': 'v1',
      'meta.k < 9': 'v1',
    },
  }),
)

export const orderingStorageClasses = conform(
  'filter.op.ordering-storage-classes',
  filters({
    vals: {
      "num < 'abc'": 'all',
      "num > 'abc'": '',
      'meta > 1': 'v1 v2 v4 v5 v7 v8',
      'meta < 1': '',
      "2 < '1'": 'all',
    },
  }),
)

export const orderingTextColumnVsNumber = conform(
  'filter.op.ordering-text-column-vs-number',
  filters({ vals: { 'title > 1': 'v1 v2 v6 v7 v8', 'day > 2024': 'v6' } }),
)

export const like = conform(
  'filter.op.like',
  filters({
    vals: {
      "title ~ 'lph'": 'v1 v2',
      "title !~ 'a'": 'v3 v4 v5 v8',
      "day ~ '2024-01'": 'v1 v5 v8',
    },
  }),
)

export const likeAsciiCaseInsensitive = conform(
  'filter.op.like-ascii-case-insensitive',
  filters({
    vals: { "title ~ 'ALPHA'": 'v1 v2', "title ~ 'ä'": '', "title ~ 'Ä'": 'v8' },
  }),
)

export const likeAutoWrap = conform(
  'filter.op.like-auto-wrap',
  filters({
    vals: {
      "title ~ 'a_b'": 'v6',
      [String.raw`title ~ '\%'`]: 'v2',
      [String.raw`title ~ '100\%'`]: 'v2',
      [String.raw`title ~ 'a\_b'`]: 'v6',
      "title ~ '_'": 'v6',
    },
  }),
)

export const likeExplicitWildcard = conform(
  'filter.op.like-explicit-wildcard',
  filters({
    prepare: ({ record }, { vals }) => record(vals, { id: 'w1', title: 'axb' }),
    vals: {
      "title ~ 'a%'": 'v1 v2 v6 w1',
      "title ~ '%a'": 'v1',
      [String.raw`title ~ '%0\%'`]: 'v2',
      "title ~ 'a_b%'": 'v6 w1',
      [String.raw`title ~ 'a\_b%'`]: 'v6',
      "title ~ '%'": 'v1 v2 v3 v4 v5 v6 v7 v8 w1',
      "title ~ 'a%b'": 'v6 w1',
    },
  }),
)

export const likePercentEscapeParity = conform(
  'filter.op.like-percent-escape-parity',
  filters({
    async prepare({ record }, { vals }) {
      await record(vals, { id: 'w1', title: 'ab%c' })
      await record(vals, { id: 'w2', title: String.raw`ab\zzc` })
    },
    vals: {
      [String.raw`title ~ 'ab\%c'`]: 'w1',
      [String.raw`title ~ 'ab\\%c'`]: 'w2',
    },
  }),
)

export const likeBackslash = conform(
  'filter.op.like-backslash',
  filters({
    vals: {
      [String.raw`title ~ 'back\slash'`]: 'v7',
      [String.raw`title ~ 'back\\slash'`]: 'v7',
      [String.raw`title ~ 'back\slash%'`]: '',
      [String.raw`title ~ 'back\\slash%'`]: 'v7',
    },
  }),
)

export const likeEmpty = conform(
  'filter.op.like-empty',
  filters({
    vals: {
      "title ~ ''": 'all',
      "title !~ ''": '',
      "owner.name ~ ''": 'v1 v2 v4 v6 v7 v8',
      "owner.name !~ ''": '',
    },
  }),
)

export const likeNull = conform(
  'filter.op.like-null',
  filters({
    vals: {
      'title ~ null': '',
      'title !~ null': '',
      "null ~ 'a'": '',
      "null !~ 'a'": '',
      "owner.name !~ 'x'": 'v1 v2 v4 v6 v7 v8',
    },
  }),
)

export const likeNumber = conform(
  'filter.op.like-number',
  filters({
    vals: {
      'num ~ 5': 'v2 v6 v7',
      "num ~ '00'": 'v5 v8',
      "num ~ '.0'": '',
      'title ~ 1': 'v2 v4 v5',
      'title ~ 1.0': 'v2 v4 v5',
    },
  }),
)

export const likeKeywordRight = conform(
  'filter.op.like-keyword-right',
  filters({ vals: { 'title ~ true': 'v2 v4 v5', 'title ~ false': 'v2 v5' } }),
)

export const numberTextDigits = conform(
  'filter.op.number-text-digits',
  filters({
    async prepare({ record }, { vals }) {
      const texts = { w1: '0.3', w2: '0.333333333333333', w3: '1.0e+22', w4: '1.0e-07' }
      const numbers = { w1: 0.1 + 0.2, w2: 1 / 3, w3: 1e22, w4: 1e-7 }
      for (const [id, title] of Object.entries(texts)) {
        const num = numbers[id as keyof typeof numbers] // the same keys
        await record(vals, { id, title, num, meta: { k: num }, point: { lon: num % 90, lat: 0 } })
      }
      await record(vals, { id: 'w5', num: 7, meta: 0.1 + 0.2 })
    },
    vals: {
      "num ~ '0.3'": 'w1 w2',
      "num ~ '0.3%'": 'w1 w2',
      "num ~ '%4'": '',
      "num !~ '%3' && num < 1 && num > 0.2": '',
      "num ~ '0.333333333333333%'": 'w2',
      "num ~ '0.3333333333333333'": '',
      "num ~ '1.0e+22'": 'w3',
      "num:lower ~ '1.0e-07'": 'w4',
      "meta.k ~ '%4'": '',
      'point.lon = 0.3': '',
      'meta.k > 0.3 && meta.k < 0.31': 'w1',
      "point.lon ~ '0.3%'": 'w1 w2',
      "'0.3' ~ num": 'w1 v3',
      'title ~ meta.k': 'w1 w2 w3 w4',
      'meta = 0.3': 'w5',
      'meta = 0.30000000000000004': '',
      'title = meta.k': 'w1 w2 w3 w4',
      'title = 0.30000000000000004': 'w1',
      'title = 0.333333333333333333': 'w2',
      'title = 10000000000000000000000': 'w3',
      "0.30000000000000004 ~ title && title != ''": 'w1',
    },
  }),
)

export const likeColumnRight = conform(
  'filter.op.like-column-right',
  filters({
    prepare: ({ record }, { vals }) => record(vals, { id: 'w1', title: 'a%c' }),
    vals: {
      "'alpha' ~ title": 'v1 v3',
      "'Alpha 100% x' ~ title": 'v1 v2 v3 v4',
      "'abbbc' ~ title": 'v3 v6 w1',
    },
  }),
)

export const likeLeftIsNeverPattern = conform(
  'filter.op.like-left-is-never-pattern',
  filters({ vals: { "'%' ~ 'a'": '', "'a' ~ '%'": 'all' } }),
)

export const anyVariants = conform(
  'filter.op.any-variants',
  filters({
    vals: {
      "title ?= 'alpha'": 'v1',
      "title ?!= 'alpha'": 'v2 v3 v4 v5 v6 v7 v8',
      'num ?> 5': 'v5 v8',
      'num ?>= 5': 'v5 v6 v7 v8',
      'num ?< 0': 'v4',
      'num ?<= 0': 'v3 v4',
      "title ?~ 'lph'": 'v1 v2',
      "title ?!~ 'a'": 'v3 v4 v5 v8',
      "refs.name ?= 'bob'": 'v1 v2 v6 v8',
      "refs.name ?!= 'bob'": 'v1 v3 v4 v5 v6 v7 v8',
      'refs.score ?> 0': 'v1 v4 v5 v6',
      'refs.score ?>= 0': 'v1 v2 v4 v5 v6 v8',
      'refs.score ?< 0': 'v4 v5 v6 v8',
      'refs.score ?<= 0': 'v1 v2 v4 v5 v6 v8',
      "refs.name ?~ 'n'": 'v1 v4 v5 v6',
      "refs.name ?!~ 'n'": 'v1 v2 v4 v5 v6 v8',
    },
  }),
)

export const fieldVsField = conform(
  'filter.op.field-vs-field',
  filters({
    prepare: ({ record }, { vals }) => record(vals, { id: 'w1', title: '5', num: 5 }),
    vals: {
      'num = num': 'v1 v2 v3 v4 v5 v6 v7 v8 w1',
      'title != title': '',
      'num > title': 'v5',
      'num = title': '',
      'num >= title': 'v5 w1',
      'owner = refs': '',
    },
  }),
)
