import { conform } from '../harness/case.ts'
import { listIds } from './fixture-q.ts'
import { filters } from './table.ts'

export const unknown = conform(
  'filter.fn.unknown',
  filters({
    vals: { 'geoDistance(1,2,1.1,2) > 0': 'all' },
    refused: {
      vals: [
        'foo(1) = 1',
        'num(1) = 1',
        'geodistance(1,2,1.1,2) > 0',
        'GEODISTANCE(1,2,1.1,2) > 0',
        'geoDistance (1,2,1.1,2) > 0',
        "strftime ('%Y', day) = '2024'",
        "Strftime('%Y', day) = '2024'",
        'length(title) = 5',
        'lower(title) = 1',
      ],
    },
  }),
)

export const argsSyntax = conform(
  'filter.fn.args-syntax',
  filters({
    vals: {
      "strftime('%Y', day,) = '2022'": 'v7',
      "strftime(\n'%Y' ,\tday ) = '2022'": 'v7',
      "strftime('%Y', // the year\n day) = '2022'": 'v7',
    },
    refused: {
      vals: [
        "strftime('%Y',, day) = '2022'",
        "strftime(, '%Y') = '2022'",
        "strftime('%Y' day) = '2022'",
      ],
    },
  }),
)

const far =
  'geoDistance(23.23033854945808, 42.713146090563384, 23.44920680886216, 42.7078484153991)'

export const geoDistance = conform(
  'filter.fn.geo-distance',
  filters({
    vals: {
      [`${far} > 17.88`]: 'all',
      [`${far} < 17.90`]: 'all',
      [`${far} > 17.90`]: '',
      'geoDistance(point.lon, point.lat, 23.1, 42.1) < 100': 'v1',
      'geoDistance(0, 0, point.lon, point.lat) > 7000': 'v4',
    },
  }),
)

export const geoDistanceArgs = conform(
  'filter.fn.geo-distance-args',
  filters({
    vals: {
      'geoDistance(point.lon, point.lat, 23, 42.1) < 100': 'v1',
      'geoDistance(meta.k, meta.k, 2, 3) > 0': 'v1',
      'geoDistance(null, 1, 2, 3) = null': 'all',
      'geoDistance(num, @year, 2, 3) != 1': 'all',
    },
    refused: {
      vals: [
        'geoDistance() < 1',
        'geoDistance(1,2,3) < 1',
        'geoDistance(1,2,3,4,5) < 1',
        "geoDistance('1',2,3,4) < 1",
        "geoDistance(1,2,3,'4') < 1",
        "geoDistance(strftime('%s'),2,3,4) < 1",
        'geoDistance(nope,2,3,4) < 1',
      ],
    },
  }),
)

export const geoDistanceNull = conform(
  'filter.fn.geo-distance-null',
  filters({
    vals: {
      'geoDistance(meta.k, 1, 2, 3) = null': 'v2 v3 v4 v5 v6 v7 v8',
      'geoDistance(meta.k, 1, 2, 3) != null': 'v1',
      "geoDistance(meta.k, 1, 2, 3) = ''": '',
      'geoDistance(meta.k, 1, 2, 3) < 99999': 'v1',
    },
  }),
)

export const geoDistanceNoMultiMatch = conform('filter.fn.geo-distance-no-multi-match', {
  lane: 'shared',
  async check({ collection, record, guest, claim }) {
    const stores = await collection({ fields: [{ name: 'loc', type: 'geoPoint' }] })
    const near = await record(stores, { loc: { lon: 23, lat: 42 } })
    const far = await record(stores, { loc: { lon: -70, lat: 10 } })
    const shops = await collection({
      fields: [{ name: 'stores', type: 'relation', collectionId: stores.id, maxSelect: 9 }],
    })
    const both = await record(shops, { stores: [near.id, far.id] })
    await record(shops, { stores: [far.id] })
    const filter = 'geoDistance(stores.loc.lon, stores.loc.lat, 23.1, 42.1) < 50'
    claim('one of them is enough', await listIds(guest, shops, { filter })).equals(both.id)
  },
})

export const strftime = conform(
  'filter.fn.strftime',
  filters({
    vals: {
      "strftime('%Y', day) = '2024'": 'v1 v2 v5 v8',
      "strftime('%Y-%m-%d', day) = '2024-01-01'": 'v1 v5',
      "strftime('%Y-%m', day, '+1 month') = '2024-02'": 'v1 v5 v8',
      "strftime('%H:%M:%f', day) = '05:05:05.050'": 'v7',
      "strftime('%Y', '2020-01-01') = '2020'": 'all',
      "strftime('%Y', day) = 2024": '',
    },
  }),
)

export const strftimeNull = conform(
  'filter.fn.strftime-null',
  filters({
    vals: {
      "strftime('%Y', day) = ''": 'v3',
      "strftime('%Y', day) = null": 'v3',
      "strftime('%Y', day) != '2024'": 'v3 v4 v6 v7',
      "strftime('%Y', title) = null": 'v1 v2 v3 v6 v7 v8',
    },
  }),
)

export const strftimeArgs = conform(
  'filter.fn.strftime-args',
  filters({
    vals: {
      [`strftime('%Y') = '${String(new Date().getUTCFullYear())}'`]: 'all',
      "strftime('%Y', 2460310.5) = '2024'": 'all',
      "strftime('%Y', day, '+1 year', '+1 year', '+1 year', '+1 year', '+1 year', '+1 year', '+1 year', '+1 year') = '2033'":
        'v6',
    },
    refused: {
      vals: [
        "strftime() = 'x'",
        "strftime(title) = 'x'",
        "strftime(5) = 'x'",
        "strftime('%Y', day, 1) = 'x'",
        "strftime('%Y', day, title) = 'x'",
        "strftime('%Y', strftime('%Y')) = 'x'",
        "strftime('%Y', day, '+1 day', '+1 day', '+1 day', '+1 day', '+1 day', '+1 day', '+1 day', '+1 day', '+1 day') = 'x'",
      ],
    },
  }),
)

export const strftimeMultiMatch = conform(
  'filter.fn.strftime-multi-match',
  filters({
    fixture: { people: { fields: [{ name: 'd', type: 'date' }] } },
    async prepare({ superuser, accepted }, { people }) {
      for (const [id, d] of Object.entries({
        p1: '2024-03-01',
        p2: '2025-03-01',
        p3: '2025-04-01',
      })) {
        accepted(await superuser.patch(`${people.records}/${id}`, { d }))
      }
    },
    vals: {
      "strftime('%Y', refs.d) = '2024'": '',
      "strftime('%Y', refs.d) ?= '2024'": 'v1 v4 v5 v6',
      "strftime('%Y', refs.d) = '2025'": 'v2 v8',
      "strftime('%Y', owner.d) = '2025'": 'v2 v4 v7 v8',
    },
  }),
)

export const strftimeRightOfLike = conform(
  'filter.fn.strftime-right-of-like',
  filters({
    async prepare({ record }, { vals }) {
      await record(vals, { id: 'w1', title: 'on 2024 ok', day: '2024-05-05' })
      await record(vals, { id: 'w2', title: '2024', day: '2024-05-05' })
    },
    vals: { "title ~ strftime('%Y', day)": 'w2', "title ~ '2024'": 'w1 w2' },
  }),
)
