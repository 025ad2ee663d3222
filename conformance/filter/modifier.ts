import { conform } from '../harness/case.ts'
import { listIds } from './fixture-q.ts'
import { filters } from './table.ts'

export const lower = conform(
  'filter.modifier.lower',
  filters({
    vals: {
      "title:lower = 'alpha'": 'v1',
      "title:lower = 'ALPHA'": '',
      "title:lower = 'alpha 100%'": 'v2',
      "'alpha 100%' = title:lower": 'v2',
      "title:lower ~ 'Ä'": 'v8',
      "owner.name:lower = 'ann'": 'v1 v6',
    },
  }),
)

export const lowerAnyType = conform(
  'filter.modifier.lower-any-type',
  filters({
    vals: { "num:lower = '5'": 'v6 v7', 'num:lower = 5': '', [`tags:lower = '["a"]'`]: 'v2' },
  }),
)

export const length = conform(
  'filter.modifier.length',
  filters({
    vals: {
      'tags:length = 0': 'v3 v8',
      'tags:length > 1': 'v1 v4 v6',
      'tags:length = 3': 'v6',
      'refs:length = tags:length': 'v1 v2 v3 v4 v6',
    },
  }),
)

export const lengthSingle = conform(
  'filter.modifier.length-single',
  filters({
    vals: {
      'kind:length = 0': 'v3 v7',
      'kind:length = 1': 'v1 v2 v4 v5 v6 v8',
      'owner:length = 1': 'v1 v2 v4 v6 v7 v8',
    },
  }),
)

export const lengthTextLiteral = conform(
  'filter.modifier.length-text-literal',
  filters({ vals: { "tags:length = '2'": '', 'tags:length = 2': 'v1 v4' } }),
)

export const each = conform(
  'filter.modifier.each',
  filters({
    vals: {
      "tags:each = 'a'": 'v2',
      "tags:each ?= 'a'": 'v1 v2 v6',
      "tags:each != 'a'": 'v3 v4 v5 v7 v8',
      "tags:each ?!= 'a'": 'v1 v3 v4 v5 v6 v7 v8',
      "tags:each ~ 'b'": 'v7',
      "tags:each ?~ 'b'": 'v1 v4 v6 v7',
      "tags:each > 'a'": 'v4 v5 v7',
      "tags:each ?> 'a'": 'v1 v4 v5 v6 v7',
      "refs:each = 'p2'": 'v2',
      "refs:each ?= 'p2'": 'v1 v2 v6 v8',
    },
  }),
)

export const eachEmpty = conform(
  'filter.modifier.each-empty',
  filters({
    vals: {
      "tags:each != 'a'": 'v3 v4 v5 v7 v8',
      "tags:each = ''": 'v3 v8',
      "tags:each ?= ''": 'v3 v8',
      "tags:each !~ 'b'": 'v2 v5',
      "tags:each > ''": 'v1 v2 v4 v5 v6 v7',
      "tags:each ~ ''": 'v1 v2 v4 v5 v6 v7',
    },
  }),
)

export const eachSingle = conform(
  'filter.modifier.each-single',
  filters({
    vals: {
      "kind:each = 'x'": 'v1 v4',
      "kind:each != 'x'": 'v2 v3 v5 v6 v7 v8',
      "kind:each = ''": 'v3 v7',
      "owner:each = 'p1'": 'v1 v6',
    },
  }),
)

export const eachCorrelated = conform(
  'filter.modifier.each-correlated',
  filters({
    vals: {
      "tags:each ?= 'a' && tags:each ?= 'b'": '',
      "tags:each ?= 'a' || tags:each ?= 'c'": 'v1 v2 v4 v5 v6',
      "tags ~ 'a' && tags ~ 'b'": 'v1 v6',
      "tags:each ?= 'a' && refs:each ?= 'p2'": 'v1 v2 v6',
    },
  }),
)

export const multiRawText = conform(
  'filter.modifier.multi-raw-text',
  filters({
    vals: {
      "tags = 'a'": '',
      [`tags = '["a"]'`]: 'v2',
      [`tags = '["a","b"]'`]: 'v1',
      "tags ~ 'a'": 'v1 v2 v6',
      [`refs = '["p2"]'`]: 'v2',
      "refs ~ 'p2'": 'v1 v2 v6 v8',
    },
  }),
)

export const multiRawTextHtmlEscape = conform('filter.modifier.multi-raw-text-html-escape', {
  lane: 'shared',
  async check({ collection, record, guest, claim }) {
    const made = await collection({
      fields: [{ name: 'tags', type: 'select', values: ['a<b', 'c>d', 'e&f'], maxSelect: 3 }],
    })
    const { id } = await record(made, { tags: ['a<b', 'c>d', 'e&f'] })
    const rows = {
      "tags ~ 'a<b'": '',
      "tags ~ '>'": '',
      "tags ~ '&'": '',
      "tags ~ 'u003c'": id,
      "tags:each ?= 'a<b'": id,
      "tags:each ?~ '<'": id,
      "tags:each ?~ '&'": id,
    }
    for (const [filter, expected] of Object.entries(rows)) {
      claim(filter, await listIds(guest, made, { filter })).equals(expected)
    }
  },
})

export const ignoredOnOtherTypes = conform(
  'filter.modifier.ignored-on-other-types',
  filters({
    vals: {
      "title:length = 'alpha'": 'v1',
      "title:each = 'alpha'": 'v1',
      "title:isset = 'alpha'": 'v1',
      "title:changed = 'alpha'": 'v1',
      'meta:length = 3': '',
      'num:length = 5': 'v6 v7',
    },
  }),
)

export const unknown = conform(
  'filter.modifier.unknown',
  filters({
    vals: { "title:lower = 'alpha'": 'v1' },
    refused: {
      vals: [
        "title:upper = 'A'",
        "title:excerpt = 'a'",
        "title:lower:each = 'alpha'",
        "title:Lower = 'alpha'",
        "tags:each:lower = 'a'",
      ],
    },
  }),
)

export const midPath = conform(
  'filter.modifier.mid-path',
  filters({
    vals: { "owner.name:lower = 'ann'": 'v1 v6' },
    refused: { vals: ["refs:each.name = 'bob'", "owner:lower.name = 'ann'"] },
  }),
)

export const lengthOverMissingRelation = conform(
  'filter.modifier.length-over-missing-relation',
  filters({
    vals: {
      'owner.langs:length = 0': 'v3 v4 v5 v8',
      'refs.langs:length ?= 0': 'v3 v4 v5 v6 v7 v8',
    },
  }),
)
