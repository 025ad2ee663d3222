import { conform } from '../harness/case.ts'
import { filters } from './table.ts'

export const scalar = conform(
  'filter.json.scalar',
  filters({
    vals: {
      'meta = 5': 'v4',
      "meta = '5'": 'v5',
      'meta = true': 'v6',
      'meta = 1': 'v6',
      'meta = null': 'v3',
    },
  }),
)

export const arrayObjectText = conform(
  'filter.json.array-object-text',
  filters({
    prepare: ({ record }, { vals }) => record(vals, { id: 'w1', meta: { b: [1, 2], a: 'x' } }),
    vals: {
      "meta = '[1,2,3]'": 'v2',
      "meta = '{}'": 'v8',
      "meta ~ '2'": 'v2 w1',
      [`meta.l.2 = '{"z":true}'`]: 'v1',
      [`meta = '{"a":"x","b":[1,2]}'`]: 'w1',
    },
  }),
)

export const path = conform(
  'filter.json.path',
  filters({
    vals: {
      'meta.k = 1': 'v1',
      "meta.s = 'A'": 'v1',
      'meta.l.0 = 1': 'v1',
      "meta.l.1 = 'two'": 'v1',
      'meta.l.2.z = true': 'v1',
      'meta.0 = 1': 'v2',
    },
  }),
)

export const pathNumericKey = conform(
  'filter.json.path-numeric-key',
  filters({
    prepare: ({ record }, { vals }) => record(vals, { id: 'w1', meta: { 1: 'x', a: 'y' } }),
    vals: { "meta.1 = 'x'": '', "meta.a = 'y'": 'w1' },
  }),
)

export const pathMissing = conform(
  'filter.json.path-missing',
  filters({
    vals: {
      'meta.a.b.c = null': 'all',
      'meta.9 = null': 'all',
      'meta.k.x = null': 'all',
      'meta.l.7.z = null': 'all',
      'meta.k = null': 'v2 v3 v4 v5 v6 v7 v8',
    },
  }),
)

export const pathNoDepthLimit = conform(
  'filter.json.path-no-depth-limit',
  filters({
    prepare: ({ record }, { vals }) =>
      record(vals, {
        id: 'w1',
        meta: { a: { b: { c: { d: { e: { f: { g: { h: { i: { j: 7 } } } } } } } } } },
      }),
    vals: {
      'meta.a.b.c.d.e.f.g.h.i.j = 7': 'w1',
      'meta.a.b.c.d.e.f.g.h.i.j = null': 'all',
    },
  }),
)

export const noTypeConversion = conform(
  'filter.json.no-type-conversion',
  filters({
    vals: { "meta.k = '1'": '', 'meta.k = 1': 'v1', "meta = '5'": 'v5', "meta.s != 'a'": 'all' },
  }),
)

export const pathModifierSwallowed = conform(
  'filter.json.path-modifier-swallowed',
  filters({
    prepare: ({ record }, { vals }) => record(vals, { id: 'w1', meta: { slower: 'q' } }),
    vals: {
      "meta.s:lower = 'a'": '',
      'meta.l:length = 3': '',
      "meta.s:lower = 'q'": 'w1',
      "meta:lower ~ 'TWO'": 'v1',
    },
  }),
)

export const multiRelationPath = conform(
  'filter.json.multi-relation-path',
  filters({
    fixture: { people: { fields: [{ name: 'info', type: 'json' }] } },
    async prepare({ superuser, accepted, record }, { people, vals }) {
      accepted(await superuser.patch(`${people.records}/p1`, { info: { r: 1 } }))
      accepted(await superuser.patch(`${people.records}/p2`, { info: { r: 2 } }))
      await record(vals, { id: 'w1', refs: ['p1'] })
    },
    vals: {
      'refs.info.r ?= 1': 'v1 v4 v5 v6 w1',
      'refs.info.r < 3': 'v1 v2 v4 v5 v6 v8 w1',
      'refs.info.r = 1': 'w1',
      'refs.info.r != 1': 'v2 v3 v7 v8',
    },
  }),
)
